import Laboratory
import Notebook
import Simulator
import Testing

/// Runs are made side by side and come back in their order.
@Suite struct ExecutionTests {
  private static let random =
    SmallExperiment.head + """
      replications: 4
      rules: [istio-1.23, istio-1.30]
      workloads: {default/server: {serviceTime: {exponential: 10ms}}}

      """ + SmallExperiment.client + SmallExperiment.hypothesis
  private static let certain =
    SmallExperiment.head + "replications: 4\nrules: [istio-1.23, istio-1.30]\n"
    + SmallExperiment.client + SmallExperiment.hypothesis

  @Test func chanceIsRunAsOftenAsTheExperimentSaysAndCertaintyOnce() async throws {
    let prepared = [
      try SmallExperiment.prepared(experiment: Self.random),
      try SmallExperiment.prepared(experiment: Self.certain),
    ]
    let histories = await RunExecution.run(prepared, jobs: 2, progress: { _ in })
    #expect(histories.map { $0.map(\.count) } == [[4, 4], [1, 1]])
  }

  @Test func tracesAreKeptOfTheFirstRunOnly() async throws {
    let prepared = try SmallExperiment.prepared(experiment: Self.random)
    let histories = await RunExecution.run([prepared], jobs: 2, progress: { _ in })
    for version in histories[0] {
      #expect(version.map { $0.traces.isEmpty } == [false, true, true, true])
    }
  }

  @Test(arguments: [2, 3, 8])
  func howManyGoOnAtOnceChangesNothing(jobs: Int) async throws {
    let prepared = try SmallExperiment.prepared(experiment: Self.random)
    let alone = await RunExecution.run([prepared], jobs: 1, progress: { _ in })
    let together = await RunExecution.run([prepared], jobs: jobs, progress: { _ in })
    #expect(alone == together)
  }

  @Test func replicationsAreIndependent() async throws {
    let prepared = try SmallExperiment.prepared(experiment: Self.random)
    let histories = await RunExecution.run([prepared], jobs: 2, progress: { _ in })
    let ends = histories[0][0].map { $0.requests.map(\.end.nanoseconds) }
    #expect(Set(ends).count == 4)
  }

  @Test func progressCountsEveryRun() async throws {
    let prepared = try SmallExperiment.prepared(experiment: Self.certain)
    var lines: [String] = []
    _ = await RunExecution.run([prepared], jobs: 1, progress: { lines.append($0) })
    #expect(lines == ["run 1 of 2: small", "run 2 of 2: small"])
  }

  @Test(arguments: [1, 2, 5, 64])
  func resultsComeInTheOrderOfTheirElements(jobs: Int) async {
    let numbers = Array(0..<100)
    var last = 0
    let squares = await numbers.mapConcurrently(
      jobs: jobs, progress: { last = max(last, $0) }, { $0 * $0 })
    #expect(squares == numbers.map { $0 * $0 })
    #expect(last == 100)
  }

  @Test func nothingToDoIsDone() async {
    let none = await [Int]().mapConcurrently(jobs: 4, progress: { _ in }, { $0 })
    #expect(none == [])
  }
}

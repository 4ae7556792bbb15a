import Simulator
import Testing

@testable import Notebook

/// A history with the given outcomes, one request every 100 ms of each client.
private func history(
  _ requests: [(client: String, outcome: Outcome)], clients: [String] = ["a", "b"]
) -> History {
  var history = History(clients: clients)
  for (number, request) in requests.enumerated() {
    let outcome: Int
    if let known = history.outcomes.firstIndex(of: request.outcome) {
      outcome = known
    } else {
      outcome = history.outcomes.count
      history.outcomes.append(request.outcome)
    }
    let start = Int64(number) * 100_000_000
    history.requests.append(
      RequestRecord(
        client: clients.firstIndex(of: request.client) ?? 0, number: number,
        start: SimulationTime(nanoseconds: start),
        end: SimulationTime(nanoseconds: start + 1_000_000 * Int64(number + 1)), outcome: outcome))
  }
  return history
}

private func answered(by workload: String) -> Outcome {
  var outcome = Outcome(requestedHost: "v1")
  outcome.status = 200
  outcome.workload = "\(workload)-0.default"
  outcome.workloadOwner = "\(workload).default"
  outcome.attempts = 2
  return outcome
}

private func refused(by proxy: String) -> Outcome {
  var outcome = Outcome(requestedHost: "v1")
  outcome.status = 503
  outcome.decidingFlags = "UO"
  outcome.decidedBy = proxy
  outcome.attempts = 1
  return outcome
}

private func filter(_ change: (inout RequestFilter) -> Void) -> RequestFilter {
  var filter = RequestFilter()
  change(&filter)
  return filter
}

@Suite struct JudgeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var kind: Prediction.Kind
    var verdict: Verdict
  }

  /// Four requests of a: three answered by v1, one refused by nginx; one of b, refused by v1's proxy.
  private static let sample = history([
    ("a", answered(by: "v1")), ("a", answered(by: "v1")), ("a", refused(by: "nginx.default")),
    ("a", answered(by: "v1")), ("b", refused(by: "v1-0.default")),
  ])

  static let cases: [Case] = [
    Case(
      testDescription: "all: one counter-example refutes",
      kind: .all(population: filter { $0.client = "a" }, properties: filter { $0.status = 200 }),
      verdict: .refuted),
    Case(
      testDescription: "all: an interval leaves the counter-example out",
      kind: .all(
        population: filter {
          $0.client = "a"
          $0.during = .init(from: .zero, to: SimulationTime(nanoseconds: 200_000_000))
        }, properties: filter { $0.workload = "v1" }), verdict: .supported),
    Case(
      testDescription: "all: nothing to judge by is undecided",
      kind: .all(population: filter { $0.client = "c" }, properties: filter { $0.status = 200 }),
      verdict: .undecided),
    Case(
      testDescription: "all: the refusing proxy goes by its Deployment's name",
      kind: .all(
        population: filter { $0.client = "b" }, properties: filter { $0.refusedBy = "v1" }),
      verdict: .supported),
    Case(
      testDescription: "all: the refusing proxy is not the other one",
      kind: .all(population: filter { $0.flag = "UO" }, properties: filter { $0.refusedBy = "v1" }),
      verdict: .refuted),
    Case(
      testDescription: "none", kind: .none(filter { $0.status = 404 }), verdict: .supported),
    Case(
      testDescription: "exactly", kind: .exactly(filter { $0.flag = "UO" }, count: 2),
      verdict: .supported),
    Case(
      testDescription: "exactly: one more refutes",
      kind: .exactly(filter { $0.flag = "UO" }, count: 1), verdict: .refuted),
    Case(
      testDescription: "share of the client's own requests",
      kind: .share(
        filter {
          $0.client = "a"
          $0.flag = "UO"
        }, .init(atLeast: 0.25, atMost: 0.25)), verdict: .supported),
    Case(
      testDescription: "share outside the bounds",
      kind: .share(filter { $0.flag = "UO" }, .init(atLeast: 0.5)), verdict: .refuted),
    Case(
      testDescription: "quantile by nearest rank: 3 of 5 ms",
      kind: .quantile(RequestFilter(), millionths: 500_000, .init(atLeast: 3e6, atMost: 3e6)),
      verdict: .supported),
    Case(
      testDescription: "attempts: (2+2+1+2)/4",
      kind: .attempts(filter { $0.client = "a" }, .init(atLeast: 1.75, atMost: 1.75)),
      verdict: .supported),
  ]

  @Test(arguments: cases) func `a prediction is held against one exact run`(_ given: Case) {
    let finding = Judge.finding(Prediction(given.kind), by: [Self.sample])
    #expect(finding.verdict == given.verdict, "\(finding.observation)")
  }

  @Test func `a counter-example names the request`() {
    let kind = Prediction.Kind.all(
      population: filter { $0.client = "a" }, properties: filter { $0.status = 200 })
    let finding = Judge.finding(Prediction(kind), by: [Self.sample])
    #expect(finding.counterExample == 2)
    #expect(
      finding.observation.text(in: "en")
        == "1 of 4 requests otherwise; the first: 503 UO by nginx.default")
  }

  @Test func `an interval that straddles a bound is undecided`() {
    let runs = [0, 1].map { successes in
      history((0..<10).map { ("a", $0 < 4 + successes ? answered(by: "v1") : refused(by: "x.y")) })
    }
    let share = Prediction.Kind.share(filter { $0.status = 200 }, .init(atLeast: 0.45))
    #expect(Judge.finding(Prediction(share), by: runs).verdict == .undecided)
  }

  @Test func `a truncated run decides nothing`() {
    var cut = Self.sample
    cut.truncation = "event limit of 10 reached"
    let kind = Prediction.Kind.none(filter { $0.status = 404 })
    #expect(Judge.finding(Prediction(kind), by: [cut]).verdict == .undecided)
  }
}

@Suite struct EstimateTests {
  @Test func `the interval of a known sample`() {
    // Mean 3, standard deviation √2.5, t(4, 0.995) = 4.604: half width 3.2555.
    let estimate = Estimate([1, 2, 3, 4, 5])
    #expect(estimate.mean == 3)
    #expect((estimate.halfWidth - 3.2555).magnitude < 0.0005)
  }

  @Test(arguments: [(31, 2.744), (40, 2.704), (60, 2.660), (120, 2.617)])
  func `quantiles beyond the table`(_ freedom: Int, _ quantile: Double) {
    #expect((StudentT.quantile995(degreesOfFreedom: freedom) - quantile).magnitude < 0.001)
  }

  @Test(arguments: [
    (0.12345, 3, "0.123"), (0.9996, 3, "1.000"), (-0.0004, 3, "0.000"), (12, 0, "12"),
    (-1.5, 1, "-1.5"),
  ])
  func `numbers are rounded half away from zero`(_ value: Double, _ places: Int, _ text: String) {
    #expect(FixedPoint.text(value, places: places) == text)
  }
}

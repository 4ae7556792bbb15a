import ProxyConfig
import Testing

@testable import Simulator

@Suite struct DeterminismTests {
  private var fixture: MeshFixture {
    var fixture = MeshFixture()
    fixture.services = [("server", 3)]
    fixture.clientLimits.maxRequests = 2
    return fixture
  }

  private func scenario(_ ids: [String], seed: UInt64 = 1) -> Scenario {
    let fixture = fixture
    var scenario = fixture.scenario(
      serviceTime: .exponential(mean: .milliseconds(30)), ids.map { fixture.loop($0) })
    scenario.seed = seed
    return scenario
  }

  @Test func repeatsItself() {
    #expect(
      Simulation.run(scenario(["a", "b", "c"])) == Simulation.run(scenario(["a", "b", "c"])))
  }

  @Test func dependsOnTheSeed() {
    let one = Simulation.run(scenario(["a"]))
    let other = Simulation.run(scenario(["a"], seed: 2))
    #expect(one.consultedChance)
    #expect(one.requests != other.requests)
  }

  /// The same requests, however the clients are listed.
  @Test func ignoresTheOrderOfClients() {
    func byClient(_ ids: [String]) -> [String: [RequestRecord]] {
      let history = Simulation.run(scenario(ids))
      var found: [String: [RequestRecord]] = [:]
      for request in history.requests {
        var request = request
        let id = history.clients[request.client]
        request.client = 0
        request.outcome = history.outcomes[request.outcome].status ?? 0
        found[id, default: []].append(request)
      }
      return found
    }
    #expect(byClient(["a", "b", "c", "d"]) == byClient(["d", "b", "a", "c"]))
  }

  @Test func consultsNoChanceWhereNothingIsDrawn() {
    let fixture = MeshFixture()
    let history = Simulation.run(fixture.scenario([fixture.loop("a"), fixture.loop("b")]))
    #expect(!history.consultedChance)
    #expect(history.requests.count > 100)
  }

  /// A client that another one leaves alone draws the same service times, whatever the other does.
  @Test func keepsDrawsApart() {
    func starts(_ ids: [String]) -> [SimulationTime] {
      var fixture = MeshFixture()
      fixture.services = [("server", 1)]
      let history = Simulation.run(
        fixture.scenario(
          serviceTime: .exponential(mean: .milliseconds(30)), ids.map { fixture.loop($0) }))
      let client = history.clients.firstIndex(of: "a")
      return history.requests.filter { $0.client == client }.map(\.start)
    }
    #expect(starts(["a"]) == starts(["a", "b", "c"]))
  }

  @Test func popsEventsInOrder() {
    var heap = EventHeap()
    var stream = DrawStream(state: 3)
    for subject in 0..<2000 {
      heap.push(.arrival, at: Int64(stream.below(300)), subject: Int32(subject))
    }
    var last: (time: Int64, subject: Int32) = (-1, -1)
    while let event = heap.pop() {
      #expect((event.time, event.subject) > last)
      last = (event.time, event.subject)
    }
  }

  /// A run that needs all events of the limit is complete; with one less it is cut off.
  @Test func namesTheEventLimit() {
    var scenario = scenario(["a"])
    var engine = Engine(scenario)
    engine.start()
    engine.run()
    let count = engine.agenda.stepCount
    scenario.eventLimit = count
    #expect(Simulation.run(scenario).truncation == nil)
    scenario.eventLimit = count - 1
    #expect(
      Simulation.run(scenario).truncation?.hasPrefix("limit of \(count - 1) steps reached at")
        == true)
  }
}

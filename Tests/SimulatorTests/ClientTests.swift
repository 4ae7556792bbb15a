import Diagnostics
import ProxyConfig
import Testing

@testable import Simulator

/// When clients send, and what forbids a run.
@Suite struct ClientTests {
  @Test func loopsUntilItsEnd() {
    let fixture = MeshFixture()
    let history = Simulation.run(
      fixture.scenario(
        serviceTime: .constant(.milliseconds(89)), roundTrip: 1_000_000,
        [fixture.loop("a", pause: 10, seconds: 1)]))
    // The first call opens a connection between the proxies; 100 ms and 1 ms once.
    let starts = history.requests.map { $0.start.nanoseconds / 1_000_000 }
    #expect(starts == [0, 101, 201, 301, 401, 501, 601, 701, 801, 901])
  }

  @Test func arrivesAtAConstantRate() {
    let fixture = MeshFixture()
    var client = fixture.loop("a", seconds: 10)
    client.traffic = .open(requestsPer1000Seconds: 3000, poisson: false)
    let history = Simulation.run(fixture.scenario([client]))
    #expect(history.requests.count == 30)
    #expect(history.requests.last?.start.nanoseconds == 9_666_666_666)
  }

  @Test func reusesItsConnection() {
    let fixture = MeshFixture()
    func times(_ reuses: Bool) -> [Int64] {
      var client = fixture.loop("a", from: "outsider", seconds: 1)
      client.traffic = .loop(pause: .constant(.zero), reuseConnection: reuses)
      let history = Simulation.run(
        fixture.scenario(
          serviceTime: .constant(.milliseconds(98)), roundTrip: 2_000_000, [client]))
      return history.requests.prefix(3).map { $0.end.nanoseconds - $0.start.nanoseconds }
    }
    #expect(times(false) == [102_000_000, 102_000_000, 102_000_000])
    #expect(times(true) == [102_000_000, 100_000_000, 100_000_000])
  }

  @Test func givesUpInTime() {
    var fixture = MeshFixture()
    fixture.clientLimits.maxRequests = 1
    var client = fixture.rounds(3, of: 1)
    client.request.maxTime = .milliseconds(500)
    let history = Simulation.run(
      fixture.scenario(serviceTime: .constant(.seconds(1)), [client]))
    let outcomes = history.requests.map { history.outcomes[$0.outcome] }
    #expect(outcomes.map(\.curlExit) == [28, 28, 28])
    #expect(outcomes.allSatisfy { $0.status == nil })
    #expect(
      history.requests.allSatisfy { $0.end.nanoseconds - $0.start.nanoseconds == 500_000_000 })
  }

  /// The URL's forms of a service's name, from a pod of the same namespace.
  @Test(arguments: [
    ("server", true), ("server.default", true), ("server.default.svc", true),
    ("server.default.svc.cluster.local", true), ("10.96.0.1", true), ("10.1.1.1", true),
    ("server.other", false), ("nobody", false),
  ])
  func resolves(_ host: String, isFound: Bool) {
    let fixture = MeshFixture()
    let trace = Simulation.ask(
      RequestTemplate(url: "http://\(host):5000/"), from: "outsider", in: fixture.scenario([]))
    #expect(trace.outcome.curlExit == (isFound ? 0 : 6))
    #expect((trace.outcome.workload != nil) == isFound)
  }

  @Test func reachesHostsOutside() {
    let fixture = MeshFixture()
    var scenario = fixture.scenario([])
    var host = ExternalHost(host: "example.com")
    host.respond = Response(body: "outside")
    scenario.external = [host]
    for pod in ["client", "outsider", "outside"] {
      let trace = Simulation.ask(
        RequestTemplate(url: "http://example.com/"), from: pod, in: scenario)
      #expect(trace.outcome.body == "outside")
      #expect(trace.outcome.workload == "example.com")
    }
  }

  private func codes(_ client: ClientPlan, _ fixture: MeshFixture = MeshFixture()) -> [String] {
    Simulation.problems(
      in: fixture.scenario(serviceTime: .constant(.zero), roundTrip: 0, [client])
    ).map(\.finding.code.rawValue)
  }

  @Test func findsProblems() {
    let fixture = MeshFixture()
    var client = fixture.loop("a")
    #expect(codes(client) == [])
    client.pod = "nobody"
    #expect(codes(client) == ["LB0102"])
    client.pod = "deploy/server"
    #expect(codes(client) == [])
    client.request.url = "http:///path"
    #expect(codes(client) == ["LB0203"])
    client.request.url = "https://server:5000/"
    #expect(codes(client) == [])
    client.request.connectTo = "other:port"
    #expect(codes(client) == ["LB0203"])
  }

  /// No host is added during a run, so that slow start has none to act on.
  @Test func slowStartLeavesNothingOut() {
    var fixture = MeshFixture()
    fixture.changeCluster = { cluster in
      cluster.leastRequestLbConfig = SlowStartLbConfig(
        slowStartConfig: .init(slowStartWindow: ProtoDuration(nanoseconds: 1_000_000_000)))
    }
    #expect(Simulation.problems(in: fixture.scenario([fixture.loop("a")])).isEmpty)
  }

  /// A loop without a pause on a path where nothing takes time.
  @Test func refusesAClockThatStandsStill() {
    let fixture = MeshFixture()
    let still = fixture.loop("a", pause: 0)
    #expect(codes(still) == ["LB0204"])
    #expect(
      Simulation.problems(in: fixture.scenario([still])).isEmpty, "a service time is enough")
  }

  /// Two loops at one slot: the refused one calls again at the same instant.
  @Test func refusesARefusalThatTakesNoTime() {
    var fixture = MeshFixture()
    fixture.clientLimits.maxRequests = 1
    let scenario = fixture.scenario([fixture.loop("a", pause: 0), fixture.loop("b", pause: 0)])
    let problems = Simulation.problems(in: scenario)
    #expect(problems.map(\.finding.code.rawValue) == ["LB0204"])
    #expect(problems.map(\.subject) == [.client(1, .traffic)])
    #expect(Simulation.run(scenario).truncation != nil)
  }
}

import ProxyConfig
import Testing

@testable import Simulator

/// Choices among clusters and hosts, with and without chance.
@Suite struct ChoiceTests {
  private func fixture(_ policy: Cluster.LoadBalancingPolicy, pods: Int) -> MeshFixture {
    var fixture = MeshFixture()
    fixture.services = [("server", pods)]
    fixture.changeCluster = { $0.lbPolicy = policy }
    return fixture
  }

  private func workloads(_ history: History) -> [String] {
    history.requests.map { history.outcomes[$0.outcome].workload ?? "" }
  }

  /// 90 to 10, as an independent draw for each request: 5,000 requests within 4 standard
  /// deviations (21.2 each).
  @Test func sharesByWeight() {
    var fixture = MeshFixture()
    fixture.services = [("server", 1), ("other", 1)]
    fixture.changeRoute = { route in
      route.route?.cluster = nil
      route.route?.weightedClusters = WeightedClusters(clusters: [
        .init(name: "outbound|5000||server.default.svc.cluster.local", weight: 90),
        .init(name: "outbound|5000||other.default.svc.cluster.local", weight: 10),
      ])
    }
    let history = Simulation.run(
      fixture.scenario(serviceTime: .constant(.zero), [fixture.rounds(5000, of: 1)]))
    let count = workloads(history).count { $0 == "server-0.default" }
    #expect(abs(count - 4500) < 85)
    #expect(history.consultedChance)
  }

  @Test func takesTurns() {
    let fixture = fixture(.roundRobin, pods: 2)
    let answered = workloads(
      Simulation.run(
        fixture.scenario(serviceTime: .constant(.zero), [fixture.rounds(100, of: 1)])))
    #expect(zip(answered, answered.dropFirst()).allSatisfy { $0 != $1 })
  }

  /// Two idle hosts: as random, 2,000 requests within 4 standard deviations (22.4 each).
  @Test(arguments: [Cluster.LoadBalancingPolicy.leastRequest, .random])
  func choosesAtRandom(_ policy: Cluster.LoadBalancingPolicy) {
    let fixture = fixture(policy, pods: 2)
    let answered = workloads(
      Simulation.run(
        fixture.scenario(serviceTime: .constant(.zero), [fixture.rounds(2000, of: 1)])))
    #expect(abs(answered.count { $0 == "server-0.default" } - 1000) < 90)
  }

  /// The less busy of two is preferred: with 8 at once no host gets all.
  @Test func prefersTheLessBusy() {
    let fixture = fixture(.leastRequest, pods: 2)
    let history = Simulation.run(fixture.scenario([fixture.rounds(50, of: 8)]))
    let answered = workloads(history)
    for round in 0..<50 {
      let first = answered[(round * 8)..<(round * 8 + 8)].count { $0 == "server-0.default" }
      #expect((2...6).contains(first))
    }
  }

  /// Requests of one header value go to one host; without the cookie it is made and sent back.
  @Test func hashes() throws {
    func history(_ policy: HashPolicy) -> History {
      var fixture = fixture(.ringHash, pods: 3)
      fixture.changeRoute = { $0.route?.hashPolicy = [policy] }
      return Simulation.run(
        fixture.scenario(serviceTime: .constant(.zero), [fixture.rounds(100, of: 1)]))
    }
    var header = HashPolicy()
    header.header = .init(headerName: "user-agent")
    let byHeader = history(header)
    #expect(Set(workloads(byHeader)).count == 1)
    #expect(!byHeader.consultedChance)
    var cookie = HashPolicy()
    cookie.cookie = .init(name: "session")
    cookie.cookie?.ttl = .zero
    let byCookie = history(cookie)
    #expect(Set(workloads(byCookie)).count == 3)
    #expect(byCookie.consultedChance)
    let headers = try #require(byCookie.traces.first?.responseHeaders)
    #expect(headers.contains { $0.name == "set-cookie" && $0.value.hasPrefix("session=") })
  }

  /// A retry passes over the host that failed: of two, one of which nobody answers at, every
  /// request is answered.
  @Test func avoidsHostsThatFailed() {
    var fixture = fixture(.random, pods: 2)
    fixture.changeEndpoints = { $0[0].endpoint.address = Address("10.9.9.9", port: 5000) }
    fixture.changeCluster = { $0.connectTimeout = ProtoDuration(nanoseconds: 100_000_000) }
    let history = Simulation.run(fixture.scenario([fixture.rounds(200, of: 1)]))
    #expect(history.count(status: 200) >= 195)
    #expect(history.outcomes.contains { $0.path.first?.attempts == 2 })
  }

  /// consecutive5xx 3 of one host, all may be ejected, no panic: back at the sweep after 1 s.
  @Test func ejectsAndLetsIn() throws {
    var fixture = MeshFixture()
    fixture.changeCluster = { cluster in
      var detection = OutlierDetection()
      detection.consecutive5xx = 3
      detection.interval = ProtoDuration(nanoseconds: 500_000_000)
      detection.baseEjectionTime = ProtoDuration(nanoseconds: 1_000_000_000)
      detection.maxEjectionPercent = 100
      cluster.outlierDetection = detection
      cluster.commonLbConfig = CommonLbConfig()
      cluster.commonLbConfig?.healthyPanicThreshold = Wrapped(0)
    }
    let history = Simulation.run(
      fixture.scenario(
        serviceTime: .constant(.zero), roundTrip: 0, respond: Response(status: 503),
        [fixture.rounds(20, of: 1, every: 110)]))
    let flags = history.requests.map { history.outcomes[$0.outcome].flags }
    // Ejected at 220 ms, back at a sweep between 1.22 and 1.72 s. Failing again ejects it again, of
    // which the load balancer hears when a second has passed since it came back.
    #expect(flags.prefix(3).allSatisfy { $0 == "" })
    let refused = flags.dropFirst(3).prefix { $0 == "UH" }.count
    #expect((9...13).contains(refused))
    #expect(flags.dropFirst(3 + refused).allSatisfy { $0 == "" })
    let events = try #require(history.events)
    #expect(events.map(\.kind).prefix(4) == [.ejection, .healthUpdate, .return, .healthUpdate])
    #expect(events.map(\.count).prefix(4) == [1, 1, 1, 0])
    #expect(Set(events.map(\.proxy)) == ["client.default"])
    #expect(events[0].cause == "consecutive_5xx" && events[0].host == events[2].host)
    let times = events.map { Double($0.start.nanoseconds) / 1e9 }
    #expect(times[0] == times[1] && (0.2...0.23).contains(times[0]))
    #expect((1.22...1.72).contains(times[2]))
  }

  @Test func ejectsNobodyBeyondTheShare() {
    var fixture = MeshFixture()
    fixture.changeCluster = { cluster in
      cluster.outlierDetection = OutlierDetection()
      cluster.outlierDetection?.consecutive5xx = 3
      cluster.commonLbConfig = CommonLbConfig()
      cluster.commonLbConfig?.healthyPanicThreshold = Wrapped(0)
    }
    let history = Simulation.run(
      fixture.scenario(respond: Response(status: 503), [fixture.rounds(20, of: 1)]))
    #expect(history.requests.allSatisfy { history.outcomes[$0.outcome].flags == "" })
  }
}

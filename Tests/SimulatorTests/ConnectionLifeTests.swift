import ProxyConfig
import Testing

@testable import Simulator

/// How long connections live, and what ends them.
@Suite struct ConnectionLifeTests {
  private static func seconds(_ count: Int64) -> ProtoDuration {
    ProtoDuration(nanoseconds: count * 1_000_000_000)
  }

  struct Life: Sendable, CustomTestStringConvertible {
    var name: String
    var idleTimeout: Int64?
    var greatestAge: Int64?
    /// Connections that ten calls need, one every 2 s, each answered after 75 ms.
    var connections: Int
    var testDescription: String { name }
  }

  @Test(arguments: [
    Life(name: "kept for an hour", connections: 1),
    Life(name: "closed before the next call", idleTimeout: 1, connections: 10),
    Life(name: "idle for less than its time", idleTimeout: 3, connections: 1),
    Life(name: "never closed", idleTimeout: 0, connections: 1),
    Life(name: "old at every third call", greatestAge: 5, connections: 4),
  ])
  func opensConnectionsAnew(_ life: Life) {
    var fixture = MeshFixture()
    fixture.changeCluster = { cluster in
      var common = HttpProtocolOptions.Common()
      common.idleTimeout = life.idleTimeout.map { Self.seconds($0) }
      common.maxConnectionDuration = life.greatestAge.map { Self.seconds($0) }
      cluster.httpProtocolOptions = HttpProtocolOptions()
      cluster.httpProtocolOptions?.commonHttpProtocolOptions = common
    }
    let history = Simulation.run(fixture.scenario([fixture.rounds(10, of: 1)]))
    #expect(history.count(status: 200) == 10)
    // Opening one costs a round trip of 1 ms on the way to the server, whose proxy keeps its own.
    let longest = history.requests.map { $0.end.nanoseconds - $0.start.nanoseconds }.max() ?? 0
    let opened = history.requests.count { $0.end.nanoseconds - $0.start.nanoseconds == longest }
    #expect(opened == life.connections)
  }

  /// The end of a run does not wait for connections to grow old.
  @Test func endsWithTheLastAnswer() {
    let fixture = MeshFixture()
    let history = Simulation.run(fixture.scenario([fixture.rounds(1, of: 1)]))
    #expect(history.end == history.requests.first?.end)
  }

  /// A retry after the head of a response with a body closes the connection; without a body the
  /// response has ended, and the connection serves on.
  @Test(arguments: [("body", true), ("", false)])
  func aRetryClosesTheConnectionOfABody(body: String, closes: Bool) {
    var fixture = MeshFixture()
    fixture.changeRoute = { route in
      route.route?.retryPolicy?.retryOn = "5xx"
      route.route?.retryPolicy?.retryHostPredicate = nil
    }
    var scenario = fixture.scenario(
      serviceTime: .constant(.zero), respond: Response(status: 200, body: body),
      [fixture.rounds(1, of: 1)])
    scenario.workloads[0].respondFirst = [Response(status: 503, body: body)]
    let history = Simulation.run(scenario)
    let attempts = history.traces.first?.hops.first?.attempts ?? []
    #expect(attempts.map(\.result) == ["503", "200"])
    let times = attempts.map { $0.end.nanoseconds - $0.start.nanoseconds }
    // A new connection costs a round trip of 1 ms.
    #expect(times.last == (closes ? 2_000_000 : 1_000_000))
  }

  /// With 33 mirrors, all of them receive, and the outcome names each.
  @Test func losesNoMirror() {
    var fixture = MeshFixture()
    fixture.services = (0..<35).map { (name: "s\($0)", pods: 1) }
    fixture.changeRoute = { route in
      route.route?.requestMirrorPolicies = (1..<35).map {
        RequestMirrorPolicy(cluster: "outbound|5000||s\($0).default.svc.cluster.local")
      }
    }
    let history = Simulation.run(fixture.scenario([fixture.rounds(1, of: 1, to: "s0")]))
    #expect(history.outcomes.first?.mirroredTo.count == 34)
    #expect(history.traces.first?.received.count == 35)
  }

  /// Where failures to connect are told apart, a connection that came about counts as it comes: of
  /// one call at a time the next connects before the last failure, of several at once none does.
  @Test(arguments: [(1, false), (8, true)])
  func resetsEjectWhereCallsOverlap(loops: Int, ejects: Bool) {
    var fixture = MeshFixture()
    fixture.changeCluster = { cluster in
      var detection = OutlierDetection()
      detection.splitExternalLocalOriginErrors = true
      detection.consecutiveLocalOriginFailure = 3
      detection.maxEjectionPercent = 100
      cluster.outlierDetection = detection
      cluster.commonLbConfig = CommonLbConfig()
      cluster.commonLbConfig?.healthyPanicThreshold = Wrapped(0)
    }
    fixture.changeEndpoints = { endpoints in
      for index in endpoints.indices { endpoints[index].metadata = nil }
    }
    var scenario = fixture.scenario(
      serviceTime: .uniform(from: .milliseconds(5), to: .milliseconds(15)),
      (0..<loops).map { fixture.loop("c\($0)", seconds: 5) })
    scenario.mesh.proxies.removeAll { $0.proxy == "server-0.default" }
    scenario.workloads[0].resets = true
    let history = Simulation.run(scenario)
    #expect(history.outcomes.contains { $0.flags == "UH" } == ejects)
  }
}

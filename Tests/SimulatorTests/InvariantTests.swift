import DataPlane
import ProxyConfig
import Testing

@testable import Simulator

/// Random meshes, limits, faults and clients: whatever happens, everything that was taken is given
/// back, and limits were kept.
@Suite struct InvariantTests {
  /// A source of random settings.
  private struct Settings {
    var stream: DrawStream

    mutating func pick<Value>(_ values: [Value]) -> Value {
      values[Int(stream.below(UInt64(values.count)))]
    }

    mutating func limits() -> MeshFixture.Limits {
      MeshFixture.Limits(
        maxConnections: pick([nil, nil, 1, 2]), maxPendingRequests: pick([nil, nil, 0, 1, 3]),
        maxRequests: pick([nil, nil, 1, 2]), maxRetries: pick([nil, 1]),
        maxRequestsPerConnection: pick([nil, nil, 1, 3]), isHTTP2: pick([false, false, true]))
    }

    mutating func duration(_ values: [Int64]) -> ProtoDuration {
      ProtoDuration(nanoseconds: pick(values) * 1_000_000)
    }
  }

  private func fixture(_ settings: inout Settings) -> MeshFixture {
    var fixture = MeshFixture()
    fixture.services = [
      ("server", settings.pick([1, 2, 3])), ("other", settings.pick([0, 1, 2])),
    ]
    if settings.pick([false, true]) { fixture.shifts = ["other": "server"] }
    fixture.clients = ["client", "client-2"]
    fixture.clientLimits = settings.limits()
    fixture.serverLimits = settings.limits()
    fixture.routesInbound = settings.pick([false, false, false, true])
    fixture.isStrict = settings.pick([false, false, true])
    let timeout = settings.duration([0, 0, 40, 100])
    let perTry = settings.duration([0, 0, 15, 30])
    let words = settings.pick(["", "5xx", "connect-failure,reset", "gateway-error"])
    let delay = settings.pick([0, 0, 30] as [UInt32])
    let abort = settings.pick([0, 0, 20] as [UInt32])
    let isMirrored = settings.pick([false, false, true])
    fixture.changeRoute = { route in
      route.route?.timeout = timeout
      route.route?.retryPolicy?.retryOn = words
      if perTry != .zero { route.route?.retryPolicy?.perTryTimeout = perTry }
      if delay > 0 { route.delay(milliseconds: 20, percent: delay) }
      if abort > 0 { route.abort(status: 503, percent: abort) }
      if isMirrored {
        route.route?.requestMirrorPolicies = [
          RequestMirrorPolicy(cluster: "outbound|5000||other.default.svc.cluster.local")
        ]
      }
    }
    return fixture
  }

  private func scenario(_ seed: UInt64) -> Scenario {
    var settings = Settings(stream: DrawStream(state: seed &* 7919))
    let fixture = fixture(&settings)
    let pods = ["client", "client-2", "outsider", "server-0"]
    let clients = (0..<4).map { index in
      let service = settings.pick(["server", "other"])
      var client = fixture.loop(
        "client-\(index)", from: settings.pick(pods), to: service, pause: 3, seconds: 2)
      switch settings.pick([0, 1, 2]) {
      case 0:
        client.traffic = .rounds(count: 10, every: .milliseconds(50), concurrent: 4)
      case 1: client.traffic = .open(requestsPer1000Seconds: 60_000, poisson: true)
      default: break
      }
      if settings.pick([false, false, true]) { client.request.maxTime = .milliseconds(25) }
      return client
    }
    var scenario = fixture.scenario(
      serviceTime: settings.pick([
        .exponential(mean: .milliseconds(20)), .constant(.milliseconds(10)), .constant(.zero),
      ]), roundTrip: settings.pick([0, 1_000_000, 5_000_000]), clients)
    scenario.seed = seed
    scenario.workloads[0].concurrency = settings.pick([nil, 1, 2])
    scenario.workloads[0].respond.status = settings.pick([200, 200, 503])
    scenario.workloads[0].resets = settings.pick([false, false, false, true])
    scenario.workloads[1].respondFirst = settings.pick([[], [Response(status: 503)]])
    return scenario
  }

  @Test(arguments: UInt64(0)..<100)
  func givesEverythingBack(_ seed: UInt64) {
    let scenario = scenario(seed)
    var engine = Engine(scenario)
    engine.start()
    engine.run()
    #expect(engine.truncation == nil)
    #expect(engine.results.records.allSatisfy { $0.outcome >= 0 && $0.end >= $0.start })
    #expect(engine.history().requests.count == engine.results.records.count)
    // A request that comes back to a proxy can wait for a connection that it holds itself.
    if engine.results.endings.all.contains(where: { $0.kind == .unanswered }) {
      #expect(scenario.mesh.comesBack)
      return
    }
    #expect(engine.slots.exchanges.elements.allSatisfy { $0.state == .free && !$0.isReceiverBusy })
    #expect(
      engine.upstreams.clusters.elements.allSatisfy {
        $0.load.requests == 0 && $0.load.pending == 0 && $0.load.retries == 0
          && $0.load.connections >= 0
      })
    #expect(engine.upstreams.hosts.elements.allSatisfy { $0.active == 0 })
    #expect(
      engine.upstreams.pools.elements.allSatisfy {
        $0.waitingCount == 0 && !$0.firstWaiting.exists
      })
    #expect(
      engine.upstreams.clusters.elements.reduce(0) { $0 + $1.load.connections }
        == engine.upstreams.pools.elements.reduce(0) { $0 + $1.connectionCount })
    #expect(engine.applications.table.elements.allSatisfy { $0.busy == 0 })
    // Every request of a client has a trace of the outcome that it was the first to meet.
    let history = engine.history()
    let met = Set(history.requests.map { [$0.client, $0.outcome] })
    #expect(history.traces.count == met.count)
    #expect(Simulation.run(scenario) == history)
  }
}

extension MeshConfiguration {
  /// Whether receivers route again.
  fileprivate var comesBack: Bool {
    proxies.contains { proxy in
      proxy.listeners.contains { listener in
        listener.trafficDirection == .inbound
          && (listener.filterChains ?? []).contains {
            ($0.httpConnectionManager?.routeConfig?.virtualHosts.count ?? 0) > 1
          }
      }
    }
  }
}

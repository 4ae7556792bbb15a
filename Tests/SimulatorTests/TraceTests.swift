import Diagnostics
import ProxyConfig
import Testing

@testable import Simulator

/// What is kept of single requests: hops, attempts, copies, and what applications received.
@Suite struct TraceTests {
  private func ask(
    _ fixture: MeshFixture, _ service: String = "server", from pod: String = "client",
    change: (inout Scenario) -> Void = { _ in }
  ) -> RequestTrace {
    var scenario = fixture.scenario([])
    change(&scenario)
    return Simulation.ask(
      RequestTemplate(url: "http://\(service):5000/hello?x=1"), from: pod, in: scenario)
  }

  @Test func followsACallThroughBothProxies() throws {
    var fixture = MeshFixture()
    fixture.services = [("server", 1), ("other", 1)]
    fixture.shifts = ["other": "server"]
    let trace = ask(fixture, "other")
    #expect(trace.hops.map(\.proxy) == ["client.default", "server-0.default"])
    #expect(trace.hops.map(\.listener) == ["0.0.0.0_5000", "virtualInbound"])
    let hop = try #require(trace.hops.first)
    #expect(hop.virtualHost == "other.default.svc.cluster.local:5000")
    #expect(hop.routes.map(\.taken) == [true])
    #expect(hop.routes.first?.origin?.resource.name == "other")
    #expect(hop.cluster == "outbound|5000||server.default.svc.cluster.local")
    #expect(hop.attempts.map(\.workload) == ["server-0.default"])
    #expect(hop.attempts.map(\.end.nanoseconds) == [77_000_000])
    #expect(trace.received.map(\.workload) == ["server-0.default"])
    #expect(trace.received.map(\.authority) == ["other:5000"])
    #expect(trace.received.map(\.path) == ["/hello?x=1"])
    #expect(trace.end.nanoseconds == 77_000_000)
    #expect(trace.responseHeaders.contains(Response.Header(name: "server", value: "envoy")))
    #expect(
      trace.responseHeaders.contains(
        Response.Header(name: "x-envoy-upstream-service-time", value: "77")))
  }

  @Test func namesTheLimitThatRefused() throws {
    var fixture = MeshFixture()
    fixture.serverLimits.maxRequests = 0
    let trace = ask(fixture)
    let attempt = try #require(trace.hops.last?.attempts.first)
    #expect(attempt.result == "overflow")
    #expect(attempt.limit == "max_requests 0")
    #expect(attempt.limitOrigin?.resource.name == "limit")
    #expect(trace.received.isEmpty)
    // Only the server's 503 has been on the way.
    #expect(trace.responseHeaders.contains { $0.name == "x-envoy-upstream-service-time" })
    #expect(trace.responseHeaders.contains { $0.name == "x-envoy-overloaded" })
  }

  @Test func listsEveryAttempt() throws {
    var fixture = MeshFixture()
    fixture.changeRoute = { $0.route?.retryPolicy?.retriableStatusCodes = [503] }
    let trace = ask(fixture) { $0.workloads[0].respond.status = 503 }
    let hop = try #require(trace.hops.first)
    #expect(hop.attempts.map(\.result) == ["503", "503", "503"])
    #expect(
      hop.attempts.map(\.decision) == [
        "retry: 503 is in retriable_status_codes", "retry: 503 is in retriable_status_codes",
        "no retry is left, though 503 is in retriable_status_codes",
      ])
    #expect(hop.flags == "URX")
    #expect(trace.received.count == 3)
    let counts = trace.hops.first?.sent.map { sent in
      sent.headers.first { $0.name == "x-envoy-attempt-count" }?.value
    }
    #expect(counts == [nil, nil, nil])
  }

  @Test func showsCopies() {
    var fixture = MeshFixture()
    fixture.services = [("server", 1), ("copy", 1)]
    fixture.changeRoute = {
      $0.route?.requestMirrorPolicies = [
        RequestMirrorPolicy(cluster: "outbound|5000||copy.default.svc.cluster.local")
      ]
    }
    let trace = ask(fixture)
    #expect(trace.outcome.status == 200)
    #expect(trace.outcome.workload == "server-0.default")
    #expect(trace.outcome.mirroredTo == ["outbound|5000||copy.default.svc.cluster.local"])
    #expect(trace.received.map(\.authority).sorted() == ["server-shadow:5000", "server:5000"])
    #expect(trace.hops.first?.sent.map(\.isMirror) == [false, true])
    // The copy is no attempt of the request.
    #expect(trace.outcome.attempts == 2)
  }

  /// Copies take slots of their own cluster; a refused copy is nobody's loss.
  @Test func limitsCopies() {
    var fixture = MeshFixture()
    fixture.services = [("server", 1), ("copy", 1)]
    fixture.changeRoute = {
      $0.route?.requestMirrorPolicies = [
        RequestMirrorPolicy(cluster: "outbound|5000||copy.default.svc.cluster.local")
      ]
    }
    fixture.changeCluster = {
      if $0.name.contains("copy") { $0.circuitBreakers?.thresholds[0].maxRequests = 0 }
    }
    let trace = ask(fixture)
    #expect(trace.outcome.status == 200)
    #expect(trace.received.count == 1)
  }

  /// Routes that stand at the receiver too send a call on until it has passed 64 proxies.
  @Test func stopsAtTheHopLimit() {
    var fixture = MeshFixture()
    fixture.services = [("server", 1), ("other", 1)]
    fixture.shifts = ["server": "other", "other": "server"]
    fixture.routesInbound = true
    let trace = ask(fixture)
    #expect(trace.outcome.hopLimitReached)
    #expect(trace.outcome.status == nil)
    #expect(trace.outcome.path.count == 64)
    #expect(trace.received.isEmpty)
  }

  /// A client without a proxy meets no route, and the server's limit all the same.
  @Test func skipsTheOutboundSideOfOutsiders() {
    var fixture = MeshFixture()
    fixture.services = [("server", 1), ("other", 1)]
    fixture.shifts = ["server": "other"]
    let trace = ask(fixture, from: "outsider")
    #expect(trace.outcome.workload == "server-0.default")
    #expect(trace.hops.map(\.proxy) == ["server-0.default"])
    #expect(trace.responseHeaders.contains(Response.Header(name: "server", value: "istio-envoy")))
    // Connecting takes a round trip, and the request another.
    #expect(trace.end.nanoseconds == 77_000_000)
  }

  /// Each client keeps one trace for each outcome that it met.
  @Test func keepsOneTraceForEachOutcome() {
    var fixture = MeshFixture()
    fixture.clientLimits.maxRequests = 1
    let history = Simulation.run(fixture.scenario([fixture.loop("a"), fixture.loop("b")]))
    let met = Set(history.requests.map { [$0.client, $0.outcome] })
    #expect(history.traces.count == met.count)
    for trace in history.traces {
      let request = history.requests[trace.request ?? 0]
      #expect(history.outcomes[request.outcome] == trace.outcome)
      let first = history.requests.firstIndex {
        $0.client == request.client && $0.outcome == request.outcome
      }
      #expect(trace.request == first)
    }
  }
}

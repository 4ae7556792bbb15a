import ProxyConfig
import Testing

@testable import Simulator

/// Pools as real Envoy was measured: how many of N requests that begin together are admitted, and
/// how long the slowest of them takes, 60 ms of service in a warm pool.
@Suite struct ConnectionPoolTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var limits: MeshFixture.Limits
    /// Admitted of 2, 4 and 8.
    var http1: [Int]
    var http2: [Int]
    /// How many service times the slowest of 8 takes, over HTTP/1.1.
    var slowest: Int64
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "no limit", limits: .init(), http1: [2, 4, 8], http2: [2, 4, 8], slowest: 1),
    Case(
      name: "max_connections 1", limits: .init(maxConnections: 1), http1: [2, 4, 8],
      http2: [2, 4, 8], slowest: 8),
    Case(
      name: "max_connections 1, pending 1",
      limits: .init(maxConnections: 1, maxPendingRequests: 1), http1: [2, 2, 2],
      http2: [2, 4, 8], slowest: 2),
    Case(
      name: "max_connections 1, pending 0",
      limits: .init(maxConnections: 1, maxPendingRequests: 0), http1: [0, 0, 0],
      http2: [0, 0, 0], slowest: 0),
    Case(
      name: "pending 1", limits: .init(maxPendingRequests: 1), http1: [2, 4, 8],
      http2: [2, 4, 8], slowest: 1),
    Case(
      name: "pending 0", limits: .init(maxPendingRequests: 0), http1: [0, 0, 0],
      http2: [0, 0, 0], slowest: 0),
    Case(
      name: "one request a connection", limits: .init(maxRequestsPerConnection: 1),
      http1: [2, 4, 8], http2: [2, 4, 8], slowest: 1),
    Case(
      name: "max_requests 1", limits: .init(maxRequests: 1), http1: [1, 1, 1], http2: [1, 1, 1],
      slowest: 1),
    Case(
      name: "max_requests 2", limits: .init(maxRequests: 2), http1: [2, 2, 2], http2: [2, 2, 2],
      slowest: 1),
    Case(
      name: "max_requests 1, max_connections 1", limits: .init(maxConnections: 1, maxRequests: 1),
      http1: [2, 4, 8], http2: [1, 1, 1], slowest: 8),
    Case(
      name: "max_requests 1, max_connections 1, pending 1",
      limits: .init(maxConnections: 1, maxPendingRequests: 1, maxRequests: 1), http1: [2, 2, 2],
      http2: [1, 1, 1], slowest: 2),
  ]

  /// What the last of many rounds sees: by then the pool is warm.
  private func lastRound(
    _ limits: MeshFixture.Limits, onServer: Bool, isHTTP2: Bool, count: Int
  ) -> (admitted: Int, slowest: Int64) {
    var fixture = MeshFixture()
    var limits = limits
    limits.isHTTP2 = isHTTP2
    if onServer { fixture.serverLimits = limits } else { fixture.clientLimits = limits }
    let rounds = 24
    let history = Simulation.run(
      fixture.scenario(
        serviceTime: .constant(.milliseconds(60)), roundTrip: 0,
        [fixture.rounds(rounds, of: count)]))
    let last = history.requests.suffix(count).filter { history.outcomes[$0.outcome].status == 200 }
    let times = last.map { $0.end.nanoseconds - $0.start.nanoseconds }
    return (last.count, times.max() ?? 0)
  }

  @Test(arguments: cases, [false, true])
  func admitsAsMeasured(_ example: Case, onServer: Bool) {
    for (index, count) in [2, 4, 8].enumerated() {
      let plain = lastRound(example.limits, onServer: onServer, isHTTP2: false, count: count)
      #expect(plain.admitted == example.http1[index], "HTTP/1.1, \(count) requests")
      if count == 8 { #expect(plain.slowest == example.slowest * 60_000_000) }
      let multiplexed = lastRound(example.limits, onServer: onServer, isHTTP2: true, count: count)
      #expect(multiplexed.admitted == example.http2[index], "HTTP/2, \(count) requests")
    }
  }

  /// With a cold pool a refused request first waits for its own connection.
  @Test func refusesAfterOpeningAConnection() throws {
    var fixture = MeshFixture()
    fixture.clientLimits.maxRequests = 1
    let history = Simulation.run(
      fixture.scenario(roundTrip: 2_000_000, [fixture.rounds(2, of: 2)]))
    let refused = history.requests.filter { history.outcomes[$0.outcome].status == 503 }
    #expect(refused.map { $0.end.nanoseconds - $0.start.nanoseconds } == [2_000_000, 0])
  }

  /// HTTP/2 between the proxies carries all at once; the server's own pool to its application is
  /// HTTP/1.1, and there the limits bite.
  @Test func limitsAtTheServerBehindHTTP2() {
    var fixture = MeshFixture()
    fixture.clientLimits = .init(maxConnections: 1, maxPendingRequests: 1, isHTTP2: true)
    fixture.serverLimits = .init(maxConnections: 1, maxPendingRequests: 1)
    let history = Simulation.run(fixture.scenario([fixture.rounds(4, of: 4)]))
    let last = history.requests.suffix(4).map { history.outcomes[$0.outcome] }
    #expect(last.count { $0.status == 200 } == 2)
    #expect(last.filter { $0.status == 503 }.allSatisfy { $0.decidedBy == "server-0.default" })
  }

  /// One connection is always allowed to each host.
  @Test func opensOneConnectionToEachHost() {
    var fixture = MeshFixture()
    fixture.services = [("server", 2)]
    fixture.clientLimits.maxConnections = 1
    fixture.changeCluster = { $0.lbPolicy = .roundRobin }
    let history = Simulation.run(
      fixture.scenario(serviceTime: .constant(.milliseconds(60)), [fixture.rounds(4, of: 2)]))
    let times = history.requests.map { $0.end.nanoseconds - $0.start.nanoseconds }
    #expect(times.suffix(2).allSatisfy { $0 == 61_000_000 })
  }

  /// Two endpoints of a cluster share its slots.
  @Test func sharesSlotsBetweenHosts() {
    var fixture = MeshFixture()
    fixture.services = [("server", 2)]
    fixture.clientLimits.maxRequests = 1
    let history = Simulation.run(fixture.scenario([fixture.rounds(20, of: 2)]))
    #expect(history.count(status: 200) == 20)
  }

  /// Two services that are sent to one cluster share its slots; two clusters do not.
  @Test(arguments: [(true, 1), (false, 2)])
  func countsPerCluster(_ isShifted: Bool, admitted: Int) {
    var fixture = MeshFixture()
    fixture.services = [("server", 1), ("other", 1)]
    fixture.clientLimits.maxRequests = 1
    if isShifted { fixture.shifts = ["other": "server"] }
    var second = fixture.rounds(10, of: 1, to: "other")
    second.id = "second"
    let history = Simulation.run(fixture.scenario([fixture.rounds(10, of: 1), second]))
    #expect(history.count(status: 200) == 10 * admitted)
  }

  /// A request that a fault holds back takes no slot.
  @Test func countsNoDelayedRequest() {
    var fixture = MeshFixture()
    fixture.clientLimits.maxRequests = 1
    fixture.changeRoute = { $0.delay(milliseconds: 500, percent: 100) }
    var late = fixture.rounds(5, of: 1)
    late.id = "late"
    late.start = SimulationTime(nanoseconds: 300_000_000)
    let history = Simulation.run(fixture.scenario([fixture.rounds(5, of: 1), late]))
    #expect(history.count(status: 200) == 10)
  }
}

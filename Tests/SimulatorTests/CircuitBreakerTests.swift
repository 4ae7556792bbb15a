import Diagnostics
import Testing

@testable import Simulator

/// `max_requests` 1 as real Envoy was measured: who is admitted of N that begin together, and who
/// refuses the rest.
@Suite struct CircuitBreakerTests {
  struct Placement: Sendable {
    var client: Bool
    var server: Bool
    /// Admitted of N requests of one pod in the mesh.
    var inMesh: @Sendable (Int) -> Int
    /// Admitted of N requests of a pod without a proxy.
    var outside: @Sendable (Int) -> Int
    /// Admitted of 2 pods with N requests each.
    var twoPods: @Sendable (Int) -> Int
  }

  static let placements = [
    Placement(client: false, server: false, inMesh: { $0 }, outside: { $0 }, twoPods: { 2 * $0 }),
    Placement(
      client: true, server: false, inMesh: { _ in 1 }, outside: { $0 }, twoPods: { _ in 2 }),
    Placement(
      client: false, server: true, inMesh: { _ in 1 }, outside: { _ in 1 }, twoPods: { _ in 1 }),
    Placement(
      client: true, server: true, inMesh: { _ in 1 }, outside: { _ in 1 }, twoPods: { _ in 1 }),
  ]

  private func fixture(_ placement: Placement) -> MeshFixture {
    var fixture = MeshFixture()
    fixture.clients = ["client", "client-2"]
    if placement.client { fixture.clientLimits.maxRequests = 1 }
    if placement.server { fixture.serverLimits.maxRequests = 1 }
    return fixture
  }

  @Test(arguments: placements, [1, 2, 4, 8])
  func admitsAsMeasured(_ placement: Placement, count: Int) {
    let fixture = fixture(placement)
    let rounds = 15
    let inMesh = Simulation.run(fixture.scenario([fixture.rounds(rounds, of: count)]))
    #expect(inMesh.requests.count == rounds * count)
    #expect(inMesh.count(status: 200) == rounds * placement.inMesh(count))
    #expect(inMesh.count(status: 503) == rounds * (count - placement.inMesh(count)))
    let outside = Simulation.run(
      fixture.scenario([fixture.rounds(rounds, of: count, from: "outsider")]))
    #expect(outside.count(status: 200) == rounds * placement.outside(count))
    let both = Simulation.run(
      fixture.scenario([
        fixture.rounds(rounds, of: count), fixture.rounds(rounds, of: count, from: "client-2"),
      ]))
    #expect(both.count(status: 200) == rounds * placement.twoPods(count))
  }

  @Test func namesWhoRefuses() {
    let fixture = fixture(Self.placements[3])
    let history = Simulation.run(
      fixture.scenario([
        fixture.rounds(1, of: 2), fixture.rounds(1, of: 1, from: "client-2"),
      ]))
    let refusals = history.requests.map { history.outcomes[$0.outcome] }.filter { $0.status == 503 }
    #expect(refusals.count == 2)
    #expect(Set(refusals.map(\.decidedBy)) == ["client.default", "server-0.default"])
    for refusal in refusals {
      #expect(
        refusal.body
          == "upstream connect error or disconnect/reset before headers. reset reason: overflow")
      #expect(refusal.decidingFlags == "UO")
      #expect(refusal.origin?.resource.name == "limit")
    }
  }

  /// Three rounds of three at once, of which one is admitted: what is refused within a second of
  /// the last time is one event.
  @Test(arguments: [(500, [6]), (2000, [2, 2, 2])] as [(Int64, [Int])])
  func tellsWhenABreakerWasOpen(every: Int64, refused: [Int]) throws {
    let fixture = fixture(Self.placements[1])
    let clients = [fixture.rounds(3, of: 3, every: every)]
    let events = try #require(Simulation.run(fixture.scenario(clients)).events)
    #expect(events.map(\.kind) == refused.map { _ in .overflow })
    #expect(events.map(\.count) == refused)
    #expect(events.allSatisfy { $0.cause == "max_requests 1" && $0.proxy == "client.default" })
    #expect(events.allSatisfy { $0.origin?.resource.name == "limit" })
    #expect(Simulation.run(self.fixture(Self.placements[0]).scenario(clients)).events == nil)
  }
}

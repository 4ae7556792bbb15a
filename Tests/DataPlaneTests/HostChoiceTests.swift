import ProxyConfig
import Testing

@testable import DataPlane

@Suite struct HostChoiceTests {
  /// Envoy's own cases: test/extensions/load_balancing_policies/ring_hash/ring_hash_lb_test.cc,
  /// six hosts on ports 90 to 95 and twelve entries.
  @Test(arguments: [
    (0, 94), (833_437_586_790_550_861, 92), (3_551_244_743_356_806_947, 95),
    (3_551_244_743_356_806_948, 93), (5_583_722_120_771_150_862, 91),
    (7_700_377_290_971_790_573, 95), (13_444_792_449_719_432_968, 94),
    (16_117_243_373_044_804_889, 90), (16_117_243_373_044_804_890, 94), (UInt64.max, 94),
  ])
  func placesHostsOnTheRing(hash: UInt64, port: Int) {
    let ring = HashRing(Self.hosts(90...95), minimumSize: 12)
    #expect(ring.host(hash, attempt: 0).map { $0 + 90 } == port)
  }

  @Test func movesOnAlongTheRing() {
    let ring = HashRing(Self.hosts(90...95), minimumSize: 12)
    #expect((0...3).map { ring.host(0, attempt: $0).map { $0 + 90 } } == [94, 92, 90, 95])
  }

  /// Envoy's own case: test/extensions/load_balancing_policies/maglev/maglev_lb_test.cc, Basic.
  @Test func fillsTheMaglevTable() {
    let table = MaglevTable(Self.hosts(90...95), size: 7)
    #expect((0..<7).map { table.host($0, attempt: 0) } == [2, 4, 0, 1, 5, 0, 3])
  }

  private static func hosts(_ ports: ClosedRange<Int>) -> [(key: String, weight: Double)] {
    ports.map { ("127.0.0.1:\($0)", 1 / Double(ports.count)) }
  }

  @Test(arguments: [
    // total and healthy per priority, threshold, shares, panics
    ([(2, 2)], 50.0, [100], [false]),
    ([(2, 1)], 50.0, [100], [false]),
    ([(4, 1)], 50.0, [100], [true]),
    ([(4, 1)], 0.0, [100], [false]),
    ([(4, 0)], 0.0, [100], [false]),
    ([(10, 7), (10, 10)], 50.0, [98, 2], [false, false]),
    ([(10, 5), (10, 10)], 50.0, [70, 30], [false, false]),
    ([(10, 0), (10, 10)], 50.0, [0, 100], [false, false]),
    ([(10, 2), (10, 2)], 50.0, [50, 50], [true, true]),
    ([(9, 0), (1, 0)], 50.0, [90, 10], [true, true]),
  ])
  func spreadsOverPriorities(
    levels: [(Int, Int)], threshold: Double, shares: [Int], panics: [Bool]
  ) {
    let loads = PriorityLoads(
      levels.map { PriorityLoads.Level(total: $0.0, healthy: $0.1) }, overprovisioning: 140,
      panicThreshold: threshold)
    #expect(loads.shares == shares)
    #expect(loads.panics == panics)
  }

  @Test(arguments: [
    // draws for both picks, active requests, chosen
    (0, 1, [0, 0], 0), (1, 0, [0, 0], 1), (0, 1, [1, 0], 1), (1, 1, [0, 5], 1), (0, 1, [2, 2], 0),
  ])
  func takesTheLessBusyOfTwoPicks(first: UInt64, second: UInt64, active: [Int], expected: Int) {
    var balancer = Self.balancer(.leastRequest, [1, 1])
    let host = balancer.choose(active: { active[$0] }, hash: nil, avoidance: nil) { draw in
      draw.purpose == .pick ? first : second
    }
    #expect(host == expected)
  }

  @Test func takesTurns() {
    var balancer = Self.balancer(.roundRobin, [1, 1, 1], seed: 2)
    #expect((0..<4).map { _ in Self.pick(&balancer) } == [2, 0, 1, 2])
  }

  @Test func takesTurnsByWeight() {
    var balancer = Self.balancer(.roundRobin, [3, 1])
    let picks = (0..<400).map { _ in Self.pick(&balancer) }
    #expect(picks.count { $0 == 0 } == 300)
  }

  @Test func passesOverTriedHostsThenGivesUp() {
    var balancer = Self.balancer(.roundRobin, [1, 1])
    let avoidance = HostAvoidance(tried: [0], maxAttempts: 5)
    let host = balancer.choose(active: { _ in 0 }, hash: nil, avoidance: avoidance) { _ in 0 }
    #expect(host == 1)
    var single = Self.balancer(.leastRequest, [1])
    let again = single.choose(active: { _ in 0 }, hash: nil, avoidance: avoidance) { _ in 0 }
    #expect(again == 0)
  }

  @Test func choosesNobodyWhereAllAreEjectedAndPanicIsOff() {
    var balancer = Self.balancer(.leastRequest, [1, 1], panicThreshold: 0)
    balancer.update { _ in true }
    #expect(Self.pick(&balancer) == nil)
    var panicking = Self.balancer(.roundRobin, [1, 1], panicThreshold: 50)
    panicking.update { _ in true }
    #expect(Self.pick(&panicking) != nil)
  }

  private static func pick(_ balancer: inout LoadBalancer) -> Int? {
    balancer.choose(active: { _ in 0 }, hash: nil, avoidance: nil) { _ in 0 }
  }

  private static func balancer(
    _ policy: Cluster.LoadBalancingPolicy, _ weights: [UInt32], seed: UInt64 = 0,
    panicThreshold: Double? = nil
  ) -> LoadBalancer {
    var cluster = Cluster(name: "c")
    cluster.lbPolicy = policy
    if let panicThreshold {
      var common = CommonLbConfig()
      common.healthyPanicThreshold = Wrapped(panicThreshold)
      cluster.commonLbConfig = common
    }
    let endpoints = weights.enumerated().map { number, weight in
      var endpoint = LbEndpoint(Address("10.1.0.\(number + 1)", port: 80))
      endpoint.loadBalancingWeight = weight
      return endpoint
    }
    let group = LocalityLbEndpoints(lbEndpoints: endpoints)
    return LoadBalancer(
      cluster, ClusterLoadAssignment(clusterName: "c", endpoints: [group]), seed: seed)
  }
}

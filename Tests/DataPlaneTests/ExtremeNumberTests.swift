import Diagnostics
import ProxyConfig
import Testing

@testable import DataPlane

/// What manifests and requests may say and no clock can count.
@Suite struct ExtremeNumberTests {
  private static let longest = ProtoDuration(nanoseconds: .max)

  @Test func aBackOffOfCenturiesIsBounded() {
    var policy = RetryPolicy()
    policy.retryOn = "5xx"
    policy.numRetries = 3
    policy.retryBackOff = RetryPolicy.BackOff(baseInterval: Self.longest)
    var request = RequestHead(method: "GET", authority: "a", path: "/", headers: [])
    var state = RetryState(policy, &request)
    for _ in 0..<3 {
      let decision = state?.decide(.response(ResponseHead(status: 503)), breach: nil)
      #expect(decision == .retry("5xx covers 503", backOffBound: Self.longest))
    }
  }

  /// Legal by gRPC's own grammar: eight digits of hours.
  @Test(
    arguments: [
      ("99999999H", Int64.max), ("99999999M", 5_999_999_940_000_000_000),
      ("99999999S", 99_999_999_000_000_000), ("99999999n", 100_000_000),
      ("999999999H", nil), ("-1H", nil),
    ] as [(String, Int64?)])
  func aGrpcTimeoutIsBounded(text: String, nanoseconds: Int64?) {
    #expect(GrpcStatus.timeout(text) == nanoseconds)
  }

  @Test func aTimeoutOfAHeaderIsBounded() {
    var request = RequestHead(
      method: "GET", authority: "a", path: "/",
      headers: [
        HeaderField("x-envoy-upstream-rq-timeout-ms", "9223372036854775807"),
        HeaderField("x-envoy-upstream-rq-per-try-timeout-ms", "9223372036854775"),
      ])
    let timeouts = Timeouts(RouteAction(), &request)
    #expect(timeouts.route == Self.longest)
    #expect(timeouts.perTry == .zero)
  }

  @Test(
    arguments: [
      (1e20, 10), (1e308, 10), (.infinity, 10), (-1e308, 0), (.nan, 0), (50, 5),
    ] as [(Double, Int)])
  func aRetryBudgetIsAShare(percent: Double, allowed: Int) {
    var thresholds = CircuitBreakers.Thresholds()
    var budget = CircuitBreakers.RetryBudget()
    budget.budgetPercent = Wrapped(percent)
    budget.minRetryConcurrency = 0
    thresholds.retryBudget = budget
    var cluster = Cluster(name: "c")
    cluster.circuitBreakers = CircuitBreakers(thresholds: [thresholds])
    let breaker = CircuitBreaker(cluster)
    let breach = breaker.retry(ClusterLoad(requests: 10, retries: 10))
    #expect(breach?.value == allowed)
  }

  @Test func anEjectionOfCenturiesIsBounded() {
    var detection = OutlierDetection()
    detection.consecutive5xx = 1
    detection.maxEjectionPercent = 100
    detection.baseEjectionTime = Self.longest
    var detector = OutlierDetector(detection, hostCount: 1, version: EnvoyVersion(minor: 38))
    #expect(detector.record(.status(503), of: 0, at: 0) == .consecutive5xx)
    detector.advance(to: .max - 1)
    #expect(detector.isEjected(0))
  }

  /// Making up for many sweeps gives what one after the other gives.
  @Test(arguments: [1, 3, 7, 10, 24, 100] as [Int64], [1, 5, 40] as [Int64])
  func sweepsMayBeMadeUpForAtOnce(interval: Int64, ejections: Int64) {
    var detection = OutlierDetection()
    detection.consecutive5xx = 1
    detection.maxEjectionPercent = 100
    detection.baseEjectionTime = ProtoDuration(nanoseconds: 13)
    detection.interval = ProtoDuration(nanoseconds: interval)
    var single = OutlierDetector(detection, hostCount: 2, version: EnvoyVersion(minor: 38))
    for ejection in 0..<ejections {
      let now = ejection * 53
      var together = single
      var sweep = max(now - 53, 0)
      while sweep < now {
        single.advance(to: sweep)
        sweep += 1
      }
      single.advance(to: now)
      together.advance(to: now)
      #expect(together == single)
      _ = single.record(.status(503), of: Int(ejection % 2), at: now)
    }
  }

  /// A day of milliseconds is one step.
  @Test func aMillionSweepsCostAsMuchAsOne() {
    var detection = OutlierDetection()
    detection.interval = ProtoDuration(nanoseconds: 1)
    var detector = OutlierDetector(detection, hostCount: 1, version: EnvoyVersion(minor: 38))
    detector.advance(to: .max)
    #expect(detector.nextReturn(by: .max) == nil)
  }

  /// Sizes that Envoy refuses are told, and no table of that size is made.
  @Test(arguments: [0, 4, 9, 65_536, 5_000_012, UInt64.max])
  func noTableThatEnvoyRefusesIsFilled(size: UInt64) {
    var cluster = Cluster(name: "c")
    cluster.lbPolicy = .maglev
    cluster.maglevLbConfig = MaglevLbConfig(tableSize: size)
    let endpoints = LocalityLbEndpoints(
      lbEndpoints: [LbEndpoint(Address("10.0.0.1", port: 80))])
    let assignment = ClusterLoadAssignment(clusterName: "c", endpoints: [endpoints])
    var balancer = LoadBalancer(cluster, assignment, seed: 0)
    let host = balancer.choose(active: { _ in 0 }, hash: 7, avoidance: nil, draw: { _ in 0 })
    #expect(host == 0)
    #expect(LoadBalancer.findings(cluster).map(\.code) == [.notModelled])
  }

  @Test(arguments: [1, 2, 3, 5, 251, 65_537, 5_000_011])
  func everyPrimeIsATable(size: UInt64) { #expect(MaglevLbConfig.admits(tableSize: size)) }
}

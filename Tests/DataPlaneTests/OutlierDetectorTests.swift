import DataPlane
import ProxyConfig
import Testing

@Suite struct OutlierDetectorTests {
  private static let second: Int64 = 1_000_000_000

  private static func detector(
    hosts: Int, percent: UInt32? = 100, splits: Bool = false, minor: Int = 38,
    _ change: (inout OutlierDetection) -> Void = { _ in }
  ) -> OutlierDetector {
    var detection = OutlierDetection()
    detection.consecutive5xx = 3
    detection.maxEjectionPercent = percent
    detection.splitExternalLocalOriginErrors = splits
    detection.baseEjectionTime = ProtoDuration(nanoseconds: second)
    change(&detection)
    return OutlierDetector(detection, hostCount: hosts, version: EnvoyVersion(minor: minor))
  }

  @Test func ejectsAtTheThresholdAndNotBefore() {
    var detector = Self.detector(hosts: 1)
    #expect(detector.record(.status(503), of: 0, at: 0) == nil)
    #expect(detector.record(.status(500), of: 0, at: 0) == nil)
    #expect(detector.record(.status(503), of: 0, at: 0) == .consecutive5xx)
    #expect(detector.isEjected(0))
  }

  @Test func startsAnewAfterASuccess() {
    var detector = Self.detector(hosts: 1)
    for status in [500, 500, 200, 500, 500] {
      #expect(detector.record(.status(status), of: 0, at: 0) == nil)
    }
  }

  /// Measured: with one endpoint and the default of 10 % nothing is ever ejected; before Envoy 1.28
  /// the first host could go.
  @Test(
    arguments: [
      (1, nil, 38, false), (9, nil, 38, false), (10, nil, 38, true), (2, 50, 38, true),
      (1, nil, 27, true), (1, 0, 27, false),
    ] as [(Int, UInt32?, Int, Bool)])
  func keepsToTheShare(hosts: Int, percent: UInt32?, minor: Int, isEjected: Bool) {
    var detector = Self.detector(hosts: hosts, percent: percent, minor: minor)
    for _ in 0..<3 { _ = detector.record(.status(500), of: 0, at: 0) }
    #expect(detector.isEjected(0) == isEjected)
  }

  @Test func countsFailuresOfItsOwnAsGatewayErrors() {
    var detector = Self.detector(hosts: 1) {
      $0.consecutiveGatewayFailure = 2
      $0.enforcingConsecutiveGatewayFailure = 100
    }
    #expect(detector.record(.localFailure, of: 0, at: 0) == nil)
    #expect(detector.record(.timeout, of: 0, at: 0) == .consecutiveGatewayFailure)
  }

  @Test func countsFailuresOfItsOwnApartWhereSplit() {
    var detector = Self.detector(hosts: 1, splits: true) { $0.consecutiveLocalOriginFailure = 2 }
    #expect(detector.record(.localFailure, of: 0, at: 0) == nil)
    #expect(detector.record(.connected, of: 0, at: 0) == nil)
    #expect(detector.record(.localFailure, of: 0, at: 0) == nil)
    #expect(detector.record(.localFailure, of: 0, at: 0) == .consecutiveLocalOriginFailure)
  }

  @Test func letsHostsInAgainAndTheNextTimeLater() {
    var detector = Self.detector(hosts: 1) {
      $0.interval = ProtoDuration(nanoseconds: Self.second)
    }
    for _ in 0..<3 { _ = detector.record(.status(500), of: 0, at: 0) }
    #expect(detector.nextReturn(by: 10 * Self.second) == Self.second)
    detector.advance(to: Self.second - 1)
    #expect(detector.isEjected(0))
    detector.advance(to: Self.second)
    #expect(!detector.isEjected(0))
    for _ in 0..<3 { _ = detector.record(.status(500), of: 0, at: 2 * Self.second) }
    #expect(detector.nextReturn(by: 10 * Self.second) == 4 * Self.second)
  }
}

import DataPlane
import ProxyConfig
import Testing

/// When a load balancer hears of hosts that go out and come back.
@Suite struct EjectedHostsTests {
  private static let second: Int64 = 1_000_000_000

  /// Three hosts; a failure ejects for a second, sweeps every half.
  private static func hosts(phase: Int64 = 0) -> EjectedHosts {
    var detection = OutlierDetection()
    detection.consecutive5xx = 1
    detection.maxEjectionPercent = 100
    detection.interval = ProtoDuration(nanoseconds: second / 2)
    detection.baseEjectionTime = ProtoDuration(nanoseconds: second)
    let detector = OutlierDetector(
      detection, hostCount: 3, version: EnvoyVersion(minor: 38),
      phase: ProtoDuration(nanoseconds: phase))
    return EjectedHosts(detector, hostCount: 3)
  }

  @Test func hearsOfTheFirstAtOnceAndOfTheNextASecondLater() {
    var hosts = Self.hosts()
    let step1 = hosts.record(.status(503), of: 0, at: 0)
    #expect(step1)
    #expect(hosts.isKnownEjected(0))
    let step2 = hosts.record(.status(503), of: 1, at: Self.second / 10)
    #expect(step2)
    #expect(!hosts.isKnownEjected(1))
    let step3 = hosts.advance(to: Self.second / 2)
    #expect(!step3)
    // Host 0 comes back at 1 s, which waits for 1.1 s as well.
    let step4 = hosts.advance(to: Self.second)
    #expect(!step4)
    #expect(hosts.isKnownEjected(0))
    let step5 = hosts.advance(to: Self.second * 11 / 10)
    #expect(step5)
    #expect(!hosts.isKnownEjected(0))
    #expect(hosts.isKnownEjected(1))
    let cause = OutlierDetector.Cause.consecutive5xx
    #expect(
      hosts.changes.map(\.kind) == [
        .ejection(host: 0, cause), .update(ejectedCount: 1), .ejection(host: 1, cause),
        .return(host: 0), .update(ejectedCount: 1),
      ])
    let tenth = Self.second / 10
    #expect(hosts.changes.map { $0.time / tenth } == [0, 0, 1, 10, 11])
  }

  @Test func aHostThatComesBackAndFailsStaysForASecond() {
    var hosts = Self.hosts()
    let step6 = hosts.record(.status(503), of: 0, at: 0)
    #expect(step6)
    // It came back at 1 s, of which the load balancer hears at 2 s.
    let back = 2 * Self.second
    let hears = hosts.advance(to: back)
    #expect(hears)
    #expect(!hosts.isAnyKnown)
    let failure = back + Self.second / 10
    let isEjected = hosts.record(.status(503), of: 0, at: failure)
    #expect(isEjected)
    let hearsEarly = hosts.advance(to: failure + Self.second - 1)
    #expect(!hearsEarly)
    #expect(!hosts.isAnyKnown)
    _ = hosts.advance(to: failure + Self.second)
    #expect(hosts.isKnownEjected(0))
  }

  /// The sweeps come by so much before whole intervals; what happens within a second of the last
  /// update waits.
  @Test(arguments: [(0, 2000), (100, 1400), (499, 1001), (500, 2000)] as [(Int64, Int64)])
  func sweepsHaveAPhase(phase: Int64, back: Int64) {
    var hosts = Self.hosts(phase: phase * 1_000_000)
    _ = hosts.record(.status(503), of: 0, at: 0)
    _ = hosts.advance(to: back * 1_000_000 - 1)
    #expect(hosts.isKnownEjected(0))
    _ = hosts.advance(to: back * 1_000_000)
    #expect(!hosts.isKnownEjected(0))
  }
}

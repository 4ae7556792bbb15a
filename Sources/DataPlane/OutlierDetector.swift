internal import Limits
public import ProxyConfig

/// Which hosts of a cluster one proxy has ejected, and what it has counted about each
/// (source/common/upstream/outlier_detection_impl.cc).
///
/// Times are nanoseconds on the caller's clock. Ejection by success rate or failure percentage is
/// not modelled; istiod switches it off.
public struct OutlierDetector: Hashable, Sendable {
  /// What is known of one attempt at a host.
  public enum Result: Hashable, Sendable {
    /// A response; for gRPC the status that its `grpc-status` stands for.
    case status(Int)
    /// A connection came about.
    case connected
    /// No connection, or a reset before the response; an overflow is not told.
    case localFailure
    /// A timeout of the route or of the attempt.
    case timeout
  }

  /// What put a host out.
  public enum Cause: String, Hashable, Sendable, CaseIterable {
    /// Answers of 500 and more in a row.
    case consecutive5xx = "consecutive_5xx"
    /// Answers of 502, 503 and 504 in a row.
    case consecutiveGatewayFailure = "consecutive_gateway_failure"
    /// Failures of the caller's own side in a row.
    case consecutiveLocalOriginFailure = "consecutive_local_origin_failure"
  }

  /// One host's counters.
  private struct Record: Hashable, Sendable {
    var counts: [Cause: UInt32] = [:]
    /// When it was ejected; `nil` while it is in.
    var ejectedAt: Int64?
    /// How often in a row; the time out grows with it.
    var multiplier: Int64 = 0
    /// How many sweeps have looked at it.
    var sweepCount: Int64 = 0
  }

  private let settings: OutlierSettings
  private var records: [Record]
  /// When the first sweep is; the others follow by whole intervals.
  private let firstSweep: Int64

  /// - `hostCount`: the hosts of the cluster, told by their positions.
  /// - `phase`: by how much the sweeps come before whole intervals: the detector's timer starts
  ///   with the cluster.
  public init(
    _ detection: OutlierDetection, hostCount: Int, version: EnvoyVersion,
    phase: ProtoDuration = .zero
  ) {
    settings = OutlierSettings(detection, version: version)
    let interval = max(settings.interval.nanoseconds, 1)
    firstSweep = interval - max(phase.nanoseconds, 0) % interval
    records = Array(repeating: Record(), count: hostCount)
  }

  /// How long between two sweeps.
  public var interval: ProtoDuration { settings.interval }

  /// Whether any host is ejected.
  public private(set) var isAnyEjected = false

  /// Whether a host, by its position, is ejected now.
  public func isEjected(_ host: Int) -> Bool { records[host].ejectedAt != nil }

  /// Counts the end of an attempt.
  ///
  /// `enforcingDraw`: decides, by its remainder by 100, whether an ejection is carried out.
  ///
  /// - Returns: why the host was ejected now; `nil` where it stays.
  public mutating func record(
    _ result: Result, of host: Int, at time: Int64, enforcingDraw: UInt64 = 0
  ) -> Cause? {
    var causes: [Cause] = []
    switch (result, settings.splitsErrors) {
    case (.status(let status), _): causes = count(status: status, host)
    case (.localFailure, false): causes = count(status: 503, host)
    case (.timeout, false): causes = count(status: 504, host)
    case (.localFailure, true), (.timeout, true):
      causes = count(.consecutiveLocalOriginFailure, host)
    case (.connected, true): records[host].counts[.consecutiveLocalOriginFailure] = 0
    case (.connected, false): break
    }
    return causes.first { eject(host, $0, at: time, draw: enforcingDraw) }
  }

  private mutating func count(status: Int, _ host: Int) -> [Cause] {
    guard (500...599).contains(status) else {
      records[host].counts[.consecutive5xx] = 0
      records[host].counts[.consecutiveGatewayFailure] = 0
      return []
    }
    var causes: [Cause] = []
    if (502...504).contains(status) {
      causes += count(.consecutiveGatewayFailure, host)
    } else {
      records[host].counts[.consecutiveGatewayFailure] = 0
    }
    return causes + count(.consecutive5xx, host)
  }

  /// The threshold acts when it is reached exactly.
  private mutating func count(_ cause: Cause, _ host: Int) -> [Cause] {
    records[host].counts[cause, default: 0] += 1
    return records[host].counts[cause] == settings.thresholds[cause] ? [cause] : []
  }

  private mutating func eject(_ host: Int, _ cause: Cause, at time: Int64, draw: UInt64) -> Bool {
    guard records[host].ejectedAt == nil else { return false }
    records[host].counts[cause] = 0
    let ejected = records.count { $0.ejectedAt != nil }
    guard settings.mayEject(ejected: ejected, of: records.count),
      draw % 100 < UInt64(settings.enforcing[cause] ?? 0)
    else { return false }
    records[host].ejectedAt = time
    isAnyEjected = true
    let limit = settings.maxEjectionTime.adding(saturating: settings.baseEjectionTime)
    if settings.length(records[host].multiplier) < limit {
      records[host].multiplier += 1
    }
    return true
  }

  /// Lets the next host in whose time is over, if that is by a time; of those that come back in one
  /// sweep the first.
  ///
  /// - Returns: which one, and when it came back; `nil` where none does.
  public mutating func readmitNext(by time: Int64) -> (host: Int, time: Int64)? {
    guard let (host, sweep) = nextReturn(by: time) else { return nil }
    readmit(host, in: sweep)
    return (host, sweepTime(sweep))
  }

  /// When the next host comes back, if that is by a time.
  public func nextReturn(by time: Int64) -> Int64? {
    let next: (host: Int, sweep: Int64)? = nextReturn(by: time)
    return next.map { sweepTime($0.sweep) }
  }

  private func nextReturn(by time: Int64) -> (host: Int, sweep: Int64)? {
    let due = sweepCount(by: time)
    var next: (host: Int, sweep: Int64)?
    for host in records.indices where records[host].ejectedAt != nil {
      let sweep = returnSweep(records[host])
      if sweep <= due, sweep < next?.sweep ?? .max { next = (host, sweep) }
    }
    return next
  }

  /// Makes up for all sweeps until a time.
  ///
  /// Hosts do not look at each other, so the effort does not depend on how many sweeps there are.
  public mutating func advance(to time: Int64) {
    let due = sweepCount(by: time)
    for host in records.indices where records[host].sweepCount < due {
      if records[host].ejectedAt != nil {
        let sweep = returnSweep(records[host])
        if sweep <= due { readmit(host, in: sweep) }
      }
      if records[host].ejectedAt == nil {
        let missed = due.subtracting(saturating: records[host].sweepCount)
        records[host].multiplier = max(
          records[host].multiplier.subtracting(saturating: missed), 0)
      }
      records[host].sweepCount = due
    }
  }

  private func sweepCount(by time: Int64) -> Int64 {
    time < firstSweep ? 0 : (time - firstSweep) / max(settings.interval.nanoseconds, 1) + 1
  }

  /// When a sweep is, counted from 1.
  private func sweepTime(_ number: Int64) -> Int64 {
    (number - 1).multiplied(saturatingBy: settings.interval.nanoseconds)
      .adding(saturating: firstSweep)
  }

  /// The first sweep at or after the end of a host's time, rounded up without a sum.
  private func returnSweep(_ record: Record) -> Int64 {
    let length = min(settings.length(record.multiplier), settings.maxEjectionTime)
    let over = (record.ejectedAt ?? 0).adding(saturating: length)
    let interval = max(settings.interval.nanoseconds, 1)
    let left = max(over.subtracting(saturating: firstSweep), 0)
    let number = left / interval + (left % interval > 0 ? 1 : 0) + 1
    return max(number, record.sweepCount.adding(saturating: 1))
  }

  private mutating func readmit(_ host: Int, in sweep: Int64) {
    records[host].ejectedAt = nil
    records[host].counts = [:]
    records[host].sweepCount = sweep
    isAnyEjected = records.contains { $0.ejectedAt != nil }
  }
}

/// Outlier detection with Envoy's defaults (envoy/config/cluster/v3/outlier_detection.proto).
private struct OutlierSettings: Hashable, Sendable {
  var thresholds: [OutlierDetector.Cause: UInt32]
  /// In percent.
  var enforcing: [OutlierDetector.Cause: UInt32]
  var interval: ProtoDuration
  var baseEjectionTime: Int64
  var maxEjectionTime: Int64
  var maxEjectionPercent: Int
  var splitsErrors: Bool
  /// Since Envoy 1.28 the candidate counts too; before, the first host could always go.
  var countsCandidate: Bool

  init(_ detection: OutlierDetection, version: EnvoyVersion) {
    thresholds = [
      .consecutive5xx: detection.consecutive5xx ?? 5,
      .consecutiveGatewayFailure: detection.consecutiveGatewayFailure ?? 5,
      .consecutiveLocalOriginFailure: detection.consecutiveLocalOriginFailure ?? 5,
    ]
    enforcing = [
      .consecutive5xx: detection.enforcingConsecutive5xx ?? 100,
      .consecutiveGatewayFailure: detection.enforcingConsecutiveGatewayFailure ?? 0,
      .consecutiveLocalOriginFailure: detection.enforcingConsecutiveLocalOriginFailure ?? 100,
    ]
    interval = detection.interval ?? ProtoDuration(nanoseconds: 10_000_000_000)
    baseEjectionTime = detection.baseEjectionTime?.nanoseconds ?? 30_000_000_000
    maxEjectionTime = max(300_000_000_000, baseEjectionTime)
    maxEjectionPercent = Int(min(detection.maxEjectionPercent ?? 10, 100))
    splitsErrors = detection.splitExternalLocalOriginErrors ?? false
    countsCandidate = version >= EnvoyVersion(minor: 28)
  }

  /// How long a host is out that was ejected so often in a row, but for the greatest length.
  func length(_ multiplier: Int64) -> Int64 {
    baseEjectionTime.multiplied(saturatingBy: multiplier)
  }

  func mayEject(ejected: Int, of total: Int) -> Bool {
    countsCandidate
      ? 100 * (ejected + 1) <= maxEjectionPercent * total
      : 100 * ejected < maxEjectionPercent * total
  }
}

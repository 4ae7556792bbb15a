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
    case consecutive5xx = "consecutive_5xx"
    case consecutiveGatewayFailure = "consecutive_gateway_failure"
    case consecutiveLocalOriginFailure = "consecutive_local_origin_failure"
  }

  /// One host's counters.
  private struct Record: Hashable, Sendable {
    var counts: [Cause: UInt32] = [:]
    /// When it was ejected; `nil` while it is in.
    var ejectedAt: Int64?
    /// How often in a row; the time out grows with it.
    var multiplier: Int64 = 0
  }

  private let settings: OutlierSettings
  private var records: [Record]

  /// - Parameter hostCount: the hosts of the cluster, told by their positions.
  public init(_ detection: OutlierDetection, hostCount: Int, version: EnvoyVersion) {
    settings = OutlierSettings(detection, version: version)
    records = Array(repeating: Record(), count: hostCount)
  }

  /// How long between two sweeps.
  public var interval: ProtoDuration { settings.interval }

  public func isEjected(_ host: Int) -> Bool { records[host].ejectedAt != nil }

  /// Counts the end of an attempt.
  ///
  /// - Parameter enforcingDraw: decides, by its remainder by 100, whether an ejection is carried
  ///   out.
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
    let limit = settings.maxEjectionTime.adding(saturating: settings.baseEjectionTime)
    if settings.length(records[host].multiplier) < limit {
      records[host].multiplier += 1
    }
    return true
  }

  /// Lets hosts in whose time is over, and forgets one ejection of each that stayed in.
  ///
  /// - Returns: the hosts that came back.
  public mutating func sweep(at time: Int64) -> [Int] {
    records.indices.filter { sweep($0, at: time) }
  }

  /// Makes up for many sweeps at once, those at `interval` × each number of the range. Hosts do not
  /// look at each other, so the effort does not depend on how many sweeps there are.
  ///
  /// - Returns: the hosts that came back.
  public mutating func sweep(_ numbers: ClosedRange<Int64>) -> [Int] {
    let interval = max(settings.interval.nanoseconds, 1)
    return records.indices.filter { host in
      var next = numbers.lowerBound
      var hasReturned = false
      if let ejectedAt = records[host].ejectedAt {
        let length = min(settings.length(records[host].multiplier), settings.maxEjectionTime)
        let over = ejectedAt.adding(saturating: length)
        // The first sweep at or after the end of its time, rounded up without a sum.
        let first = over / interval + (over % interval > 0 ? 1 : 0)
        next = max(first, numbers.lowerBound)
        guard next <= numbers.upperBound else { return false }
        hasReturned = sweep(host, at: next.multiplied(saturatingBy: interval))
        next = next.adding(saturating: 1)
      }
      let left = numbers.upperBound.subtracting(saturating: next).adding(saturating: 1)
      records[host].multiplier = max(records[host].multiplier.subtracting(saturating: left), 0)
      return hasReturned
    }
  }

  private mutating func sweep(_ host: Int, at time: Int64) -> Bool {
    guard let ejectedAt = records[host].ejectedAt else {
      records[host].multiplier = max(records[host].multiplier - 1, 0)
      return false
    }
    let length = min(settings.length(records[host].multiplier), settings.maxEjectionTime)
    guard length <= time.subtracting(saturating: ejectedAt) else { return false }
    records[host].ejectedAt = nil
    records[host].counts = [:]
    return true
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

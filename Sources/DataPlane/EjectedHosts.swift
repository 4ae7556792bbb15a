public import ProxyConfig

/// Which hosts of a cluster are ejected, as the detector has it and as the load balancer knows it.
///
/// Changes of health reach the load balancer merged: the first after a quiet window at once,
/// further ones together, a window later (source/common/upstream/cluster_manager_impl.cc,
/// scheduleUpdate, `update_merge_window`, which istiod leaves at 1 s). Until then a host that was
/// ejected goes on receiving.
public struct EjectedHosts: Hashable, Sendable {
  /// Something that became of a cluster's hosts.
  public struct Change: Hashable, Sendable {
    /// What became of them.
    public enum Kind: Hashable, Sendable {
      /// A host, by its position, was put out.
      case ejection(host: Int, OutlierDetector.Cause)
      /// A host, by its position, came back.
      case `return`(host: Int)
      /// The load balancer heard which hosts are out: so many of them.
      case update(ejectedCount: Int)
    }

    /// When.
    public var time: Int64
    /// What.
    public var kind: Kind
  }

  private var detector: OutlierDetector
  private let window: Int64
  /// When a change last reached the load balancer; `nil` before the first.
  private var lastUpdate: Int64?
  /// When the changes that wait will reach it; `nil` where none does.
  private var nextUpdate: Int64?
  /// What the load balancer knows, by host.
  private var known: [Bool]
  /// How often anything reached the load balancer.
  public private(set) var updateCount = 0
  /// Everything that became of the hosts, in order; each change was brought about by an attempt.
  public private(set) var changes: [Change] = []

  /// `hostCount`: the hosts of the cluster, told by their positions.
  public init(
    _ detector: OutlierDetector, hostCount: Int,
    window: ProtoDuration = ProtoDuration(nanoseconds: 1_000_000_000)
  ) {
    self.detector = detector
    self.window = window.nanoseconds
    known = Array(repeating: false, count: hostCount)
  }

  /// Whether the load balancer knows a host to be ejected.
  public func isKnownEjected(_ host: Int) -> Bool { known[host] }

  /// Whether the load balancer knows of any ejected host.
  public var isAnyKnown: Bool { known.contains(true) }

  /// Makes up for sweeps and updates until a time.
  ///
  /// - Returns: whether what the load balancer knows has changed.
  public mutating func advance(to time: Int64) -> Bool {
    guard detector.isAnyEjected || nextUpdate != nil else {
      detector.advance(to: time)
      return false
    }
    let before = updateCount
    while true {
      if let due = nextUpdate, due <= time, due < detector.nextReturn(by: time) ?? .max {
        update(at: due)
      } else if let next = detector.readmitNext(by: time) {
        // One after the other: of those that come back together the load balancer hears of the
        // first at once, and of the others a window later.
        changes.append(Change(time: next.time, kind: .return(host: next.host)))
        noteChange(at: next.time)
      } else {
        break
      }
    }
    detector.advance(to: time)
    return updateCount != before
  }

  /// Counts what is known of an attempt; ``advance(to:)`` comes first.
  ///
  /// - Returns: whether a host was ejected.
  public mutating func record(
    _ result: OutlierDetector.Result, of host: Int, at time: Int64, enforcingDraw: UInt64 = 0
  ) -> Bool {
    let cause = detector.record(result, of: host, at: time, enforcingDraw: enforcingDraw)
    guard let cause else { return false }
    changes.append(Change(time: time, kind: .ejection(host: host, cause)))
    noteChange(at: time)
    return true
  }

  private mutating func noteChange(at time: Int64) {
    guard let lastUpdate, time - lastUpdate <= window else { return update(at: time) }
    if nextUpdate == nil { nextUpdate = time + window }
  }

  private mutating func update(at time: Int64) {
    lastUpdate = time
    nextUpdate = nil
    updateCount += 1
    for host in known.indices { known[host] = detector.isEjected(host) }
    changes.append(Change(time: time, kind: .update(ejectedCount: known.count { $0 })))
  }
}

public import Diagnostics

/// Something that happened at one proxy beside its requests: what its outlier detection and its
/// circuit breakers did.
public struct ProxyEvent: Hashable, Sendable, Codable {
  /// What happened.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A host was ejected.
    case ejection
    /// A host that was ejected came back.
    case `return`
    /// The load balancer heard which hosts are ejected.
    case healthUpdate
    /// A circuit breaker was open: a limit refused.
    case overflow
  }

  /// What happened.
  public var kind: Kind
  /// When it began.
  public var start: SimulationTime
  /// When a limit refused for the last time; for what is no overflow, when it began.
  public var end: SimulationTime
  /// The proxy, as `POD.NAMESPACE`.
  public var proxy: String
  /// The cluster whose hosts or limits it is about.
  public var cluster: String
  /// The host's address and port; `nil` where it is about no single one.
  public var host: String?
  /// What brought it about, in Envoy's words: such as `consecutive_5xx`, `max_requests 1`.
  public var cause: String?
  /// How many were refused, or how many hosts the load balancer takes for ejected; else 1.
  public var count: Int
  /// Where the limit or the outlier detection is written; `nil` for Envoy's defaults.
  public var origin: Origin?

  /// An event at one instant.
  public init(_ kind: Kind, at time: SimulationTime, proxy: String, cluster: String) {
    self.kind = kind
    start = time
    end = time
    self.proxy = proxy
    self.cluster = cluster
    host = nil
    cause = nil
    count = 1
    origin = nil
  }
}

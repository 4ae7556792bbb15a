public import Diagnostics

/// Where the limits of a cluster are written.
///
/// A list of those that are set, since most clusters have few or none and are many.
public struct LimitOrigins: Hashable, Sendable {
  /// What can be limited or chosen.
  private enum Limit: Hashable, Sendable {
    case maxConnections, maxPendingRequests, maxRequests, maxRetries, maxRequestsPerConnection
    case outlierDetection, connectTimeout, loadBalancer
  }

  private struct Entry: Hashable, Sendable {
    var limit: Limit
    var origin: Origin
  }

  private var entries: [Entry] = []

  /// Every field is absent, as in an empty message.
  public init() {}

  private subscript(limit: Limit) -> Origin? {
    get { entries.first { $0.limit == limit }?.origin }
    set {
      entries.removeAll { $0.limit == limit }
      if let newValue { entries.append(Entry(limit: limit, origin: newValue)) }
    }
  }

  /// Where the limit of TCP connections is written.
  public var maxConnections: Origin? {
    get { self[.maxConnections] }
    set { self[.maxConnections] = newValue }
  }
  /// Where the limit of requests that wait for a connection is written.
  public var maxPendingRequests: Origin? {
    get { self[.maxPendingRequests] }
    set { self[.maxPendingRequests] = newValue }
  }
  /// Where the limit of active requests is written.
  public var maxRequests: Origin? {
    get { self[.maxRequests] }
    set { self[.maxRequests] = newValue }
  }
  /// Where the limit of active retries is written.
  public var maxRetries: Origin? {
    get { self[.maxRetries] }
    set { self[.maxRetries] = newValue }
  }
  /// Where the limit of requests on one connection is written.
  public var maxRequestsPerConnection: Origin? {
    get { self[.maxRequestsPerConnection] }
    set { self[.maxRequestsPerConnection] = newValue }
  }
  /// Where it is written when hosts are ejected.
  public var outlierDetection: Origin? {
    get { self[.outlierDetection] }
    set { self[.outlierDetection] = newValue }
  }
  /// Where the connect timeout is written.
  public var connectTimeout: Origin? {
    get { self[.connectTimeout] }
    set { self[.connectTimeout] = newValue }
  }
  /// Where the load-balancing policy is written.
  public var loadBalancer: Origin? {
    get { self[.loadBalancer] }
    set { self[.loadBalancer] = newValue }
  }
}

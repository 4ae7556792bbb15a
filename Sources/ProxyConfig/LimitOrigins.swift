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

  public init() {}

  private subscript(limit: Limit) -> Origin? {
    get { entries.first { $0.limit == limit }?.origin }
    set {
      entries.removeAll { $0.limit == limit }
      if let newValue { entries.append(Entry(limit: limit, origin: newValue)) }
    }
  }

  public var maxConnections: Origin? {
    get { self[.maxConnections] }
    set { self[.maxConnections] = newValue }
  }
  public var maxPendingRequests: Origin? {
    get { self[.maxPendingRequests] }
    set { self[.maxPendingRequests] = newValue }
  }
  public var maxRequests: Origin? {
    get { self[.maxRequests] }
    set { self[.maxRequests] = newValue }
  }
  public var maxRetries: Origin? {
    get { self[.maxRetries] }
    set { self[.maxRetries] = newValue }
  }
  public var maxRequestsPerConnection: Origin? {
    get { self[.maxRequestsPerConnection] }
    set { self[.maxRequestsPerConnection] = newValue }
  }
  public var outlierDetection: Origin? {
    get { self[.outlierDetection] }
    set { self[.outlierDetection] = newValue }
  }
  public var connectTimeout: Origin? {
    get { self[.connectTimeout] }
    set { self[.connectTimeout] = newValue }
  }
  public var loadBalancer: Origin? {
    get { self[.loadBalancer] }
    set { self[.loadBalancer] = newValue }
  }
}

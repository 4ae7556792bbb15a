public import Diagnostics
internal import Limits
public import ProxyConfig

/// A limit of a cluster that refused something.
public struct LimitBreach: Hashable, Sendable {
  /// The limits, by Envoy's names.
  public enum Limit: String, Hashable, Sendable, CaseIterable {
    /// Connections to all hosts.
    case maxConnections = "max_connections"
    /// Requests that wait for a connection.
    case maxPendingRequests = "max_pending_requests"
    /// Requests under way, in HTTP/1.1 too.
    case maxRequests = "max_requests"
    /// Retries under way.
    case maxRetries = "max_retries"
    /// Retries under way, as a share of requests.
    case retryBudget = "retry_budget"
  }

  /// Which limit it is.
  public var limit: Limit
  /// How many it allows.
  public var value: Int
  /// Where the limit is written; `nil` for a default.
  public var origin: Origin?

  /// The value of these parts.
  public init(limit: Limit, value: Int, origin: Origin?) {
    self.limit = limit
    self.value = value
    self.origin = origin
  }
}

extension LimitBreach: CustomStringConvertible {
  /// Such as `max_requests 1`.
  public var description: String { "\(limit.rawValue) \(value)" }
}

/// What a cluster has in flight, per priority and proxy.
public struct ClusterLoad: Hashable, Sendable {
  /// Connections to all hosts, those that are being opened among them.
  public var connections: Int
  /// Requests that wait for a connection.
  public var pending: Int
  /// Requests on a connection.
  public var requests: Int
  /// Retries that wait for their back-off.
  public var retries: Int

  /// The value of these parts.
  public init(connections: Int = 0, pending: Int = 0, requests: Int = 0, retries: Int = 0) {
    self.connections = connections
    self.pending = pending
    self.requests = requests
    self.retries = retries
  }
}

/// The limits of a cluster (source/common/upstream/resource_manager_impl.h).
///
/// Exact, as with one worker thread; with more, Envoy may pass a limit by one for each.
public struct CircuitBreaker: Hashable, Sendable {
  /// How many connections there may be.
  public var maxConnections: Int
  /// How many requests may wait for a connection.
  public var maxPendingRequests: Int
  /// How many requests may be under way.
  public var maxRequests: Int
  /// How many retries may be under way, where no budget is set.
  public var maxRetries: Int
  /// Replaces ``maxRetries``.
  public var retryBudget: RetryBudget?
  /// Where the limits are written.
  public var origins: LimitOrigins

  /// A limit on retries as a share of the requests in flight.
  public struct RetryBudget: Hashable, Sendable {
    /// In hundredths of a percent, so that no fraction is lost.
    public var basisPoints: Int
    /// How many retries are always allowed.
    public var minRetryConcurrency: Int
  }

  /// Without thresholds Envoy's defaults hold: 1024, 1024, 1024 and 3 retries.
  public init(_ cluster: Cluster) {
    let thresholds = cluster.circuitBreakers?.thresholds.first
    maxConnections = Int(thresholds?.maxConnections ?? 1024)
    maxPendingRequests = Int(thresholds?.maxPendingRequests ?? 1024)
    maxRequests = Int(thresholds?.maxRequests ?? 1024)
    maxRetries = Int(thresholds?.maxRetries ?? 3)
    retryBudget = thresholds?.retryBudget.map {
      // Envoy takes 0 to 100 per cent alone (type/v3/percent.proto).
      let percent = ($0.budgetPercent?.value ?? 20) * 100
      return RetryBudget(
        basisPoints: min(max(Int(saturating: percent.rounded()), 0), 10_000),
        minRetryConcurrency: Int($0.minRetryConcurrency ?? 3))
    }
    origins = cluster.limitOrigins
  }
}

extension CircuitBreaker {
  /// What no Envoy takes: it would refuse the cluster and keep the one that it had.
  static func refusals(_ cluster: Cluster) -> [Diagnostic] {
    let thresholds = cluster.circuitBreakers?.thresholds ?? []
    return thresholds.compactMap { threshold in
      guard let percent = threshold.retryBudget?.budgetPercent?.value,
        !(0...100).contains(percent)
      else { return nil }
      return Diagnostic(
        .notModelled,
        "Envoy refuses \(cluster.name): a retry budget lies between 0 and 100 per cent, and this is "
          + "\(percent); what it does then is not modelled",
        at: cluster.limitOrigins.maxRetries?.location ?? cluster.origin?.location)
    }
  }
}

/// What a connection pool does with a request for a host.
public enum PoolDecision: Hashable, Sendable {
  /// It goes out on a connection that is ready.
  case attach
  /// It waits; perhaps a connection is opened for it.
  case wait(opensConnection: Bool)
  /// It is refused: reset reason `overflow`.
  case overflow(LimitBreach)
}

extension CircuitBreaker {
  /// What becomes of a request when a host is chosen (source/common/conn_pool/conn_pool_base.cc,
  /// newStreamImpl): attached if a connection is ready and `max_requests` allows, else queued if
  /// `max_pending_requests` allows.
  ///
  /// - `hasReadyConnection`: a connection of this host's pool can take a stream now.
  /// - `poolConnections`: connections of this host's pool, opening ones included; a pool without
  ///   any may open one whatever `max_connections` says.
  /// - `needsConnection`: the connections that are opening do not suffice for those who wait.
  public func newStream(
    _ load: ClusterLoad, hasReadyConnection: Bool, poolConnections: Int, needsConnection: Bool
  ) -> PoolDecision {
    if hasReadyConnection { return attach(load).map(PoolDecision.overflow) ?? .attach }
    if load.pending >= maxPendingRequests {
      return .overflow(
        breach(.maxPendingRequests, maxPendingRequests, origins.maxPendingRequests))
    }
    return .wait(
      opensConnection: needsConnection && mayOpen(load, poolConnections: poolConnections))
  }

  /// The limit that refuses a stream as it is put on a connection (attachStreamToClient); the same
  /// test meets a request that waited and gets its connection.
  public func attach(_ load: ClusterLoad) -> LimitBreach? {
    load.requests < maxRequests ? nil : breach(.maxRequests, maxRequests, origins.maxRequests)
  }

  /// The limit that refuses a connection of raw TCP, which has one for itself alone.
  public func tunnel(_ load: ClusterLoad) -> LimitBreach? {
    load.connections < maxConnections
      ? nil : breach(.maxConnections, maxConnections, origins.maxConnections)
  }

  /// A limit's value as it stands, and where it is written.
  public func written(_ limit: LimitBreach.Limit) -> LimitBreach {
    switch limit {
    case .maxConnections: breach(limit, maxConnections, origins.maxConnections)
    case .maxPendingRequests: breach(limit, maxPendingRequests, origins.maxPendingRequests)
    case .maxRequests: breach(limit, maxRequests, origins.maxRequests)
    case .maxRetries, .retryBudget: breach(limit, maxRetries, origins.maxRetries)
    }
  }

  /// Whether a pool may open a connection (tryCreateNewConnection).
  public func mayOpen(_ load: ClusterLoad, poolConnections: Int) -> Bool {
    load.connections < maxConnections || poolConnections == 0
  }

  /// The limit that refuses a retry; a budget counts the requests in flight and waiting.
  public func retry(_ load: ClusterLoad) -> LimitBreach? {
    guard let retryBudget else {
      return load.retries < maxRetries
        ? nil : breach(.maxRetries, maxRetries, origins.maxRetries)
    }
    let share = (load.requests + load.pending) * retryBudget.basisPoints / 10_000
    let allowed = max(share, retryBudget.minRetryConcurrency)
    return load.retries < allowed ? nil : breach(.retryBudget, allowed, origins.maxRetries)
  }

  private func breach(_ limit: LimitBreach.Limit, _ value: Int, _ origin: Origin?) -> LimitBreach {
    LimitBreach(limit: limit, value: value, origin: origin)
  }
}

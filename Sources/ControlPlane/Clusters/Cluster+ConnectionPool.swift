internal import Diagnostics
internal import ProxyConfig
internal import Resources

extension Cluster {
  /// Sets the limits and time-outs of the connection pool, on both sides of a connection
  /// (`pilot/pkg/networking/core/cluster_traffic_policy.go` applyConnectionPool@1.30.3).
  ///
  /// Zero is unset everywhere: a limit of nothing cannot be written.
  mutating func applyConnectionPool(
    of policy: EffectivePolicy, mesh: MeshConfig, rules: RuleVersion
  ) {
    var thresholds = CircuitBreakers.Thresholds(unlimitedUnder: rules)
    if rules[.retryBudget], let budget = policy.retryBudget {
      thresholds.retryBudget = Self.retryBudget(budget.value, rules: rules)
      limitOrigins.maxRetries = budget.origin()
    }
    connectTimeout = ProtoDuration(mesh.connectTimeout)
    if let keepalive = mesh.tcpKeepalive { applyKeepalive(keepalive) }
    if let pool = policy.connectionPool {
      if let http = pool.value.http { apply(http, of: pool, to: &thresholds) }
      if let tcp = pool.value.tcp { apply(tcp, of: pool, to: &thresholds) }
      applyHTTPOptions(of: pool, rules: rules)
    }
    circuitBreakers = CircuitBreakers(thresholds: [thresholds])
  }

  private mutating func apply(
    _ http: ConnectionPoolSettings.HTTP, of pool: Written<ConnectionPoolSettings>,
    to thresholds: inout CircuitBreakers.Thresholds
  ) {
    if http.http2MaxRequests > 0 {
      thresholds.maxRequests = UInt32(http.http2MaxRequests)
      limitOrigins.maxRequests = pool.origin("http", "http2MaxRequests")
    }
    if http.http1MaxPendingRequests > 0 {
      thresholds.maxPendingRequests = UInt32(http.http1MaxPendingRequests)
      limitOrigins.maxPendingRequests = pool.origin("http", "http1MaxPendingRequests")
    }
    if http.maxRetries > 0 {
      thresholds.maxRetries = UInt32(http.maxRetries)
      limitOrigins.maxRetries = limitOrigins.maxRetries ?? pool.origin("http", "maxRetries")
    }
    if http.maxRequestsPerConnection > 0 {
      limitOrigins.maxRequestsPerConnection = pool.origin("http", "maxRequestsPerConnection")
    }
  }

  private mutating func apply(
    _ tcp: ConnectionPoolSettings.TCP, of pool: Written<ConnectionPoolSettings>,
    to thresholds: inout CircuitBreakers.Thresholds
  ) {
    if let timeout = tcp.connectTimeout {
      connectTimeout = ProtoDuration(timeout)
      limitOrigins.connectTimeout = pool.origin("tcp", "connectTimeout")
    }
    if tcp.maxConnections > 0 {
      thresholds.maxConnections = UInt32(tcp.maxConnections)
      limitOrigins.maxConnections = pool.origin("tcp", "maxConnections")
    }
    if let keepalive = tcp.tcpKeepalive { applyKeepalive(keepalive) }
  }

  /// Options of the HTTP codecs; the protocol must have been chosen before.
  private mutating func applyHTTPOptions(
    of pool: Written<ConnectionPoolSettings>, rules: RuleVersion
  ) {
    let http = pool.value.http
    let tcp = pool.value.tcp
    var common = HttpProtocolOptions.Common()
    let inherited = rules[.tcpIdleTimeoutForHTTP] ? tcp?.idleTimeout : nil
    common.idleTimeout = (http?.idleTimeout ?? inherited).map { ProtoDuration($0) }
    let requests = http?.maxRequestsPerConnection ?? 0
    common.maxRequestsPerConnection = requests == 0 ? nil : UInt32(truncatingIfNeeded: requests)
    common.maxConnectionDuration = tcp?.maxConnectionDuration.map { ProtoDuration($0) }
    let streams = rules[.streamLimit] ? http?.maxConcurrentStreams ?? 0 : 0
    if common != HttpProtocolOptions.Common() || streams > 0 {
      var options = httpProtocolOptions ?? HttpProtocolOptions()
      options.commonHttpProtocolOptions = common
      if streams > 0 {
        options.explicitHttpConfig?.http2ProtocolOptions?.maxConcurrentStreams = UInt32(streams)
      }
      httpProtocolOptions = options
    }
    if http?.useClientProtocol == true { useClientProtocol() }
  }

  private mutating func applyKeepalive(_ settings: ConnectionPoolSettings.TCP.Keepalive) {
    var options = upstreamConnectionOptions ?? UpstreamConnectionOptions()
    var keepalive = options.tcpKeepalive ?? UpstreamConnectionOptions.Keepalive()
    if settings.probes > 0 { keepalive.keepaliveProbes = settings.probes }
    // Whole seconds: Envoy takes no parts of them.
    if let time = settings.time {
      keepalive.keepaliveTime = UInt32(clamping: time.components.seconds)
    }
    if let interval = settings.interval {
      keepalive.keepaliveInterval = UInt32(clamping: interval.components.seconds)
    }
    options.tcpKeepalive = keepalive
    upstreamConnectionOptions = options
  }

  /// Twenty per cent and at least three retries, unless the budget says otherwise
  /// (applyRetryBudget@1.30.3; 0.2 per cent @1.27.0).
  private static func retryBudget(
    _ budget: TrafficPolicy.RetryBudget, rules: RuleVersion
  ) -> CircuitBreakers.RetryBudget {
    var result = CircuitBreakers.RetryBudget()
    let percent = budget.percent ?? (rules[.retryBudgetInPercent] ? 20 : 0.2)
    result.budgetPercent = Wrapped(percent == 0 ? nil : percent)
    result.minRetryConcurrency = budget.minRetryConcurrency > 0 ? budget.minRetryConcurrency : 3
    return result
  }
}

extension CircuitBreakers.Thresholds {
  /// Limits that never act, as istiod sets them where nothing else is said
  /// (getDefaultCircuitBreakerThresholds@1.30.3).
  init(unlimitedUnder rules: RuleVersion) {
    self.init()
    maxConnections = .max
    maxPendingRequests = .max
    maxRequests = .max
    maxRetries = .max
    trackRemaining = rules[.tracksRemaining] ? true : nil
  }
}

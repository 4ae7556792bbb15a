/// An Istio DestinationRule (istio/api networking/v1alpha3/destination_rule.proto, 1.30).
public struct DestinationRule: Resource {
  public var metadata = ResourceMetadata()
  public var host = ""
  public var trafficPolicy: TrafficPolicy?
  public var subsets: [Subset] = []
  public var exportTo: [String] = []
  /// `workloadSelector.matchLabels`; `nil` where no selector is given.
  public var workloadSelector: [String: String]?
  public init() {}
}

/// A named part of a service's endpoints.
public struct Subset: Hashable, Sendable {
  public var name = ""
  public var labels: [String: String] = [:]
  public var trafficPolicy: TrafficPolicy?
  public init() {}
}

/// How a cluster is used.
public struct TrafficPolicy: Hashable, Sendable {
  public var loadBalancer: LoadBalancerSettings?
  public var connectionPool: ConnectionPoolSettings?
  public var outlierDetection: OutlierDetection?
  public var tls: ClientTLSSettings?
  public var portLevelSettings: [PortTrafficPolicy] = []
  public var tunnel: Tunnel?
  public var proxyProtocol: ProxyProtocol?
  public var retryBudget: RetryBudget?
  public init() {}

  /// Tunnelling over CONNECT or POST.
  public struct Tunnel: Hashable, Sendable {
    public var `protocol` = ""
    public var targetHost = ""
    public var targetPort: UInt32 = 0
    public init() {}
  }

  /// The PROXY protocol header to send.
  public struct ProxyProtocol: Hashable, Sendable {
    /// `V1` or `V2`.
    public var version = "V1"
    public init() {}
  }

  /// A limit on retries as a share of the active requests.
  public struct RetryBudget: Hashable, Sendable {
    public var percent: Double?
    public var minRetryConcurrency: UInt32 = 0
    public init() {}
  }
}

/// The policy of one service port.
public struct PortTrafficPolicy: Hashable, Sendable {
  /// The service port's number; `nil` where no port is written.
  public var port: UInt32?
  public var loadBalancer: LoadBalancerSettings?
  public var connectionPool: ConnectionPoolSettings?
  public var outlierDetection: OutlierDetection?
  public var tls: ClientTLSSettings?
  public init() {}
}

/// How a host is chosen.
public struct LoadBalancerSettings: Hashable, Sendable {
  /// Which algorithm.
  public enum Policy: Hashable, Sendable {
    /// `UNSPECIFIED`, `LEAST_CONN`, `RANDOM`, `PASSTHROUGH`, `ROUND_ROBIN` or `LEAST_REQUEST`.
    case simple(String)
    case consistentHash(ConsistentHash)
  }

  /// A hash of the request chooses the host.
  public struct ConsistentHash: Hashable, Sendable {
    /// What is hashed.
    public enum Key: Hashable, Sendable {
      case httpHeaderName(String)
      case httpCookie(Cookie)
      case useSourceIP(Bool)
      case httpQueryParameterName(String)
    }

    /// A cookie that is hashed, and made where it is missing.
    public struct Cookie: Hashable, Sendable {
      public var name = ""
      public var path = ""
      public var ttl: Duration?
      public var attributes: [String] = []
      public init() {}
    }

    /// The hash algorithm.
    public enum Algorithm: Hashable, Sendable {
      case ringHash(minimumRingSize: UInt64)
      case maglev(tableSize: UInt64)
    }

    public var key: Key?
    public var algorithm: Algorithm?
    /// `minimumRingSize` (deprecated), beside the algorithm.
    public var minimumRingSize: UInt64 = 0
    public init() {}
  }

  /// A slow start of new hosts.
  public struct Warmup: Hashable, Sendable {
    public var duration: Duration?
    public var minimumPercent: Double?
    public var aggression: Double?
    public init() {}
  }

  public var policy: Policy?
  public var localityLbSetting: LocalityLoadBalancerSetting?
  public var warmupDurationSecs: Duration?
  public var warmup: Warmup?
  public init() {}
}

/// How localities share traffic.
public struct LocalityLoadBalancerSetting: Hashable, Sendable {
  /// Shares of the traffic that comes from one locality.
  public struct Distribute: Hashable, Sendable {
    public var from = ""
    /// Locality → weight in per cent.
    public var to: [String: UInt32] = [:]
    public init() {}
  }

  /// Where traffic goes when a region fails.
  public struct Failover: Hashable, Sendable {
    public var from = ""
    public var to = ""
    public init() {}
  }

  public var distribute: [Distribute] = []
  public var failover: [Failover] = []
  public var failoverPriority: [String] = []
  public var enabled: Bool?
  public init() {}
}

/// Limits on connections and requests.
public struct ConnectionPoolSettings: Hashable, Sendable {
  /// Limits of connections.
  public struct TCP: Hashable, Sendable {
    /// Keep-alive probes of the operating system.
    public struct Keepalive: Hashable, Sendable {
      public var probes: UInt32 = 0
      public var time: Duration?
      public var interval: Duration?
      public init() {}
    }

    public var maxConnections: Int32 = 0
    public var connectTimeout: Duration?
    public var tcpKeepalive: Keepalive?
    public var maxConnectionDuration: Duration?
    public var idleTimeout: Duration?
    public init() {}
  }

  /// Limits of HTTP requests.
  public struct HTTP: Hashable, Sendable {
    public var http1MaxPendingRequests: Int32 = 0
    public var http2MaxRequests: Int32 = 0
    public var maxRequestsPerConnection: Int32 = 0
    public var maxRetries: Int32 = 0
    public var idleTimeout: Duration?
    /// `DEFAULT`, `DO_NOT_UPGRADE` or `UPGRADE`.
    public var h2UpgradePolicy = ""
    public var useClientProtocol = false
    public var maxConcurrentStreams: Int32 = 0
    public init() {}
  }

  public var tcp: TCP?
  public var http: HTTP?
  public init() {}
}

/// When a host is ejected.
public struct OutlierDetection: Hashable, Sendable {
  public var splitExternalLocalOriginErrors = false
  public var consecutiveLocalOriginFailures: UInt32?
  public var consecutiveGatewayErrors: UInt32?
  public var consecutive5xxErrors: UInt32?
  public var interval: Duration?
  public var baseEjectionTime: Duration?
  public var maxEjectionPercent: Int32 = 0
  public var minHealthPercent: Int32 = 0
  public init() {}
}

/// TLS towards the destination.
public struct ClientTLSSettings: Hashable, Sendable {
  /// `DISABLE`, `SIMPLE`, `MUTUAL` or `ISTIO_MUTUAL`.
  public var mode = "DISABLE"
  public var clientCertificate = ""
  public var privateKey = ""
  public var caCertificates = ""
  public var credentialName = ""
  public var subjectAltNames: [String] = []
  public var sni = ""
  public var insecureSkipVerify: Bool?
  public var caCrl = ""
  public init() {}
}

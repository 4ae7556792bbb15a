/// An Istio DestinationRule (istio/api networking/v1alpha3/destination_rule.proto, 1.30).
public struct DestinationRule: Resource {
  /// Its name, namespace, place and age.
  public var metadata = ResourceMetadata()
  /// The host whose traffic it shapes, as written: a short name is one of the rule's own namespace.
  public var host = ""
  /// For all ports and subsets; `nil` leaves the mesh's settings.
  public var trafficPolicy: TrafficPolicy?
  /// Named parts of the host's pods, in the file's order.
  public var subsets: [Subset] = []
  /// The namespaces whose clients may see it; empty takes the mesh's default.
  public var exportTo: [String] = []
  /// `workloadSelector.matchLabels`; `nil` where no selector is given.
  public var workloadSelector: [String: String]?

  /// No field is written.
  public init() {}
}

/// A named part of a service's endpoints.
public struct Subset: Hashable, Sendable {
  /// What routes call it.
  public var name = ""
  /// The labels that its pods carry; none takes every pod.
  public var labels: [String: String] = [:]
  /// What replaces the rule's own policy, field by field.
  public var trafficPolicy: TrafficPolicy?

  /// No field is written.
  public init() {}
}

/// How a cluster is used.
public struct TrafficPolicy: Hashable, Sendable {
  /// How a host is chosen; `nil` takes the mesh's: least request.
  public var loadBalancer: LoadBalancerSettings?
  /// Bounds on connections and requests; `nil` leaves Envoy's own.
  public var connectionPool: ConnectionPoolSettings?
  /// When hosts are ejected; `nil` ejects nobody.
  public var outlierDetection: OutlierDetection?
  /// TLS towards the hosts; `nil` leaves it to automatic mutual TLS.
  public var tls: ClientTLSSettings?
  /// Policies of single ports, each of which replaces the policy as a whole.
  public var portLevelSettings: [PortTrafficPolicy] = []
  /// A CONNECT tunnel around TCP traffic; `nil` for none.
  public var tunnel: Tunnel?
  /// The PROXY protocol header towards the hosts; `nil` for none.
  public var proxyProtocol: ProxyProtocol?
  /// How many retries may be under way, as a share of requests; `nil` leaves `maxRetries`.
  public var retryBudget: RetryBudget?

  /// No field is written.
  public init() {}

  /// Tunnelling over CONNECT or POST.
  public struct Tunnel: Hashable, Sendable {
    /// `CONNECT` or `POST`; empty is `CONNECT`.
    public var `protocol` = ""
    /// The host that the tunnel's far end connects to.
    public var targetHost = ""
    /// The port that the tunnel's far end connects to.
    public var targetPort: UInt32 = 0

    /// No field is written.
    public init() {}
  }

  /// The PROXY protocol header to send.
  public struct ProxyProtocol: Hashable, Sendable {
    /// `V1` or `V2`.
    public var version = "V1"

    /// No field is written.
    public init() {}
  }

  /// A limit on retries as a share of the active requests.
  public struct RetryBudget: Hashable, Sendable {
    /// In percent of active and pending requests; `nil` is 20.
    public var percent: Double?
    /// How many retries are always allowed; 0 takes Envoy's 3.
    public var minRetryConcurrency: UInt32 = 0

    /// No field is written.
    public init() {}
  }
}

/// The policy of one service port.
public struct PortTrafficPolicy: Hashable, Sendable {
  /// The service port's number; `nil` where no port is written.
  public var port: UInt32?
  /// How a host is chosen at this port; `nil` takes the mesh's, not the rule's.
  public var loadBalancer: LoadBalancerSettings?
  /// Bounds at this port; `nil` leaves Envoy's own.
  public var connectionPool: ConnectionPoolSettings?
  /// Ejection at this port; `nil` ejects nobody.
  public var outlierDetection: OutlierDetection?
  /// TLS at this port; `nil` leaves it to automatic mutual TLS.
  public var tls: ClientTLSSettings?

  /// No field is written.
  public init() {}
}

/// How a host is chosen.
public struct LoadBalancerSettings: Hashable, Sendable {
  /// Which algorithm.
  public enum Policy: Hashable, Sendable {
    /// `UNSPECIFIED`, `LEAST_CONN`, `RANDOM`, `PASSTHROUGH`, `ROUND_ROBIN` or `LEAST_REQUEST`.
    case simple(String)
    /// By a hash of something in the request.
    case consistentHash(ConsistentHash)
  }

  /// A hash of the request chooses the host.
  public struct ConsistentHash: Hashable, Sendable {
    /// What is hashed.
    public enum Key: Hashable, Sendable {
      /// The value of a header of this name.
      case httpHeaderName(String)
      /// A cookie, which Envoy sets where the request has none and a lifetime is given.
      case httpCookie(Cookie)
      /// The caller's address, where true.
      case useSourceIP(Bool)
      /// The value of a query parameter of this name.
      case httpQueryParameterName(String)
    }

    /// A cookie that is hashed, and made where it is missing.
    public struct Cookie: Hashable, Sendable {
      /// The cookie's name.
      public var name = ""
      /// The path that it is set for; empty sets none.
      public var path = ""
      /// Its lifetime; `nil` makes Envoy never set one, zero makes it a session's.
      public var ttl: Duration?
      /// Further attributes, as `name=value` or a name alone.
      public var attributes: [String] = []

      /// No field is written.
      public init() {}
    }

    /// The hash algorithm.
    public enum Algorithm: Hashable, Sendable {
      /// A ring of at least so many entries.
      case ringHash(minimumRingSize: UInt64)
      /// A maglev table of so many entries, a prime number.
      case maglev(tableSize: UInt64)
    }

    /// What is hashed; `nil` hashes nothing, so that a host is drawn.
    public var key: Key?
    /// How a hash finds a host; `nil` is a ring.
    public var algorithm: Algorithm?
    /// `minimumRingSize` (deprecated), beside the algorithm.
    public var minimumRingSize: UInt64 = 0

    /// No field is written.
    public init() {}
  }

  /// A slow start of new hosts.
  public struct Warmup: Hashable, Sendable {
    /// How long a new host is slow; `nil` is refused.
    public var duration: Duration?
    /// The share of a new host's weight at its start, in percent; `nil` is 10.
    public var minimumPercent: Double?
    /// How the share grows; `nil` is 1, linear.
    public var aggression: Double?

    /// No field is written.
    public init() {}
  }

  /// The algorithm; `nil` takes the mesh's.
  public var policy: Policy?
  /// Localities for this host; `nil` takes the mesh's settings.
  public var localityLbSetting: LocalityLoadBalancerSetting?
  /// Slow start as it was written before `warmup`; `nil` for none.
  public var warmupDurationSecs: Duration?
  /// Slow start; `nil` for none.
  public var warmup: Warmup?

  /// No field is written.
  public init() {}
}

/// How localities share traffic.
public struct LocalityLoadBalancerSetting: Hashable, Sendable {
  /// Shares of the traffic that comes from one locality.
  public struct Distribute: Hashable, Sendable {
    /// The callers' locality, `region/zone/subzone`, `*` for any rest.
    public var from = ""
    /// Locality → weight in per cent.
    public var to: [String: UInt32] = [:]

    /// No field is written.
    public init() {}
  }

  /// Where traffic goes when a region fails.
  public struct Failover: Hashable, Sendable {
    /// The callers' region.
    public var from = ""
    /// The region to go to next.
    public var to = ""

    /// No field is written.
    public init() {}
  }

  /// Shares by locality; excludes ``failover``.
  public var distribute: [Distribute] = []
  /// Regions to go to where one's own has no healthy host.
  public var failover: [Failover] = []
  /// Labels by which hosts are ranked, `key` or `key=value`, the most telling first.
  public var failoverPriority: [String] = []
  /// Whether localities matter at all; `nil` takes the mesh's.
  public var enabled: Bool?

  /// No field is written.
  public init() {}
}

/// Limits on connections and requests.
public struct ConnectionPoolSettings: Hashable, Sendable {
  /// Limits of connections.
  public struct TCP: Hashable, Sendable {
    /// Keep-alive probes of the operating system.
    public struct Keepalive: Hashable, Sendable {
      /// How many probes go unanswered before the connection is given up; 0 takes the system's.
      public var probes: UInt32 = 0
      /// How long a connection is idle before the first probe; `nil` takes the system's.
      public var time: Duration?
      /// Between two probes; `nil` takes the system's.
      public var interval: Duration?

      /// No field is written.
      public init() {}
    }

    /// How many connections may be open to all hosts; 0 sets no limit (2³²−1).
    public var maxConnections: Int32 = 0
    /// How long a connection may take to come about; `nil` takes the mesh's 10 s.
    public var connectTimeout: Duration?
    /// Probes of idle connections; `nil` takes the mesh's.
    public var tcpKeepalive: Keepalive?
    /// The greatest age of a connection; `nil` for none.
    public var maxConnectionDuration: Duration?
    /// How long a TCP connection may be idle; `nil` takes Envoy's hour.
    public var idleTimeout: Duration?

    /// No field is written.
    public init() {}
  }

  /// Limits of HTTP requests.
  public struct HTTP: Hashable, Sendable {
    /// How many requests may wait for a connection; 0 sets no limit (2³²−1).
    public var http1MaxPendingRequests: Int32 = 0
    /// How many requests may be under way, HTTP/1.1 too; 0 sets no limit (2³²−1).
    public var http2MaxRequests: Int32 = 0
    /// How many requests a connection serves; 0 sets no limit.
    public var maxRequestsPerConnection: Int32 = 0
    /// How many retries may be under way; 0 sets no limit (2³²−1).
    public var maxRetries: Int32 = 0
    /// How long a connection may be without a request; `nil` takes Envoy's hour.
    public var idleTimeout: Duration?
    /// `DEFAULT`, `DO_NOT_UPGRADE` or `UPGRADE`.
    public var h2UpgradePolicy = ""
    /// Whether the protocol of the caller is kept towards the hosts.
    public var useClientProtocol = false
    /// How many streams an HTTP/2 connection carries; 0 takes Envoy's own.
    public var maxConcurrentStreams: Int32 = 0

    /// No field is written.
    public init() {}
  }

  /// What counts connections; `nil` sets nothing.
  public var tcp: TCP?
  /// What counts requests; `nil` sets nothing.
  public var http: HTTP?

  /// No field is written.
  public init() {}
}

/// When a host is ejected.
public struct OutlierDetection: Hashable, Sendable {
  /// Whether failures to connect are counted apart from answers.
  public var splitExternalLocalOriginErrors = false
  /// Retired in 1.6: it is still parsed, and acts on nothing; 0 where it is not given.
  public var consecutiveErrors: Int32 = 0
  /// How many failures in a row of the caller's own side eject; `nil` takes Envoy's 5.
  public var consecutiveLocalOriginFailures: UInt32?
  /// How many 502, 503 and 504 in a row eject; `nil` or 0 ejects nobody for them.
  public var consecutiveGatewayErrors: UInt32?
  /// How many answers of 500 and more in a row eject; `nil` is 5, 0 ejects nobody for them.
  public var consecutive5xxErrors: UInt32?
  /// Between two sweeps, at which ejected hosts return; `nil` is 10 s.
  public var interval: Duration?
  /// How long a first ejection lasts, times the number of ejections; `nil` is 30 s.
  public var baseEjectionTime: Duration?
  /// How many of the hosts may be ejected, in percent; 0 takes Envoy's 10.
  public var maxEjectionPercent: Int32 = 0
  /// The share of healthy hosts below which nobody is ejected and all are tried, in percent.
  public var minHealthPercent: Int32 = 0

  /// No field is written.
  public init() {}
}

/// TLS towards the destination.
public struct ClientTLSSettings: Hashable, Sendable {
  /// `DISABLE`, `SIMPLE`, `MUTUAL` or `ISTIO_MUTUAL`.
  public var mode = "DISABLE"
  /// The file of the caller's certificate, for `MUTUAL`.
  public var clientCertificate = ""
  /// The file of the caller's key, for `MUTUAL`.
  public var privateKey = ""
  /// The file of the authorities that are trusted; empty checks none, or the system's, as the
  /// release has it.
  public var caCertificates = ""
  /// The Secret that holds certificate and key instead of files; acts at gateways.
  public var credentialName = ""
  /// The names that a host's certificate must have one of.
  public var subjectAltNames: [String] = []
  /// The server name that is asked for; empty leaves it out.
  public var sni = ""
  /// Whether a host's certificate is taken unseen; `nil` is false.
  public var insecureSkipVerify: Bool?
  /// The file of revoked certificates.
  public var caCrl = ""

  /// No field is written.
  public init() {}
}

public import Diagnostics

/// A group of hosts and how it is used (envoy.config.cluster.v3.Cluster).
///
/// TLS and the source address are kept as what they say (``tls``); the complete messages are made
/// from it when they are written out.
public struct Cluster: Hashable, Sendable, Codable {
  /// How hosts are told TLS: what the transport sockets of the complete message say.
  public enum TLS: Hashable, Sendable {
    /// Plain text.
    case none
    /// Mutual TLS where the endpoint takes it, else plain text.
    case byEndpoint
    /// TLS to every endpoint.
    case always
    /// Another transport socket, by its name.
    case other(String)
  }

  /// The name by which routes call it; unique within a proxy.
  public var name: String
  /// Absent where ``clusterType`` says it.
  public var type: DiscoveryType?
  /// The name of a custom cluster type.
  public var clusterType: String?
  /// The name by which its endpoints are asked for; absent where it is the cluster's own.
  public var edsServiceName: String?
  /// How long a connection may take to be there; absent is 5 s.
  public var connectTimeout: ProtoDuration?
  /// Absent is `ROUND_ROBIN`.
  public var lbPolicy: LoadBalancingPolicy?
  /// For the policy RING_HASH; absent is Envoy's defaults.
  public var ringHashLbConfig: RingHashLbConfig?
  /// For the policy MAGLEV; absent is Envoy's defaults.
  public var maglevLbConfig: MaglevLbConfig?
  /// For the policy ROUND_ROBIN; absent is no slow start.
  public var roundRobinLbConfig: SlowStartLbConfig?
  /// For the policy LEAST_REQUEST; absent is no slow start.
  public var leastRequestLbConfig: SlowStartLbConfig?
  /// For clusters of type ORIGINAL_DST; absent takes the address the connection was headed to.
  public var originalDstLbConfig: OriginalDstLbConfig?
  /// Panic threshold and locality weighting; absent is Envoy's defaults.
  public var commonLbConfig: CommonLbConfig?
  /// Limits; absent is Envoy's defaults, 1,024 each and 3 retries.
  public var circuitBreakers: CircuitBreakers?
  /// When hosts are ejected; absent is never.
  public var outlierDetection: OutlierDetection?
  /// Which HTTP the cluster speaks and how long its connections live; absent is HTTP/1.1.
  public var httpProtocolOptions: HttpProtocolOptions?
  /// Endpoints that are part of the message; absent where they come by EDS or from the request.
  public var loadAssignment: ClusterLoadAssignment?
  /// How many requests a connection carries before it closes; absent or 0 is without limit.
  public var maxRequestsPerConnection: UInt32?
  /// How often hosts without use are forgotten, for ORIGINAL_DST; absent is 5 s.
  public var cleanupInterval: ProtoDuration?
  /// How often names are asked again; absent is 5 s.
  public var dnsRefreshRate: ProtoDuration?
  /// Which addresses a name is asked for; absent is AUTO.
  public var dnsLookupFamily: DnsLookupFamily?
  /// The greatest random delay before a name is asked again; absent is none.
  public var dnsJitter: ProtoDuration?
  /// Whether the answer's time to live decides when a name is asked again; absent is no.
  public var respectDnsTtl: Bool?
  /// Which resolver is asked; absent is Envoy's own choice.
  public var typedDnsResolverConfig: DnsResolverConfig?
  /// Keep-alive of upstream connections; absent is the system's.
  public var upstreamConnectionOptions: UpstreamConnectionOptions?
  /// The greatest age of a connection; absent is without limit.
  public var maxConnectionDuration: ProtoDuration?
  /// The resource and subset that the cluster comes from.
  public var metadata: Metadata?
  /// Whether its connections are TLS, reduced to what decides about traffic.
  public var tls: TLS = .none
  /// The server name that a rule gives its TLS; absent is Istio's name of the cluster.
  ///
  /// Not part of the message.
  public var tlsServerName: String?
  /// What a rule asks of every endpoint that takes no tunnel, where ``tls`` chooses by endpoint for
  /// the tunnels' sake; absent is mutual TLS where the endpoint takes it.
  ///
  /// Not part of the message.
  public var tlsOfEndpoints: TLS?
  /// Whether TLS that a rule asks for goes on inside tunnels.
  ///
  /// Not part of the message.
  public var speaksTLSInTunnels = false
  /// The DestinationRule, Sidecar or Service behind it; not part of the message.
  public var origin: Origin?
  /// Which fields set its limits; not part of the message.
  public var limitOrigins = LimitOrigins()

  enum CodingKeys: String, CodingKey {
    case name, type, clusterType, edsServiceName, connectTimeout, lbPolicy, ringHashLbConfig
    case maglevLbConfig, roundRobinLbConfig, leastRequestLbConfig, originalDstLbConfig
    case commonLbConfig
    case circuitBreakers, outlierDetection, httpProtocolOptions, loadAssignment
    case maxRequestsPerConnection, cleanupInterval, dnsRefreshRate, dnsLookupFamily, dnsJitter
    case respectDnsTtl, typedDnsResolverConfig, upstreamConnectionOptions, maxConnectionDuration
    case metadata, tls
  }

  /// The value with this `name`.
  public init(name: String) { self.name = name }

  /// The ``clusterType`` of clusters whose hosts are those that requests name.
  public static let dynamicForwardProxy = "envoy.clusters.dynamic_forward_proxy"

  /// Whether its hosts come from requests: the address that was dialled, or the name asked for.
  public var takesHostsFromRequests: Bool {
    type == .originalDestination || clusterType == Self.dynamicForwardProxy
  }
}

extension Cluster.TLS: Codable {
  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    switch try decoder.singleValueContainer().decode(String.self) {
    case "none": self = .none
    case "by-endpoint": self = .byEndpoint
    case "always": self = .always
    case let name: self = .other(name)
    }
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .none: try container.encode("none")
    case .byEndpoint: try container.encode("by-endpoint")
    case .always: try container.encode("always")
    case .other(let name): try container.encode(name)
    }
  }
}

/// The ring's size.
public struct RingHashLbConfig: Hashable, Sendable, Codable {
  /// The least number of entries on the ring; absent is 1,024.
  public var minimumRingSize: Integer64?

  /// The value with this `minimumRingSize`.
  public init(minimumRingSize: UInt64) { self.minimumRingSize = Integer64(minimumRingSize) }
}

/// The table's size.
public struct MaglevLbConfig: Hashable, Sendable, Codable {
  /// The number of entries of the table, a prime; absent is 65,537.
  public var tableSize: Integer64?

  /// The value with this `tableSize`.
  public init(tableSize: UInt64?) { self.tableSize = tableSize.map { Integer64($0) } }
}

/// Slow start of new hosts, for ROUND_ROBIN and LEAST_REQUEST.
public struct SlowStartLbConfig: Hashable, Sendable, Codable {
  /// How a new host's share grows.
  public struct SlowStartConfig: Hashable, Sendable, Codable {
    /// A double behind a runtime key.
    public struct RuntimeDouble: Hashable, Sendable, Codable {
      /// What holds unless a runtime key says otherwise.
      public var defaultValue: Double?
      /// The runtime key; nothing sets it here.
      public var runtimeKey: String?

      /// The value of these parts.
      public init(defaultValue: Double?, runtimeKey: String?) {
        self.defaultValue = defaultValue
        self.runtimeKey = runtimeKey
      }
    }

    /// How long a new host's share grows.
    public var slowStartWindow: ProtoDuration?
    /// The exponent of the growth, 1.0 for a linear one; absent is 1.0.
    public var aggression: RuntimeDouble?
    /// The least share of a host in per cent; absent is 10.
    public var minWeightPercent: Wrapped<Double>?

    /// The value with this `slowStartWindow`.
    public init(slowStartWindow: ProtoDuration?) { self.slowStartWindow = slowStartWindow }
  }

  /// Absent is no slow start.
  public var slowStartConfig: SlowStartConfig?

  /// The value with this `slowStartConfig`.
  public init(slowStartConfig: SlowStartConfig?) { self.slowStartConfig = slowStartConfig }
}

/// Where an ORIGINAL_DST cluster reads its destination.
public struct OriginalDstLbConfig: Hashable, Sendable, Codable {
  /// A place in the metadata.
  public struct MetadataKey: Hashable, Sendable, Codable {
    /// The filter whose metadata are read.
    public var key: String
    /// The way to the value within them.
    public var path: [MetadataMatcher.PathSegment]

    /// The value of these parts.
    public init(key: String, path: [MetadataMatcher.PathSegment]) {
      self.key = key
      self.path = path
    }
  }

  /// Metadata that hold the host's address; absent takes it from the connection.
  public var metadataKey: MetadataKey?
  /// A port that replaces the original one; absent keeps it.
  public var upstreamPortOverride: UInt32?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// What all load balancers share (envoy.config.cluster.v3.Cluster.CommonLbConfig).
public struct CommonLbConfig: Hashable, Sendable, Codable {
  /// Below this share of healthy hosts, in per cent, all are used; absent is 50.
  public var healthyPanicThreshold: Wrapped<Double>?
  /// Whether localities are chosen by weight; absent is no.
  public var localityWeightedLbConfig: EmptyMessage?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// Limits of a cluster (envoy.config.cluster.v3.CircuitBreakers).
public struct CircuitBreakers: Hashable, Sendable, Codable {
  /// The limits of one priority.
  public struct Thresholds: Hashable, Sendable, Codable {
    /// The greatest number of connections to all hosts; absent is 1,024.
    public var maxConnections: UInt32?
    /// The greatest number of requests that wait for a connection; absent is 1,024.
    public var maxPendingRequests: UInt32?
    /// The greatest number of requests on their way; absent is 1,024.
    public var maxRequests: UInt32?
    /// The greatest number of retries on their way; absent is 3.
    public var maxRetries: UInt32?
    /// Retries as a share of the requests instead of a number; absent is none.
    public var retryBudget: RetryBudget?
    /// Whether the rest of each limit is counted; no effect on traffic.
    public var trackRemaining: Bool?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// A limit on retries as a share of the active requests.
  public struct RetryBudget: Hashable, Sendable, Codable {
    /// The share of retries in per cent of the requests on their way; absent is 20.
    public var budgetPercent: Wrapped<Double>?
    /// How many retries are allowed whatever the share; absent is 3.
    public var minRetryConcurrency: UInt32?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// One entry a priority; istiod sets that of the default one.
  public var thresholds: [Thresholds]

  /// The value with this `thresholds`.
  public init(thresholds: [Thresholds]) { self.thresholds = thresholds }
}

/// When a host is ejected (envoy.config.cluster.v3.OutlierDetection).
public struct OutlierDetection: Hashable, Sendable, Codable {
  /// So many answers of 5xx in a row eject; absent is 5, 0 is never.
  public var consecutive5xx: UInt32?
  /// How often ejected hosts are looked at; absent is 10 s.
  public var interval: ProtoDuration?
  /// How long the first ejection lasts, multiplied by their number; absent is 30 s.
  public var baseEjectionTime: ProtoDuration?
  /// How much of the cluster may be ejected, in per cent; absent is 10, one host always may.
  public var maxEjectionPercent: UInt32?
  /// The chance in per cent that reaching `consecutive5xx` ejects; absent is 100.
  public var enforcingConsecutive5xx: UInt32?
  /// The chance in per cent that an outlying success rate ejects; absent is 100.
  public var enforcingSuccessRate: UInt32?
  /// So many answers of 502, 503 or 504 in a row eject; absent is 5.
  public var consecutiveGatewayFailure: UInt32?
  /// The chance in per cent that reaching `consecutiveGatewayFailure` ejects; absent is 0.
  public var enforcingConsecutiveGatewayFailure: UInt32?
  /// Whether failures to connect are counted apart from answers; absent is no.
  public var splitExternalLocalOriginErrors: Bool?
  /// So many failures to connect in a row eject, where they are counted apart; absent is 5.
  public var consecutiveLocalOriginFailure: UInt32?
  /// The chance in per cent that reaching `consecutiveLocalOriginFailure` ejects; absent is 100.
  public var enforcingConsecutiveLocalOriginFailure: UInt32?
  /// The chance in per cent that an outlying rate of connecting ejects; absent is 100.
  public var enforcingLocalOriginSuccessRate: UInt32?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// The resolver that a DNS cluster uses.
public struct DnsResolverConfig: Hashable, Sendable, Codable {
  /// Settings of the c-ares resolver.
  public struct TypedConfig: Hashable, Sendable, Codable {
    /// The resolver's type.
    public var type: String
    /// How many questions go over one socket; absent or 0 is without limit.
    public var udpMaxQueries: UInt32?

    enum CodingKeys: String, CodingKey {
      case type = "@type"
      case udpMaxQueries
    }

    /// The value with this `type`.
    public init(type: String) { self.type = type }
  }

  /// The resolver's name.
  public var name: String
  /// Its settings.
  public var typedConfig: TypedConfig?

  /// The value with this `name`.
  public init(name: String) { self.name = name }
}

/// Options of the operating system's connections.
public struct UpstreamConnectionOptions: Hashable, Sendable, Codable {
  /// Keep-alive probes, in seconds.
  public struct Keepalive: Hashable, Sendable, Codable {
    /// How many probes go without an answer before the connection is given up; absent is the
    /// system's.
    public var keepaliveProbes: UInt32?
    /// Idle seconds before the first probe; absent is the system's.
    public var keepaliveTime: UInt32?
    /// Seconds between two probes; absent is the system's.
    public var keepaliveInterval: UInt32?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// Absent is no keep-alive.
  public var tcpKeepalive: Keepalive?

  /// Every field is absent, as in an empty message.
  public init() {}
}

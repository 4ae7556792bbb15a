public import Diagnostics

/// A group of hosts and how it is used (envoy.config.cluster.v3.Cluster).
///
/// TLS and the source address are kept as what they say (``tls``); the complete messages are made
/// from it when they are written out.
public struct Cluster: Hashable, Sendable, Codable {
  /// How hosts are told TLS: what the transport sockets of the complete message say.
  public enum TLS: Hashable, Sendable {
    case none
    /// Mutual TLS where the endpoint takes it, else plain text.
    case byEndpoint
    /// TLS to every endpoint.
    case always
    /// Another transport socket, by its name.
    case other(String)
  }

  public var name: String
  /// Absent where ``clusterType`` says it.
  public var type: DiscoveryType?
  /// The name of a custom cluster type.
  public var clusterType: String?
  public var edsServiceName: String?
  public var connectTimeout: ProtoDuration?
  /// Absent is `ROUND_ROBIN`.
  public var lbPolicy: LoadBalancingPolicy?
  public var ringHashLbConfig: RingHashLbConfig?
  public var maglevLbConfig: MaglevLbConfig?
  public var roundRobinLbConfig: SlowStartLbConfig?
  public var leastRequestLbConfig: SlowStartLbConfig?
  public var originalDstLbConfig: OriginalDstLbConfig?
  public var commonLbConfig: CommonLbConfig?
  public var circuitBreakers: CircuitBreakers?
  public var outlierDetection: OutlierDetection?
  public var httpProtocolOptions: HttpProtocolOptions?
  public var loadAssignment: ClusterLoadAssignment?
  public var maxRequestsPerConnection: UInt32?
  public var cleanupInterval: ProtoDuration?
  public var dnsRefreshRate: ProtoDuration?
  public var dnsLookupFamily: DnsLookupFamily?
  public var dnsJitter: ProtoDuration?
  public var respectDnsTtl: Bool?
  public var typedDnsResolverConfig: DnsResolverConfig?
  public var upstreamConnectionOptions: UpstreamConnectionOptions?
  public var maxConnectionDuration: ProtoDuration?
  public var metadata: Metadata?
  public var tls: TLS = .none
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

  public init(name: String) { self.name = name }
}

extension Cluster.TLS: Codable {
  public init(from decoder: any Decoder) throws {
    switch try decoder.singleValueContainer().decode(String.self) {
    case "none": self = .none
    case "by-endpoint": self = .byEndpoint
    case "always": self = .always
    case let name: self = .other(name)
    }
  }

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
  public var minimumRingSize: Integer64?
  public init(minimumRingSize: UInt64) { self.minimumRingSize = Integer64(minimumRingSize) }
}

/// The table's size.
public struct MaglevLbConfig: Hashable, Sendable, Codable {
  public var tableSize: Integer64?
  public init(tableSize: UInt64?) { self.tableSize = tableSize.map { Integer64($0) } }
}

/// Slow start of new hosts, for ROUND_ROBIN and LEAST_REQUEST.
public struct SlowStartLbConfig: Hashable, Sendable, Codable {
  /// How a new host's share grows.
  public struct SlowStartConfig: Hashable, Sendable, Codable {
    /// A double behind a runtime key.
    public struct RuntimeDouble: Hashable, Sendable, Codable {
      public var defaultValue: Double?
      public var runtimeKey: String?

      public init(defaultValue: Double?, runtimeKey: String?) {
        self.defaultValue = defaultValue
        self.runtimeKey = runtimeKey
      }
    }

    public var slowStartWindow: ProtoDuration?
    public var aggression: RuntimeDouble?
    public var minWeightPercent: Wrapped<Double>?
    public init(slowStartWindow: ProtoDuration?) { self.slowStartWindow = slowStartWindow }
  }

  public var slowStartConfig: SlowStartConfig?
  public init(slowStartConfig: SlowStartConfig?) { self.slowStartConfig = slowStartConfig }
}

/// Where an ORIGINAL_DST cluster reads its destination.
public struct OriginalDstLbConfig: Hashable, Sendable, Codable {
  /// A place in the metadata.
  public struct MetadataKey: Hashable, Sendable, Codable {
    public var key: String
    public var path: [MetadataMatcher.PathSegment]
    public init(key: String, path: [MetadataMatcher.PathSegment]) {
      self.key = key
      self.path = path
    }
  }

  public var metadataKey: MetadataKey?
  public var upstreamPortOverride: UInt32?
  public init() {}
}

/// What all load balancers share (envoy.config.cluster.v3.Cluster.CommonLbConfig).
public struct CommonLbConfig: Hashable, Sendable, Codable {
  public var healthyPanicThreshold: Wrapped<Double>?
  public var localityWeightedLbConfig: EmptyMessage?
  public init() {}
}

/// Limits of a cluster (envoy.config.cluster.v3.CircuitBreakers).
public struct CircuitBreakers: Hashable, Sendable, Codable {
  /// The limits of one priority.
  public struct Thresholds: Hashable, Sendable, Codable {
    public var maxConnections: UInt32?
    public var maxPendingRequests: UInt32?
    public var maxRequests: UInt32?
    public var maxRetries: UInt32?
    public var retryBudget: RetryBudget?
    public var trackRemaining: Bool?
    public init() {}
  }

  /// A limit on retries as a share of the active requests.
  public struct RetryBudget: Hashable, Sendable, Codable {
    public var budgetPercent: Wrapped<Double>?
    public var minRetryConcurrency: UInt32?
    public init() {}
  }

  public var thresholds: [Thresholds]
  public init(thresholds: [Thresholds]) { self.thresholds = thresholds }
}

/// When a host is ejected (envoy.config.cluster.v3.OutlierDetection).
public struct OutlierDetection: Hashable, Sendable, Codable {
  public var consecutive5xx: UInt32?
  public var interval: ProtoDuration?
  public var baseEjectionTime: ProtoDuration?
  public var maxEjectionPercent: UInt32?
  public var enforcingConsecutive5xx: UInt32?
  public var enforcingSuccessRate: UInt32?
  public var consecutiveGatewayFailure: UInt32?
  public var enforcingConsecutiveGatewayFailure: UInt32?
  public var splitExternalLocalOriginErrors: Bool?
  public var consecutiveLocalOriginFailure: UInt32?
  public var enforcingConsecutiveLocalOriginFailure: UInt32?
  public var enforcingLocalOriginSuccessRate: UInt32?
  public init() {}
}

/// HTTP towards the hosts (envoy.extensions.upstreams.http.v3.HttpProtocolOptions).
public struct HttpProtocolOptions: Hashable, Sendable, Codable {
  /// Options of all HTTP versions.
  public struct Common: Hashable, Sendable, Codable {
    public var idleTimeout: ProtoDuration?
    public var maxRequestsPerConnection: UInt32?
    public var maxConnectionDuration: ProtoDuration?
    public init() {}
  }

  /// Options of HTTP/2.
  public struct HTTP2: Hashable, Sendable, Codable {
    public var maxConcurrentStreams: UInt32?
    /// Whether CONNECT is let through, as tunnels need it.
    public var allowConnect: Bool?
    public init() {}
  }

  /// One version, always.
  public struct Explicit: Hashable, Sendable, Codable {
    public var httpProtocolOptions: EmptyMessage?
    public var http2ProtocolOptions: HTTP2?
    public init() {}
  }

  /// The version that the client speaks.
  public struct UseDownstream: Hashable, Sendable, Codable {
    public var httpProtocolOptions: EmptyMessage?
    public var http2ProtocolOptions: HTTP2?
    public init() {}
  }

  /// The version is negotiated.
  public struct Auto: Hashable, Sendable, Codable {
    public var httpProtocolOptions: EmptyMessage?
    public var http2ProtocolOptions: HTTP2?
    public init() {}
  }

  /// TLS names taken from the request.
  public struct Upstream: Hashable, Sendable, Codable {
    public var autoSni: Bool?
    public var autoSanValidation: Bool?
    public init() {}
  }

  public var commonHttpProtocolOptions: Common?
  public var explicitHttpConfig: Explicit?
  public var useDownstreamProtocolConfig: UseDownstream?
  public var autoConfig: Auto?
  public var upstreamHttpProtocolOptions: Upstream?
  public init() {}
}

/// The resolver that a DNS cluster uses.
public struct DnsResolverConfig: Hashable, Sendable, Codable {
  /// Settings of the c-ares resolver.
  public struct TypedConfig: Hashable, Sendable, Codable {
    public var type: String
    public var udpMaxQueries: UInt32?

    enum CodingKeys: String, CodingKey {
      case type = "@type"
      case udpMaxQueries
    }

    public init(type: String) { self.type = type }
  }

  public var name: String
  public var typedConfig: TypedConfig?
  public init(name: String) { self.name = name }
}

/// Options of the operating system's connections.
public struct UpstreamConnectionOptions: Hashable, Sendable, Codable {
  /// Keep-alive probes, in seconds.
  public struct Keepalive: Hashable, Sendable, Codable {
    public var keepaliveProbes: UInt32?
    public var keepaliveTime: UInt32?
    public var keepaliveInterval: UInt32?
    public init() {}
  }

  public var tcpKeepalive: Keepalive?
  public init() {}
}

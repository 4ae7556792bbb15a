extension Cluster {
  /// How a cluster gets its hosts (envoy.config.cluster.v3.Cluster.DiscoveryType).
  public enum DiscoveryType: ProtobufWord {
    /// The hosts that the cluster carries.
    case `static`
    /// Every address that its names resolve to.
    case strictDNS
    /// The first address that its name resolves to, for each new connection.
    case logicalDNS
    /// The endpoints that are pushed under its name.
    case endpointDiscovery
    /// The address that the client dialled.
    case originalDestination
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [DiscoveryType] = [
      .static, .strictDNS, .logicalDNS, .endpointDiscovery, .originalDestination,
    ]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .static: "STATIC"
      case .strictDNS: "STRICT_DNS"
      case .logicalDNS: "LOGICAL_DNS"
      case .endpointDiscovery: "EDS"
      case .originalDestination: "ORIGINAL_DST"
      case .other(let word): word
      }
    }

    /// Whether the proxy itself resolves the names of the hosts.
    public var resolvesNames: Bool { self == .strictDNS || self == .logicalDNS }
  }

  /// Which of its hosts a request goes to (envoy.config.cluster.v3.Cluster.LbPolicy).
  public enum LoadBalancingPolicy: ProtobufWord {
    /// By turns, by the fewest active requests, by a hash, or by chance.
    case roundRobin, leastRequest, ringHash, random, maglev
    /// The cluster itself chooses: where the client dialled, or what it asked for.
    case clusterProvided
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [LoadBalancingPolicy] = [
      .roundRobin, .leastRequest, .ringHash, .random, .maglev, .clusterProvided,
    ]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .roundRobin: "ROUND_ROBIN"
      case .leastRequest: "LEAST_REQUEST"
      case .ringHash: "RING_HASH"
      case .random: "RANDOM"
      case .maglev: "MAGLEV"
      case .clusterProvided: "CLUSTER_PROVIDED"
      case .other(let word): word
      }
    }
  }

  /// Which addresses are asked of DNS (envoy.config.cluster.v3.Cluster.DnsLookupFamily).
  public enum DnsLookupFamily: ProtobufWord {
    /// One family, one of them before the other, or both.
    case auto, ipv4Only, ipv6Only, ipv4Preferred, all
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [DnsLookupFamily] = [
      .auto, .ipv4Only, .ipv6Only, .ipv4Preferred, .all,
    ]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .auto: "AUTO"
      case .ipv4Only: "V4_ONLY"
      case .ipv6Only: "V6_ONLY"
      case .ipv4Preferred: "V4_PREFERRED"
      case .all: "ALL"
      case .other(let word): word
      }
    }
  }
}

extension LbEndpoint {
  /// What the control plane says of a host's health (envoy.config.core.v3.HealthStatus).
  public enum HealthStatus: ProtobufWord {
    /// Envoy takes no traffic to unhealthy, draining and timed-out hosts.
    case unknown, healthy, unhealthy, draining, timeout, degraded
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [HealthStatus] = [
      .unknown, .healthy, .unhealthy, .draining, .timeout, .degraded,
    ]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .unknown: "UNKNOWN"
      case .healthy: "HEALTHY"
      case .unhealthy: "UNHEALTHY"
      case .draining: "DRAINING"
      case .timeout: "TIMEOUT"
      case .degraded: "DEGRADED"
      case .other(let word): word
      }
    }

    /// Whether a load balancer may choose the host.
    public var isUsable: Bool {
      switch self {
      case .unknown, .healthy, .degraded, .other: true
      case .unhealthy, .draining, .timeout: false
      }
    }
  }
}

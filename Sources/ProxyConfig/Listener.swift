/// An address that a proxy listens on (envoy.config.listener.v3.Listener).
public struct Listener: Hashable, Sendable, Codable {
  public var name: String
  /// ``Address/none`` for an internal listener.
  public var address: Address
  public var additionalAddresses: [AdditionalAddress]?
  public var trafficDirection: TrafficDirection?
  public var bindToPort: Bool?
  public var useOriginalDst: Bool?
  public var filterChains: [FilterChain]?
  public var defaultFilterChain: FilterChain?
  /// Whether an HTTP inspector tells HTTP from other bytes.
  public var detectsHttp = false

  public init(name: String, address: Address) {
    self.name = name
    self.address = address
  }

  /// A further address of the same listener.
  public struct AdditionalAddress: Hashable, Sendable, Codable {
    public var address: Address
    public init(_ address: Address) { self.address = address }
  }
}

/// What is done with the connections that match (envoy.config.listener.v3.FilterChain).
///
/// Exactly one of ``httpConnectionManager`` and ``tcpProxy`` is set.
public struct FilterChain: Hashable, Sendable, Codable {
  public var name: String?
  public var filterChainMatch = FilterChainMatch()
  public var httpConnectionManager: HttpConnectionManager?
  public var tcpProxy: TcpProxy?
  /// Whether the chain terminates TLS.
  public var tls = false

  public init() {}
}

/// Which connections a chain takes (envoy.config.listener.v3.FilterChainMatch).
public struct FilterChainMatch: Hashable, Sendable, Codable {
  /// A range of addresses.
  public struct CidrRange: Hashable, Sendable, Codable {
    public var addressPrefix: String
    public var prefixLen: UInt32?
    public init(addressPrefix: String, prefixLen: UInt32?) {
      self.addressPrefix = addressPrefix
      self.prefixLen = prefixLen
    }
  }

  public var destinationPort: UInt32?
  public var prefixRanges: [CidrRange]?
  public var serverNames: [String]?
  public var transportProtocol: TransportProtocol?
  public var applicationProtocols: [String]?
  public init() {}
}

/// HTTP on a connection, as far as it changes outcomes
/// (envoy.extensions.filters.network.http_connection_manager.v3).
public struct HttpConnectionManager: Hashable, Sendable, Codable {
  /// A route table that is fetched by name.
  public struct Rds: Hashable, Sendable, Codable {
    public var routeConfigName: String
  }

  /// Options of all HTTP versions.
  public struct CommonOptions: Hashable, Sendable, Codable {
    public var idleTimeout: ProtoDuration?
    public init() {}
  }

  public var routeConfig: RouteConfiguration?
  public var rds: Rds?
  public var normalizePath: Bool?
  public var mergeSlashes: Bool?
  public var pathWithEscapedSlashesAction: EscapedSlashesAction?
  public var useRemoteAddress: Bool?
  public var streamIdleTimeout: ProtoDuration?
  public var commonHttpProtocolOptions: CommonOptions?
  public var serverName: String?
  public var serverHeaderTransformation: ServerHeaderTransformation?

  public init(rds name: String) { rds = Rds(routeConfigName: name) }
  public init(routeConfig: RouteConfiguration) { self.routeConfig = routeConfig }
}

/// Bytes sent on as they are (envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy).
public struct TcpProxy: Hashable, Sendable, Codable {
  /// Clusters that share the connections by weight.
  public struct Weighted: Hashable, Sendable, Codable {
    /// One cluster and its weight.
    public struct ClusterWeight: Hashable, Sendable, Codable {
      public var name: String
      public var weight: UInt32?
      public init(name: String, weight: UInt32?) {
        self.name = name
        self.weight = weight
      }
    }

    public var clusters: [ClusterWeight]
    public init(clusters: [ClusterWeight]) { self.clusters = clusters }
  }

  /// What of a connection is hashed.
  public struct HashPolicy: Hashable, Sendable, Codable {
    public var sourceIp: EmptyMessage?
    public init() {}
  }

  public var cluster: String?
  public var weightedClusters: Weighted?
  public var idleTimeout: ProtoDuration?
  public var hashPolicy: [HashPolicy]?

  public init(cluster: String) { self.cluster = cluster }
  public init(weightedClusters: Weighted) { self.weightedClusters = weightedClusters }
}

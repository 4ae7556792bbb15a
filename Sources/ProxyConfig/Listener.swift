/// An address that a proxy listens on (envoy.config.listener.v3.Listener).
public struct Listener: Hashable, Sendable, Codable {
  /// Unique within a proxy.
  public var name: String
  /// ``Address/none`` for an internal listener.
  public var address: Address
  /// Further addresses, for the other family; absent for none.
  public var additionalAddresses: [AdditionalAddress]?
  /// Whether the proxy's own pod calls (OUTBOUND) or is called (INBOUND).
  public var trafficDirection: TrafficDirection?
  /// Whether a socket is opened; absent is yes, false is reached through another listener only.
  public var bindToPort: Bool?
  /// Whether a connection is handed to the listener of its original destination; absent is no.
  public var useOriginalDst: Bool?
  /// In no order: the most specific match counts; absent for none.
  public var filterChains: [FilterChain]?
  /// What takes a connection that no chain matches; absent closes it.
  public var defaultFilterChain: FilterChain?
  /// How many bytes of a connection are held back at most; absent is 1 MiB.
  public var perConnectionBufferLimitBytes: UInt32?
  /// How connections are shared among workers; absent leaves it to the system.
  public var connectionBalanceConfig: ConnectionBalanceConfig?
  /// Whether an HTTP inspector tells HTTP from other bytes.
  public var detectsHttp = false

  /// The value of these parts.
  public init(name: String, address: Address) {
    self.name = name
    self.address = address
  }

  /// How connections are shared among workers.
  public struct ConnectionBalanceConfig: Hashable, Sendable, Codable {
    /// Set where each worker gets as many.
    public var exactBalance: EmptyMessage?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// A further address of the same listener.
  public struct AdditionalAddress: Hashable, Sendable, Codable {
    /// A further address.
    public var address: Address

    /// At this address, the rest absent.
    public init(_ address: Address) { self.address = address }
  }
}

/// What is done with the connections that match (envoy.config.listener.v3.FilterChain).
///
/// Exactly one of ``httpConnectionManager`` and ``tcpProxy`` is set.
public struct FilterChain: Hashable, Sendable, Codable {
  /// Absent for none.
  public var name: String?
  /// Which connections the chain takes.
  public var filterChainMatch = FilterChainMatch()
  /// What acts on connections before they are read or sent on; absent for none.
  public var networkFilters: [NetworkFilter]?
  /// Set where the chain reads HTTP.
  public var httpConnectionManager: HttpConnectionManager?
  /// Set where the chain sends bytes on.
  public var tcpProxy: TcpProxy?
  /// Whether the chain terminates TLS.
  public var tls = false
  /// Whether a gateway's chain asks for a client's certificate; not part of the message.
  public var requiresClientCertificate = false
  /// What must have been dialled through a tunnel for a waypoint to take the chain: what the
  /// listener's `filterChainMatcher` says.
  ///
  /// Not part of the message.
  public var dialled: DialledMatch?

  enum CodingKeys: String, CodingKey {
    case name, filterChainMatch, networkFilters, httpConnectionManager, tcpProxy, tls
  }

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// Addresses, and perhaps a port, that a connection was headed to.
public struct DialledMatch: Hashable, Sendable {
  /// IP addresses, or ranges with `/` and a length.
  public var addresses: [String]
  /// `nil` is every port.
  public var port: Int?

  /// Any of these addresses, at one port or at every one.
  public init(addresses: [String], port: Int?) {
    self.addresses = addresses
    self.port = port
  }
}

/// Which connections a chain takes (envoy.config.listener.v3.FilterChainMatch).
public struct FilterChainMatch: Hashable, Sendable, Codable {
  /// The port that the connection is headed to; absent is any.
  public var destinationPort: UInt32?
  /// The addresses that the connection is headed to; absent is any.
  public var prefixRanges: [CidrRange]?
  /// Server names of TLS, exact or with a leading wildcard; absent is any.
  public var serverNames: [String]?
  /// What the connection begins with; absent is any.
  public var transportProtocol: TransportProtocol?
  /// Protocols that ALPN offers; absent is any.
  public var applicationProtocols: [String]?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// HTTP on a connection, as far as it changes outcomes
/// (envoy.extensions.filters.network.http_connection_manager.v3).
public struct HttpConnectionManager: Hashable, Sendable, Codable {
  /// A route table that is fetched by name.
  public struct Rds: Hashable, Sendable, Codable {
    /// The route configuration's name.
    public var routeConfigName: String
  }

  /// Options of all HTTP versions.
  public struct CommonOptions: Hashable, Sendable, Codable {
    /// How long a connection without requests stays open; absent is one hour.
    public var idleTimeout: ProtoDuration?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// What acts on requests, in order; the router comes last.
  public var httpFilters: [HTTPFilter] = [.fault, .cors, .router]
  /// How many proxies in front may be believed about the client's address; absent is 0.
  public var xffNumTrustedHops: UInt32?
  /// Routes that are part of the message; absent where they are fetched.
  public var routeConfig: RouteConfiguration?
  /// Routes that are fetched by name; absent where they are part of the message.
  public var rds: Rds?
  /// Whether `.` and `..` are taken out of paths (RFC 3986); absent is no.
  public var normalizePath: Bool?
  /// Whether slashes in a row become one; absent is no.
  public var mergeSlashes: Bool?
  /// What happens to `%2F` and `%5C`; absent keeps them.
  public var pathWithEscapedSlashesAction: EscapedSlashesAction?
  /// Whether the client's address is the connection's; absent is no.
  public var useRemoteAddress: Bool?
  /// How long a stream may be silent; absent is 5 min, 0 is for ever.
  public var streamIdleTimeout: ProtoDuration?
  /// Absent is Envoy's defaults.
  public var commonHttpProtocolOptions: CommonOptions?
  /// What the header `server` says; absent is `envoy`.
  public var serverName: String?
  /// Whether the header `server` of the application stays; absent overwrites it.
  public var serverHeaderTransformation: ServerHeaderTransformation?

  /// A manager whose route configuration is fetched by its name.
  public init(rds name: String) { rds = Rds(routeConfigName: name) }

  /// A manager that holds its route configuration itself.
  public init(routeConfig: RouteConfiguration) { self.routeConfig = routeConfig }
}

/// Bytes sent on as they are (envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy).
public struct TcpProxy: Hashable, Sendable, Codable {
  /// Clusters that share the connections by weight.
  public struct Weighted: Hashable, Sendable, Codable {
    /// One cluster and its weight.
    public struct ClusterWeight: Hashable, Sendable, Codable {
      /// The cluster's name.
      public var name: String
      /// Its share among all; absent is 0.
      public var weight: UInt32?

      /// The value of these parts.
      public init(name: String, weight: UInt32?) {
        self.name = name
        self.weight = weight
      }
    }

    /// At least one.
    public var clusters: [ClusterWeight]

    /// The value with this `clusters`.
    public init(clusters: [ClusterWeight]) { self.clusters = clusters }
  }

  /// What of a connection is hashed.
  public struct HashPolicy: Hashable, Sendable, Codable {
    /// Set where the client's address is hashed.
    public var sourceIp: EmptyMessage?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// The only cluster; absent where weights decide.
  public var cluster: String?
  /// Clusters by weight; absent for one cluster.
  public var weightedClusters: Weighted?
  /// How long a connection may be silent; absent is one hour, 0 is for ever.
  public var idleTimeout: ProtoDuration?
  /// What load balancers hash; absent for nothing.
  public var hashPolicy: [HashPolicy]?

  /// The value with this `cluster`.
  public init(cluster: String) { self.cluster = cluster }

  /// The value with this `weightedClusters`.
  public init(weightedClusters: Weighted) { self.weightedClusters = weightedClusters }
}

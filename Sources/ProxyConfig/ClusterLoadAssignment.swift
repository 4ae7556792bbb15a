/// The hosts of a cluster (envoy.config.endpoint.v3.ClusterLoadAssignment).
public struct ClusterLoadAssignment: Hashable, Sendable, Codable {
  /// How hosts are over-provisioned and dropped.
  public struct Policy: Hashable, Sendable, Codable {
    /// How much of a priority may be missing before the next one is used, in per cent; absent is
    /// 140.
    public var overprovisioningFactor: UInt32?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// The cluster that the endpoints are for.
  public var clusterName: String
  /// Groups of endpoints by locality and priority; absent for none.
  public var endpoints: [LocalityLbEndpoints]?
  /// Absent is Envoy's defaults.
  public var policy: Policy?

  /// The value of these parts.
  public init(clusterName: String, endpoints: [LocalityLbEndpoints]) {
    self.clusterName = clusterName
    self.endpoints = endpoints
  }
}

/// The hosts of one locality (envoy.config.endpoint.v3.LocalityLbEndpoints).
public struct LocalityLbEndpoints: Hashable, Sendable, Codable {
  /// Region, zone and sub-zone.
  public struct Locality: Hashable, Sendable, Codable {
    /// The outermost part, such as `eu-west-1`; absent for none.
    public var region: String?
    /// Within the region; absent for none.
    public var zone: String?
    /// Within the zone; absent for none.
    public var subZone: String?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// Absent where the endpoints have none.
  public var locality: Locality?
  /// The group's endpoints; absent for none.
  public var lbEndpoints: [LbEndpoint]?
  /// The group's share among localities of its priority; absent is no traffic where weights count.
  public var loadBalancingWeight: UInt32?
  /// Absent is 0, the highest.
  public var priority: UInt32?

  /// The value with this `lbEndpoints`.
  public init(lbEndpoints: [LbEndpoint]) { self.lbEndpoints = lbEndpoints }
}

/// One host (envoy.config.endpoint.v3.LbEndpoint).
public struct LbEndpoint: Hashable, Sendable, Codable {
  /// Its address.
  public struct Endpoint: Hashable, Sendable, Codable {
    /// Where connections go.
    public var address: Address
    /// The name that replaces the authority where the route asks for it; absent for none.
    public var hostname: String?
  }

  /// Where it is.
  public var endpoint: Endpoint
  /// Absent is unknown, which counts as healthy.
  public var healthStatus: HealthStatus?
  /// Its share within the group; absent is 1.
  public var loadBalancingWeight: UInt32?
  /// Whether it takes mutual TLS, and the workload behind it.
  public var metadata: Metadata?
  /// The pod behind the address as `POD.NAMESPACE`; not part of the message.
  public var workload: String?
  /// What a tunnel to the endpoint is for, where that is not the endpoint itself: the endpoint is a
  /// waypoint.
  ///
  /// Not part of the message.
  public var tunnelTarget: TunnelTarget?

  enum CodingKeys: String, CodingKey {
    case endpoint, healthStatus, loadBalancingWeight, metadata
  }

  /// At this address, the rest absent.
  public init(_ address: Address) { endpoint = Endpoint(address: address) }
}

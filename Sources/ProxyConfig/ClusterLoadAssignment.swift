/// The hosts of a cluster (envoy.config.endpoint.v3.ClusterLoadAssignment).
public struct ClusterLoadAssignment: Hashable, Sendable, Codable {
  /// How hosts are over-provisioned and dropped.
  public struct Policy: Hashable, Sendable, Codable {
    public var overprovisioningFactor: UInt32?
    public init() {}
  }

  public var clusterName: String
  public var endpoints: [LocalityLbEndpoints]?
  public var policy: Policy?

  public init(clusterName: String, endpoints: [LocalityLbEndpoints]) {
    self.clusterName = clusterName
    self.endpoints = endpoints
  }
}

/// The hosts of one locality (envoy.config.endpoint.v3.LocalityLbEndpoints).
public struct LocalityLbEndpoints: Hashable, Sendable, Codable {
  /// Region, zone and sub-zone.
  public struct Locality: Hashable, Sendable, Codable {
    public var region: String?
    public var zone: String?
    public var subZone: String?
    public init() {}
  }

  public var locality: Locality?
  public var lbEndpoints: [LbEndpoint]?
  public var loadBalancingWeight: UInt32?
  /// Absent is 0, the highest.
  public var priority: UInt32?

  public init(lbEndpoints: [LbEndpoint]) { self.lbEndpoints = lbEndpoints }
}

/// One host (envoy.config.endpoint.v3.LbEndpoint).
public struct LbEndpoint: Hashable, Sendable, Codable {
  /// Its address.
  public struct Endpoint: Hashable, Sendable, Codable {
    public var address: Address
    public var hostname: String?
  }

  public var endpoint: Endpoint
  /// Absent is unknown, which counts as healthy.
  public var healthStatus: HealthStatus?
  public var loadBalancingWeight: UInt32?
  public var metadata: Metadata?
  /// The pod behind the address as `POD.NAMESPACE`; not part of the message.
  public var workload: String?

  enum CodingKeys: String, CodingKey {
    case endpoint, healthStatus, loadBalancingWeight, metadata
  }

  public init(_ address: Address) { endpoint = Endpoint(address: address) }
}

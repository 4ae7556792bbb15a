public import ProxyConfig

/// One endpoint of a cluster as load balancers see it.
public struct Host: Hashable, Sendable {
  /// An IP address, or a host's name.
  public var address: String
  /// The port, 0–65535.
  public var port: Int
  /// The name that an automatic host rewrite takes; empty for none.
  public var hostname: String
  /// The pod behind it as `POD.NAMESPACE`; `nil` where none is known.
  public var workload: String?
  /// At least 1.
  public var weight: Int
  /// Its level: hosts of level 0 are used first.
  public var priority: Int
  /// The position of its locality among all groups of endpoints.
  public var locality: Int
  /// The weight of its locality; 0 where none is given.
  public var localityWeight: Int
  /// What the control plane says of its health.
  public var isHealthy: Bool
  /// Whether it takes mutual TLS.
  public var takesMutualTLS: Bool
  /// What the tunnel to it leads to; `nil` where it is reached without one.
  public var tunnel: TunnelTarget?

  /// `address:port`, as Envoy prints and hashes it.
  public var key: String {
    address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
  }

  /// The hosts of an assignment, in its order.
  public static func all(_ assignment: ClusterLoadAssignment?) -> [Host] {
    (assignment?.endpoints ?? []).enumerated().flatMap { place, group in
      (group.lbEndpoints ?? []).map { Host($0, in: group, place) }
    }
  }

  private init(_ endpoint: LbEndpoint, in group: LocalityLbEndpoints, _ place: Int) {
    let inner = endpoint.endpoint.address.envoyInternalAddress?.endpointId.flatMap {
      TunnelTarget($0)
    }
    let socket = endpoint.endpoint.address.socketAddress
    address = inner?.address ?? socket?.address ?? endpoint.endpoint.address.pipe?.path ?? ""
    port = inner?.port ?? socket?.portValue ?? 0
    tunnel = inner.map { endpoint.tunnelTarget ?? $0 }
    hostname = endpoint.endpoint.hostname ?? ""
    workload = endpoint.workload
    weight = Int(max(endpoint.loadBalancingWeight ?? 1, 1))
    priority = Int(group.priority ?? 0)
    locality = place
    localityWeight = Int(group.loadBalancingWeight ?? 0)
    isHealthy = endpoint.healthStatus?.isUsable ?? true
    let match = endpoint.metadata?.filterMetadata?.transportSocketMatch
    takesMutualTLS = match?.tlsMode == "istio"
  }
}

extension TunnelTarget {
  /// Reads `ADDRESS:PORT`.
  fileprivate init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...])
    else { return nil }
    self.init(address: String(text[..<colon]), port: port)
  }
}

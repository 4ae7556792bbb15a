internal import ProxyConfig
internal import Resources

/// The clusters by which proxies open tunnels
/// (`pilot/pkg/networking/core/cluster_waypoint.go`@1.30.3).
extension Cluster {
  /// Those of a waypoint: what its tunnels end in, the way to pods' own addresses, and what opens
  /// tunnels (buildWaypointInboundClusters@1.30.3).
  static func waypointTunnels(mesh: MeshConfig, rules: RuleVersion) -> [Cluster] {
    let own = [
      inner(TunnelName.mainInternal, to: TunnelName.mainInternal, rules: rules),
      inner(TunnelName.encap, to: TunnelName.originate, rules: rules),
      tunnel(mesh: mesh, rules: rules),
    ]
    guard rules[.tunnelsBetweenNetworks] else { return own }
    return own + [innerTunnel(rules: rules), outerTunnel(mesh: mesh, rules: rules)]
  }

  /// Opens a tunnel to the endpoint that was chosen, or to the waypoint that stands before it
  /// (buildConnectOriginate@1.30.3).
  static func tunnel(mesh: MeshConfig, rules: RuleVersion) -> Cluster {
    var cluster = toTunnelPort(TunnelName.originate, mesh: mesh, rules: rules)
    cluster.originalDstLbConfig?.metadataKey = OriginalDstLbConfig.MetadataKey(
      key: "envoy.filters.listener.original_dst", path: [.init(key: "waypoint")])
    cluster.httpProtocolOptions = .connect(poolsRequests: true, rules: rules)
    return cluster
  }

  private static func toTunnelPort(
    _ name: String, mesh: MeshConfig, rules: RuleVersion
  ) -> Cluster {
    var cluster = Cluster(name: name)
    cluster.type = .originalDestination
    cluster.lbPolicy = .clusterProvided
    cluster.connectTimeout = ProtoDuration(mesh.connectTimeout)
    cluster.cleanupInterval = ProtoDuration(.seconds(60))
    cluster.circuitBreakers = CircuitBreakers(thresholds: [.init(unlimitedUnder: rules)])
    var config = OriginalDstLbConfig()
    config.upstreamPortOverride = UInt32(clamping: Waypoint.port)
    cluster.originalDstLbConfig = config
    cluster.tls = .always
    return cluster
  }

  /// To a listener within the same proxy (buildInternalUpstreamCluster@1.30.3).
  private static func inner(
    _ name: String, to listener: String, rules: RuleVersion
  ) -> Cluster {
    var cluster = Cluster(name: name)
    cluster.type = .static
    let host = LbEndpoint(Address(internalListener: listener))
    cluster.loadAssignment = ClusterLoadAssignment(
      clusterName: name, endpoints: [LocalityLbEndpoints(lbEndpoints: [host])])
    if rules[.waypointLimitsInnerHops] {
      cluster.circuitBreakers = CircuitBreakers(thresholds: [.init(unlimitedUnder: rules)])
    }
    cluster.useClientProtocol()
    var common = HttpProtocolOptions.Common()
    common.idleTimeout = ProtoDuration(.seconds(300))
    cluster.httpProtocolOptions?.commonHttpProtocolOptions = common
    cluster.tls = .other("internal_upstream")
    return cluster
  }

  /// The tunnel within the tunnel (buildInnerConnectOriginateCluster@1.30.3).
  private static func innerTunnel(rules: RuleVersion) -> Cluster {
    var cluster = inner(
      TunnelName.innerOriginate, to: TunnelName.outerOriginate, rules: rules)
    cluster.httpProtocolOptions = .connect(poolsRequests: false, rules: rules)
    cluster.tls = .always
    return cluster
  }

  /// The tunnel around it (buildOuterConnectOriginateCluster@1.30.3).
  private static func outerTunnel(mesh: MeshConfig, rules: RuleVersion) -> Cluster {
    var cluster = toTunnelPort(TunnelName.outerOriginate, mesh: mesh, rules: rules)
    cluster.httpProtocolOptions = .connect(poolsRequests: false, rules: rules)
    return cluster
  }
}

extension HttpProtocolOptions {
  /// HTTP/2 that lets CONNECT through (h2connectUpgrade@1.30.3).
  ///
  /// `poolsRequests`: whether a connection carries more than one tunnel.
  fileprivate static func connect(poolsRequests: Bool, rules: RuleVersion) -> HttpProtocolOptions {
    var options = HttpProtocolOptions()
    var version = HTTP2()
    version.allowConnect = true
    var chosen = Explicit()
    chosen.http2ProtocolOptions = version
    options.explicitHttpConfig = chosen
    var common = Common()
    if rules[.tunnelsAgeOut] { common.idleTimeout = ProtoDuration(.seconds(3600)) }
    if !poolsRequests { common.maxRequestsPerConnection = 1 }
    if common != Common() { options.commonHttpProtocolOptions = common }
    return options
  }
}

internal import ProxyConfig
internal import Resources

extension Cluster {
  /// Sends where the client dialled: traffic that no service claims
  /// (`pilot/pkg/networking/core/cluster_builder.go` buildDefaultPassthroughCluster@1.30.3).
  static func passthrough(
    name: String = ClusterName.passthrough, mesh: MeshConfig, rules: RuleVersion
  ) -> Cluster {
    var cluster = Cluster(name: name)
    cluster.type = .originalDestination
    cluster.lbPolicy = .clusterProvided
    cluster.useClientProtocol()
    var common = HttpProtocolOptions.Common()
    common.idleTimeout = ProtoDuration(.seconds(300))
    cluster.httpProtocolOptions?.commonHttpProtocolOptions = common
    cluster.applyConnectionPool(of: EffectivePolicy(), mesh: mesh, rules: rules)
    return cluster
  }

  /// Has no host: traffic that is refused (buildBlackHoleCluster@1.30.3).
  static func blackHole(mesh: MeshConfig) -> Cluster {
    var cluster = Cluster(name: ClusterName.blackHole)
    cluster.type = .static
    cluster.connectTimeout = ProtoDuration(mesh.connectTimeout)
    return cluster
  }
}

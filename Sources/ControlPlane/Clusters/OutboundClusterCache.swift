internal import ProxyConfig
internal import Resources

/// Outbound clusters and endpoints, built once for all proxies that see the same.
///
/// Proxies differ by their scope and place, and by their labels only where a rule looks at them.
struct OutboundClusterCache: Sendable {
  private struct Key: Hashable {
    var scope: ObjectIdentifier
    var isGateway: Bool
    var locality: Locality
    var labels: [String: String]
    var node: String
  }

  private var known: [Key: OutboundClusters] = [:]

  /// The clusters of the services that a pod sees, in the order of the services, and those that
  /// take what no service claims.
  mutating func clusters(
    of pod: MeshPod, in scope: SidecarScope, index: MeshIndex
  ) -> OutboundClusters {
    let looksAtLabels =
      index.ordersByLabel || index.destinationRules.selectsPods(of: pod.namespace)
    let key = Key(
      scope: ObjectIdentifier(scope), isGateway: pod.proxy == .gateway, locality: pod.locality,
      labels: looksAtLabels ? pod.placedLabels : [:],
      node: index.registry.hasNodeLocalServices ? pod.node : "")
    if let found = known[key] { return found }
    let builder = ClusterBuilder(index: index, client: pod, scope: scope)
    var output = OutboundClusters()
    for service in scope.services { builder.append(service, to: &output) }
    output.clusters.append(.blackHole(mesh: index.meshConfig))
    // A gateway keeps no address that was dialled.
    if !key.isGateway {
      output.clusters.append(.passthrough(mesh: index.meshConfig, rules: index.rules))
    }
    if index.ambient.isOn {
      output.clusters.append(.tunnel(mesh: index.meshConfig, rules: index.rules))
    }
    known[key] = output
    return output
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Translates a mesh proxy by proxy; what proxies have in common is built once.
struct MeshTranslation {
  private struct ScopeKey: Hashable {
    var namespace: String
    var sidecar: ResourceIdentifier?
  }

  let index: MeshIndex
  private var scopes: [ScopeKey: SidecarScope] = [:]
  private var outboundClusters = OutboundClusterCache()
  private var outboundTraffic = OutboundTrafficCache()

  init(index: MeshIndex) { self.index = index }

  /// What istiod would push to the proxy of a pod; `nil` for a pod without a sidecar.
  mutating func configuration(of pod: MeshPod) -> ProxyConfiguration? {
    guard pod.proxy == .sidecar else { return nil }
    let scope = self.scope(of: pod)
    var configuration = ProxyConfiguration(
      proxy: pod.name, address: pod.address, namespace: pod.namespace)
    let outbound = outboundClusters.clusters(of: pod, in: scope, index: index)
    let inbound = InboundBuilder(index: index, pod: pod, scope: scope)
    configuration.sharedClusters = outbound.clusters
    configuration.ownClusters = inbound.clusters()
    configuration.endpoints = outbound.endpoints
    let traffic = outboundTraffic.traffic(of: pod, in: scope, index: index)
    configuration.routes = traffic.routes
    configuration.listeners =
      traffic.listeners + inbound.listeners(outbound: configuration.routes)
    return configuration
  }

  private mutating func scope(of pod: MeshPod) -> SidecarScope {
    let sidecar = index.sidecar(of: pod)
    let key = ScopeKey(namespace: pod.namespace, sidecar: sidecar?.metadata.identifier)
    if let scope = scopes[key] { return scope }
    let scope = index.scope(namespace: pod.namespace, sidecar: sidecar)
    scopes[key] = scope
    return scope
  }
}

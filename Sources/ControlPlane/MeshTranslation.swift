internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Translates a mesh proxy by proxy; what proxies have in common is built once.
struct MeshTranslation {
  private struct ScopeKey: Hashable {
    var namespace: String
    var sidecar: ResourceIdentifier?
  }

  /// What all proxies share.
  let index: MeshIndex
  /// Takes contests among rules.
  let notes = NoteSink()
  private var scopes: [ScopeKey: SidecarScope] = [:]
  private var outboundClusters = OutboundClusterCache()
  private var outboundTraffic = OutboundTrafficCache()

  init(index: MeshIndex) { self.index = index }

  /// What istiod would push to the proxy of a pod; `nil` for a pod without one, and for a waypoint
  /// of a release without ambient mode.
  mutating func configuration(of pod: MeshPod) -> ProxyConfiguration? {
    switch pod.proxy {
    case .sidecar: sidecarConfiguration(of: pod)
    case .gateway: gatewayConfiguration(of: pod)
    case .waypoint: index.ambient.isOn ? waypointConfiguration(of: pod) : nil
    case .none: nil
    }
  }

  private mutating func waypointConfiguration(of pod: MeshPod) -> ProxyConfiguration {
    // No Sidecar governs a waypoint.
    let scope = self.scope(of: pod, sidecar: nil)
    let builder = WaypointBuilder(index: index, pod: pod, scope: scope)
    var configuration = ProxyConfiguration(
      proxy: pod.name, address: pod.address, namespace: pod.namespace)
    let clusters = builder.clusters()
    configuration.ownClusters = clusters.clusters
    configuration.endpoints = clusters.endpoints
    configuration.listeners = builder.listeners()
    return configuration
  }

  private mutating func gatewayConfiguration(of pod: MeshPod) -> ProxyConfiguration {
    // No Sidecar governs a gateway.
    let scope = self.scope(of: pod, sidecar: nil)
    var configuration = ProxyConfiguration(
      proxy: pod.name, address: pod.address, namespace: pod.namespace)
    let outbound = outboundClusters.clusters(of: pod, in: scope, index: index)
    let gateway = GatewayBuilder(index: index, pod: pod, scope: scope)
    configuration.sharedClusters = outbound.clusters
    configuration.endpoints = outbound.endpoints
    configuration.listeners = gateway.listeners()
    configuration.routes = gateway.routes()
    if var patching = ProxyPatching(index: index, pod: pod) {
      patching.patchGateway(&configuration, servers: gateway.servers)
    }
    return configuration
  }

  private mutating func sidecarConfiguration(of pod: MeshPod) -> ProxyConfiguration {
    let scope = self.scope(of: pod, sidecar: index.sidecar(of: pod))
    var configuration = ProxyConfiguration(
      proxy: pod.name, address: pod.address, namespace: pod.namespace)
    let outbound = outboundClusters.clusters(of: pod, in: scope, index: index)
    let inbound = InboundBuilder(index: index, pod: pod, scope: scope)
    configuration.sharedClusters = outbound.clusters
    configuration.ownClusters = inbound.clusters()
    configuration.endpoints = outbound.endpoints
    let traffic = outboundTraffic.traffic(of: pod, in: scope, index: index, notes: notes)
    configuration.routes = traffic.routes
    configuration.listeners =
      traffic.listeners + inbound.listeners(outbound: configuration.routes)
    if let patching = ProxyPatching(index: index, pod: pod) {
      patching.patchSidecar(&configuration, outbound: traffic.listeners.count)
    }
    return configuration
  }

  private mutating func scope(of pod: MeshPod, sidecar: Sidecar?) -> SidecarScope {
    let key = ScopeKey(namespace: pod.namespace, sidecar: sidecar?.metadata.identifier)
    if let scope = scopes[key] { return scope }
    let scope = index.scope(namespace: pod.namespace, sidecar: sidecar)
    scopes[key] = scope
    return scope
  }
}

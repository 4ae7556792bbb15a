internal import ProxyConfig
internal import Resources

/// What EnvoyFilters change in one proxy's configuration, after everything else has been made.
struct ProxyPatching {
  private let listeners: ListenerPatching
  private let clusters: ClusterPatching
  private var routes: RoutePatching
  private let index: MeshIndex
  private let pod: MeshPod

  /// - Returns: `nil` where no patch acts on the proxy.
  init?(index: MeshIndex, pod: MeshPod) {
    let patches = index.envoyFilters.patches(for: pod)
    guard !patches.isEmpty else { return nil }
    self.index = index
    self.pod = pod
    listeners = ListenerPatching(patches, rules: index.rules)
    clusters = ClusterPatching(patches, rules: index.rules)
    routes = RoutePatching(patches, rules: index.rules)
  }

  /// Patches a gateway.
  ///
  /// `servers`: whose ports patches may name.
  mutating func patchGateway(
    _ configuration: inout ProxyConfiguration, servers: GatewayServers
  ) {
    for (name, servers) in servers.serversByRoute {
      let parts = name.split(separator: ".")
      guard parts.count > 1, let port = Int(parts[1]) else { continue }
      routes.gatewayPorts[port, default: []].formUnion(servers.map { Int($0.server.port.number) })
    }
    configuration.sharedClusters = clusters.applied(
      to: configuration.sharedClusters, in: .gateway)
    configuration.listeners = listeners.applied(
      to: configuration.listeners, in: .gateway, adds: true)
    configuration.routes = configuration.routes.map { routes.applied(to: $0, in: .gateway) }
    dropUnused(&configuration)
  }

  /// Patches a sidecar.
  ///
  /// `outbound`: how many of its listeners, the first ones, are for what goes out.
  func patchSidecar(_ configuration: inout ProxyConfiguration, outbound: Int) {
    let own = index.targets(of: pod)
    configuration.sharedClusters = clusters.applied(
      to: configuration.sharedClusters, in: .sidecarOutbound)
    configuration.ownClusters = clusters.applied(
      to: configuration.ownClusters, in: .sidecarInbound
    ) { cluster in
      let port = ClusterName(cluster.name)?.port
      return own.filter { $0.targetPort == port }.map(\.service.hostname)
    }
    configuration.routes = configuration.routes.map {
      routes.applied(to: $0, in: .sidecarOutbound)
    }
    let sent = configuration.listeners.prefix(outbound)
    let received = configuration.listeners.dropFirst(outbound).map(withPatchedRoutes)
    // What stands for many ports is patched alone, so that nothing is added beside it.
    func patched(
      _ list: [Listener], _ name: String, _ context: EnvoyFilter.Context
    ) -> [Listener] {
      listeners.applied(to: list.filter { $0.name != name }, in: context, adds: true)
        + listeners.applied(to: list.filter { $0.name == name }, in: context, adds: false)
    }
    configuration.listeners =
      patched(Array(sent), "virtualOutbound", .sidecarOutbound)
      + patched(received, "virtualInbound", .sidecarInbound)
    dropUnused(&configuration)
  }

  private func withPatchedRoutes(_ listener: Listener) -> Listener {
    guard !routes.isEmpty else { return listener }
    var listener = listener
    for position in (listener.filterChains ?? []).indices {
      guard
        let own = listener.filterChains?[position].httpConnectionManager?.routeConfig
      else { continue }
      listener.filterChains?[position].httpConnectionManager?.routeConfig = routes.applied(
        to: own, in: .sidecarInbound)
    }
    return listener
  }

  /// Route tables that no listener asks for any more, and endpoints of clusters that are gone, are
  /// not asked for.
  private func dropUnused(_ configuration: inout ProxyConfiguration) {
    var tables: Set<String> = []
    for listener in configuration.listeners {
      let chains = (listener.filterChains ?? []) + [listener.defaultFilterChain].compactMap { $0 }
      tables.formUnion(chains.compactMap { $0.httpConnectionManager?.rds?.routeConfigName })
    }
    configuration.routes.removeAll { !tables.contains($0.name) }
    if !clusters.isEmpty {
      let names = Set(
        configuration.clusters.filter { $0.type == .endpointDiscovery }.map(\.name))
      configuration.endpoints.removeAll { !names.contains($0.clusterName) }
    }
  }
}

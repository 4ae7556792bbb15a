package import ControlPlane
package import ProxyConfig
package import Simulator

/// One proxy's part of an answer with the configuration that it acted by.
package struct HopContext {
  /// What was asked.
  package let request: RequestTemplate
  /// The whole answer.
  package let trace: RequestTrace
  /// The position of the proxy on the way.
  package let position: Int
  /// The mesh, and what it was translated from.
  package let compilation: Compilation
  /// The proxy's configuration.
  package let proxy: ProxyConfiguration
  /// The route that was taken; absent where none was.
  package let route: Route?

  /// - Returns: `nil` for a proxy that the mesh does not have.
  init?(
    _ request: RequestTemplate, _ trace: RequestTrace, at position: Int, in compilation: Compilation
  ) {
    let hop = trace.hops[position]
    guard let proxy = compilation.mesh.proxies.first(where: { $0.proxy == hop.proxy }) else {
      return nil
    }
    self.request = request
    self.trace = trace
    self.position = position
    self.compilation = compilation
    self.proxy = proxy
    route = Self.route(of: hop, in: proxy)
  }

  private static func route(
    of hop: RequestTrace.Hop, in proxy: ProxyConfiguration
  ) -> Route? {
    guard let taken = hop.routes.first(where: \.taken), let name = hop.virtualHost else {
      return nil
    }
    let tables = hop.direction == "waypoint" ? proxy.tables(at: hop.filterChain) : proxy.routes
    for host in tables.flatMap(\.virtualHosts) where host.name == name {
      guard let routes = host.routes, routes.indices.contains(taken.index) else { continue }
      let route = routes[taken.index]
      if (route.name ?? "") == taken.name, route.origin == taken.origin { return route }
    }
    return nil
  }

  /// The proxy's part.
  package var hop: RequestTrace.Hop { trace.hops[position] }

  /// Whether the proxy sends towards others, not to its own application.
  package var isOutbound: Bool {
    hop.direction.map { $0 != "inbound" } ?? !hop.listener.hasPrefix("virtualInbound")
  }

  /// The cluster that the request took.
  package var cluster: Cluster? {
    hop.cluster.flatMap { name in proxy.clusters.first { $0.name == name } }
  }

  /// The hosts of the cluster that it took.
  package var hosts: [LbEndpoint] { localities.flatMap { $0.lbEndpoints ?? [] } }

  /// The hosts of the cluster that it took, by locality and priority.
  package var localities: [LocalityLbEndpoints] {
    guard let name = hop.cluster else { return [] }
    return proxy.endpoints.first { $0.clusterName == name }?.endpoints
      ?? cluster?.loadAssignment?.endpoints ?? []
  }

  /// The path as the proxy got it, with its query.
  package var path: String {
    let before = position > 0 ? trace.hops[position - 1].sent.first { !$0.isMirror } : nil
    return before?.path ?? (try? RequestURL(trace.url))?.target ?? "/"
  }

  /// The authority as the proxy got it.
  package var authority: String {
    let before = position > 0 ? trace.hops[position - 1].sent.first { !$0.isMirror } : nil
    let header = request.headers.last { $0.name.lowercased() == "host" }?.value
    return before?.authority ?? header ?? (try? RequestURL(trace.url))?.authority ?? ""
  }
}

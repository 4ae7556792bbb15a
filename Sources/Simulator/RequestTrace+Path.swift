internal import DataPlane
package import ProxyConfig

extension RequestTrace {
  /// The pods that the request passed, and those that it could have been sent to by the clusters
  /// that were chosen.
  ///
  /// `alternatives`: whether the clusters of the other routes of the virtual hosts count, too,
  /// which another request to the same place could take.
  package func path(in mesh: MeshConfiguration, alternatives: Bool = false) -> RequestPath {
    var path = RequestPath(senders: [from], receivers: Set(received.map(\.workload)))
    for hop in hops {
      if !hop.actions.contains(where: { $0.text.hasPrefix(FilterAction.questionWords) }) {
        path.unasked.insert(hop.proxy)
      }
      let isGateway = mesh.workloads.contains {
        $0.name == hop.proxy && ($0.proxyKind == .gateway || $0.proxyKind == .waypoint)
      }
      let isInbound =
        hop.direction == "inbound" || hop.cluster?.hasPrefix("inbound|") ?? (hop.proxy != from)
      if !isGateway, isInbound {
        path.receivers.insert(hop.proxy)
        continue
      }
      path.senders.insert(hop.proxy)
      if hop.proxy != from { path.receivers.insert(hop.proxy) }
      guard let proxy = mesh.station(of: hop.proxy) else { continue }
      var clusters = Set([hop.cluster].compactMap { $0 } + hop.sent.map(\.cluster))
      if alternatives, let name = hop.virtualHost {
        clusters.formUnion(proxy.clusters(ofVirtualHost: name, at: hop.filterChain))
      }
      path.receivers.formUnion(proxy.workloads(behind: clusters))
    }
    return path
  }
}

extension ProxyConfiguration {
  /// The clusters that the routes of virtual hosts of a name lead to.
  fileprivate func clusters(ofVirtualHost name: String, at chain: String) -> Set<String> {
    let actions = actions(ofVirtualHost: name, at: chain)
    return Set(
      actions.compactMap(\.cluster)
        + actions.flatMap { $0.weightedClusters?.clusters.map(\.name) ?? [] }
    ).union(shadowClusters(ofVirtualHost: name, at: chain))
  }

  /// The clusters that the routes of virtual hosts of a name send shadows to.
  fileprivate func shadowClusters(ofVirtualHost name: String, at chain: String) -> Set<String> {
    Set(
      actions(ofVirtualHost: name, at: chain)
        .flatMap { $0.requestMirrorPolicies?.map(\.cluster) ?? [] })
  }

  private func actions(ofVirtualHost name: String, at chain: String) -> [RouteAction] {
    tables(at: chain).flatMap(\.virtualHosts).filter { $0.name == name }
      .flatMap { $0.routes ?? [] }.compactMap(\.route)
  }

  /// The pods behind clusters.
  fileprivate func workloads(behind clusters: Set<String>) -> [String] {
    endpoints.filter { clusters.contains($0.clusterName) }
      .flatMap { $0.endpoints ?? [] }.flatMap { $0.lbEndpoints ?? [] }.compactMap(\.workload)
  }
}

extension RequestTrace {
  /// The pods that may get shadows of the request, whether one came to them or not.
  package func shadowed(in mesh: MeshConfiguration) -> [String] {
    hops.flatMap { hop -> [String] in
      guard let name = hop.virtualHost, let proxy = mesh.station(of: hop.proxy) else { return [] }
      return proxy.workloads(
        behind: proxy.shadowClusters(ofVirtualHost: name, at: hop.filterChain))
    }
  }
}

extension Scenario {
  /// The pods that the clients' requests pass or could pass.
  package var path: RequestPath {
    clients.reduce(RequestPath()) { path, client in
      let trace = Simulation.ask(client.request, from: client.pod, in: self)
      return path.union(trace.path(in: mesh, alternatives: true))
    }
  }
}

internal import ProxyConfig
internal import Resources

extension WaypointRouteBuilder {
  /// Where bytes to a service's port go that are not read as HTTP
  /// (buildWaypointNetworkFilters@1.30.3).
  func bytes(of service: MeshService, port: MeshPort, cluster: String) -> TcpProxy {
    guard index.rules[.waypointRoutesBytes] else { return TcpProxy(cluster: cluster) }
    let forwarding = ByteForwarding(
      index: index, client: pod, scope: scope, waypoint: services)
    let targets = byteTargets(of: service, port: port.number)
    guard !targets.isEmpty else { return forwarding.proxy(to: cluster, of: service.hostname) }
    return forwarding.proxy(to: targets, port: port.number)
  }

  /// The first rule for TLS that holds, else the first for TCP (getWaypointTCPRoutes@1.30.3):
  /// server names other than the service's own are not told apart.
  private func byteTargets(of service: MeshService, port: Int) -> [RouteDestination] {
    let candidates = virtualServices(for: service)
    for rule in candidates.flatMap(\.tls) {
      if rule.match.isEmpty { return rule.route }
      let holds = rule.match.contains { match in
        match.sniHosts == [service.hostname]
          && isOpen(match.gateways, match.sourceLabels, match.sourceNamespace, match.port, port)
      }
      if holds { return rule.route }
    }
    for rule in candidates.flatMap(\.tcp) {
      if rule.match.isEmpty { return rule.route }
      let holds = rule.match.contains { match in
        isOpen(match.gateways, match.sourceLabels, match.sourceNamespace, match.port, port)
      }
      if holds { return rule.route }
    }
    return []
  }

  /// Nobody's labels or namespace are known to a waypoint.
  private func isOpen(
    _ gateways: [String], _ labels: [String: String], _ namespace: String, _ matched: UInt32,
    _ port: Int
  ) -> Bool {
    (gateways.isEmpty || gateways.contains("mesh")) && labels.isEmpty && namespace.isEmpty
      && (matched == 0 || Int(matched) == port)
  }
}

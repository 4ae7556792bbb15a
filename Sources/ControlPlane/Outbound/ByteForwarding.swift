internal import ProxyConfig
internal import Resources

/// Where bytes go that are not read as HTTP
/// (pilot/pkg/networking/core/networkfilter.go@1.30.3, `buildOutboundNetworkFilters`).
struct ByteForwarding {
  /// The mesh.
  let index: MeshIndex
  /// The pod whose proxy forwards.
  let client: MeshPod
  /// What it sees.
  let scope: SidecarScope
  /// At a waypoint, the services that it stands before.
  var waypoint: WaypointServices?

  /// To the destinations of a rule for TCP or TLS.
  ///
  /// `port`: the port that a destination without one means.
  func proxy(to targets: [RouteDestination], port: Int) -> TcpProxy {
    let first = targets.first?.destination ?? Destination()
    let rule = destinationRule(of: first.host)
    if targets.count == 1 {
      var proxy = TcpProxy(cluster: cluster(of: first, port))
      apply(rule, subset: first.subset, to: &proxy)
      return proxy
    }
    let weighted = targets.filter { $0.weight > 0 }.map { target in
      TcpProxy.Weighted.ClusterWeight(
        name: cluster(of: target.destination, port), weight: UInt32(target.weight))
    }
    var proxy = TcpProxy(weightedClusters: TcpProxy.Weighted(clusters: weighted))
    apply(rule, subset: "", to: &proxy)
    return proxy
  }

  /// To a cluster of a service, by the name of either.
  func proxy(to cluster: String, of host: String, subset: String = "") -> TcpProxy {
    var proxy = TcpProxy(cluster: cluster)
    apply(destinationRule(of: host), subset: subset, to: &proxy)
    return proxy
  }

  /// The rule that governs connections to a host.
  func destinationRule(of host: String) -> ConsolidatedDestinationRule? {
    guard let service = scope.serviceByHost[host] else { return nil }
    return index.destinationRules.rule(
      hostname: host, serviceNamespace: service.namespace, clientNamespace: client.namespace,
      clientLabels: client.placedLabels)
  }

  private func cluster(of destination: Destination, _ port: Int) -> String {
    if let waypoint { return waypoint.cluster(of: destination, dialled: port, in: scope) }
    // A backend of Gateway API that cannot be had (`GetDestinationCluster`).
    guard !destination.host.isEmpty else { return "UnknownService" }
    let service = scope.serviceByHost[destination.host]
    let external = service?.externalName ?? ""
    let only = service.flatMap { $0.ports.count == 1 ? $0.ports[0].number : nil }
    let number = destination.port.map { Int($0) } ?? only ?? port
    let host = external.isEmpty ? destination.host : external
    return ClusterName.outbound(port: number, subset: destination.subset, host: host).text
  }

  /// The rule's idle time-out and hash of the source address (networkfilter.go@1.30.3,
  /// `maybeSetHashPolicy`).
  private func apply(
    _ rule: ConsolidatedDestinationRule?, subset name: String, to proxy: inout TcpProxy
  ) {
    guard let rule else { return }
    let policy = rule.trafficPolicy?.value
    if index.rules[.tcpIdleTimeoutForHTTP] {
      proxy.idleTimeout = (policy?.connectionPool?.tcp?.idleTimeout).map { ProtoDuration($0) }
    }
    var settings = policy?.loadBalancer
    if let subset = rule.subsets.first(where: { $0.value.name == name }),
      let own = subset.value.trafficPolicy?.loadBalancer
    {
      settings = own
    }
    guard case .useSourceIP(true) = settings?.consistentHash?.key else { return }
    var hash = TcpProxy.HashPolicy()
    hash.sourceIp = EmptyMessage()
    proxy.hashPolicy = [hash]
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// What ztunnels do with the connections of pods in ambient mode: they know addresses, names and
/// ports, and read no HTTP (istio/ztunnel src/proxy/outbound.rs build_request, src/state.rs).
///
/// It is written in the shapes of a proxy: a chain for each address that may be dialled, and a
/// cluster behind it that chooses at random.
struct TunnelBuilder {
  /// The mesh.
  let index: MeshIndex

  /// What all pods at one place have in common.
  private struct Outgoing {
    var listener: Listener
    var clusters: [Cluster]
    var endpoints: [ClusterLoadAssignment]
  }

  /// Where a pod stands, as far as services prefer endpoints that are near.
  private struct Place: Hashable {
    var labels: [String: String]
    var node: String
  }

  /// One for each pod in ambient mode.
  ///
  /// `names`: the pods that are asked for; `nil` is all.
  func configurations(of names: Set<String>?) -> [ProxyConfiguration] {
    let pods = index.workloads.pods.filter { pod in
      pod.isCaptured && (names?.contains(pod.name) ?? true)
    }
    let isNear = index.registry.services.contains {
      LocalitySetting.forces($0.trafficDistribution, rules: index.rules)
    }
    var known: [Place: Outgoing] = [:]
    return pods.map { pod in
      let place = Place(
        labels: isNear ? pod.placedLabels : [:],
        node: index.registry.hasNodeLocalServices ? pod.node : "")
      let outgoing = known[place] ?? self.outgoing(of: pod)
      known[place] = outgoing
      var configuration = ProxyConfiguration(
        proxy: pod.name, address: pod.address, namespace: pod.namespace)
      configuration.listeners = [outgoing.listener, incoming(of: pod)]
      configuration.sharedClusters = outgoing.clusters
      configuration.endpoints = outgoing.endpoints
      return configuration
    }
  }

  // MARK: What pods send

  private func outgoing(of pod: MeshPod) -> Outgoing {
    var result = Outgoing(listener: listener(.outbound), clusters: [], endpoints: [])
    var chains: [FilterChain] = []
    var taken: Set<String> = []
    for service in index.registry.services where index.isKnownToTunnels(service) {
      let waypoint = index.ambient.choice(for: service).waypoint
      // Without a waypoint what was dialled is passed through.
      if waypoint == nil, service.resolution == .passthrough { continue }
      let addresses = service.tunnelAddresses
      let address = addresses.first ?? ""
      for port in service.ports where port.portProtocol != .udp {
        let target = waypoint.map { waypoint in
          assignment(to: waypoint, for: address, port: port.number, service.hostname)
        }
        var hosts = target ?? assignment(to: service, port: port, from: pod)
        // Namespaces may have a ServiceEntry each for one host, and an entry several addresses.
        if !taken.insert(hosts.clusterName).inserted {
          hosts.clusterName =
            (waypoint == nil
            ? ClusterName.outbound(port: port.number, subset: address, host: service.hostname)
            : .waypoint(port: port.number, address: address, host: service.hostname)).text
        }
        chains.append(chain(to: hosts.clusterName, addresses, port: port.number))
        var cluster = self.cluster(named: hosts.clusterName)
        if target == nil, service.isResolvedByDNS { cluster.type = .strictDNS }
        cluster.origin = waypoint?.metadata.origin() ?? service.metadata.origin()
        result.clusters.append(cluster)
        result.endpoints.append(hosts)
      }
      chains.append(chain(to: TunnelName.noSuchPort, addresses, port: nil))
    }
    for (pod, waypoint) in podsWithWaypoints {
      for port in ports(of: pod) {
        let hosts = assignment(to: waypoint, for: pod.address, port: port, pod.name)
        chains.append(chain(to: hosts.clusterName, [pod.address], port: port))
        var cluster = self.cluster(named: hosts.clusterName)
        cluster.origin = waypoint.metadata.origin()
        result.clusters.append(cluster)
        result.endpoints.append(hosts)
      }
    }
    result.listener.filterChains = chains
    var rest = FilterChain()
    rest.tcpProxy = TcpProxy(cluster: ClusterName.passthrough)
    result.listener.defaultFilterChain = rest
    result.clusters += [dialled(ClusterName.passthrough), dialled(TunnelName.toOwnPod)]
    return result
  }

  private func listener(_ direction: Listener.TrafficDirection) -> Listener {
    var listener = Listener(
      name: direction == .inbound ? TunnelName.ztunnelInbound : TunnelName.ztunnelOutbound,
      address: .none)
    listener.trafficDirection = direction
    return listener
  }

  private func chain(to cluster: String, _ addresses: [String], port: Int?) -> FilterChain {
    var chain = FilterChain()
    chain.dialled = DialledMatch(addresses: addresses, port: port)
    chain.tcpProxy = TcpProxy(cluster: cluster)
    return chain
  }

  /// No limits, and endpoints at random.
  private func cluster(named name: String) -> Cluster {
    var cluster = Cluster(name: name)
    cluster.type = .endpointDiscovery
    cluster.lbPolicy = .random
    cluster.connectTimeout = ProtoDuration(.seconds(10))
    cluster.circuitBreakers = CircuitBreakers(thresholds: [.init(unlimitedUnder: index.rules)])
    return cluster
  }

  private func dialled(_ name: String) -> Cluster {
    var cluster = self.cluster(named: name)
    cluster.type = .originalDestination
    cluster.lbPolicy = .clusterProvided
    return cluster
  }

  /// The waypoint's ready pods, with what is dialled as the tunnel's target
  /// (fetch_service_waypoint, fetch_workload_waypoint).
  private func assignment(
    to waypoint: Waypoint, for address: String, port: Int, _ name: String
  ) -> ClusterLoadAssignment {
    let hosts = index.endpoints(of: waypoint).map { endpoint in
      var host = LbEndpoint(endpoint, .tunnel(isMarked: true))
      host.tunnelTarget = TunnelTarget(address: address, port: port)
      return host
    }
    return ClusterLoadAssignment(
      clusterName: ClusterName.waypoint(port: port, host: name).text,
      endpoints: hosts.isEmpty ? [] : [LocalityLbEndpoints(lbEndpoints: hosts)])
  }

  /// The ready endpoints of a port, the near ones first where the Service says so.
  private func assignment(
    to service: MeshService, port: MeshPort, from pod: MeshPod
  ) -> ClusterLoadAssignment {
    let endpoints = index.endpoints(of: service).filter { endpoint in
      endpoint.servicePortName == port.name && endpoint.isReady
        && (!service.isNodeLocal || endpoint.node == pod.node)
    }
    var groups = EndpointGroup.groups(endpoints) {
      $0.takesTunnel ? .tunnel(isMarked: true) : .plain
    }
    if LocalitySetting.forces(service.trafficDistribution, rules: index.rules),
      let setting = LocalitySetting(
        nil, trafficDistribution: service.trafficDistribution, mesh: index.meshConfig,
        rules: index.rules)
    {
      LocalityOrder(locality: pod.locality, labels: pod.placedLabels)
        .apply(setting.value, to: &groups, enablesFailover: true)
    }
    return ClusterLoadAssignment(
      clusterName: ClusterName.outbound(port: port.number, host: service.hostname).text,
      endpoints: groups.map(\.message))
  }

  private var podsWithWaypoints: [(MeshPod, Waypoint)] {
    index.workloads.pods.compactMap { pod in
      index.ambient.choice(for: pod).waypoint.map { (pod, $0) }
    }
  }

  /// The ports that a pod is known to have.
  private func ports(of pod: MeshPod) -> [Int] {
    Set(index.targets(of: pod).map(\.targetPort)).union(
      pod.containers.flatMap { $0.ports.map(\.containerPort) }
    ).sorted()
  }

  // MARK: What pods receive

  /// Tunnels, and plain connections where no PeerAuthentication forbids them; policies are asked
  /// about both (src/proxy/inbound.rs, inbound_passthrough.rs).
  private func incoming(of pod: MeshPod) -> Listener {
    let modes = index.peerAuthentications.modes(namespace: pod.namespace, labels: pod.labels)
    let access = AccessFilters(index: index, ztunnelOf: pod)
    var listener = self.listener(.inbound)
    let ports = [nil] + modes.ports.keys.sorted().map { Optional($0) }
    listener.filterChains = ports.flatMap { port -> [FilterChain] in
      let mode = port.map { modes.mode(port: $0) } ?? modes.mode
      var tunnel = FilterChain()
      tunnel.name = TunnelName.applicationProtocol
      tunnel.filterChainMatch.destinationPort = port.map { UInt32(clamping: $0) }
      tunnel.tcpProxy = TcpProxy(cluster: TunnelName.toOwnPod)
      var plain = tunnel
      plain.name = "plaintext"
      tunnel.filterChainMatch.applicationProtocols = [TunnelName.applicationProtocol]
      tunnel.tls = true
      let chains = mode == .strict ? [tunnel] : [tunnel, plain]
      return chains.map { $0.guarded(by: access) }
    }
    return listener
  }
}

extension MeshIndex {
  /// Whether a service has an address by which ztunnels know it
  /// (pilot/pkg/serviceregistry/ambient/services.go@1.30.3, `constructServiceEntries`).
  func isKnownToTunnels(_ service: MeshService) -> Bool {
    service.resolution != .alias && !service.tunnelAddresses.isEmpty && !hasUnknownRange(service)
  }

  /// Whether a service's ServiceEntry has a range of addresses that ztunnels are not told of, and
  /// with it none of the others.
  func hasUnknownRange(_ service: MeshService) -> Bool {
    guard service.registry == .external, !rules[.tunnelsKnowRanges] else { return false }
    return rangedEntries.contains(service.metadata.identifier)
  }

  /// The ready proxies of a waypoint, at the port where tunnels end.
  func endpoints(of waypoint: Waypoint) -> [ServiceEndpoint] {
    let services = registry.byHostAndNamespace[waypoint.hostname]
    guard let service = services?[waypoint.metadata.namespace] ?? services?.values.first,
      let port = service.port(Waypoint.port)
    else { return [] }
    return endpoints(of: service).filter { $0.servicePortName == port.name && $0.isReady }
  }
}

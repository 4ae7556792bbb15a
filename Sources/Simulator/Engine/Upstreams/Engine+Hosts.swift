internal import DataPlane
internal import ProxyConfig

/// Clusters and hosts: made when a proxy first needs them, chosen, counted.
extension Engine {
  /// A proxy's cluster; none where it has none of that name.
  mutating func cluster(_ proxy: Int, _ name: String) -> Position<ClusterState> {
    if let known = routing.proxies[proxy].clusterPositions[name] { return known }
    let position = makeCluster(proxy, name)
    routing.proxies[proxy].clusterPositions[name] = position
    return position
  }

  private mutating func makeCluster(_ proxy: Int, _ name: String) -> Position<ClusterState> {
    let tables = routing.proxies[proxy].tables
    let proxyState = routing.proxies[proxy].configuration
    guard let configuration = tables.cluster(name) else { return .none }
    let assignment = resolved(
      tables.assignment(configuration), of: configuration, namespace: proxyState.namespace)
    // Where turns begin: the same for a proxy and cluster in a replication.
    let seed = DrawKey.root(
      seed: scenario.seed, replication: scenario.replication,
      client: "\(proxyState.proxy) \(name)")
    agenda.stepCount += configuration.balancerWork(
      hostCount: assignment?.endpoints?.reduce(0) { $0 + ($1.lbEndpoints ?? []).count } ?? 0)
    // No ring is made that the run could not use any more.
    guard agenda.stepCount <= scenario.eventLimit else { return .none }
    return upstreams.makeCluster(
      configuration, assignment, proxy: proxy, seed: seed, version: version)
  }

  /// The assignment of a DNS cluster with the addresses that its names stand for: all of them, or
  /// one for a logical host.
  private func resolved(
    _ assignment: ClusterLoadAssignment?, of cluster: Cluster, namespace: String
  ) -> ClusterLoadAssignment? {
    guard var assignment, cluster.type?.resolvesNames == true else { return assignment }
    assignment.endpoints = (assignment.endpoints ?? []).map { group in
      var group = group
      group.lbEndpoints = (group.lbEndpoints ?? []).flatMap {
        resolved($0, isLogical: cluster.type == .logicalDNS, namespace: namespace)
      }
      return group
    }
    return assignment
  }

  private func resolved(
    _ endpoint: LbEndpoint, isLogical: Bool, namespace: String
  ) -> [LbEndpoint] {
    guard let socket = endpoint.endpoint.address.socketAddress else { return [endpoint] }
    let found = topology.addresses(of: socket.address.lowercased(), namespace: namespace)
    return found.prefix(isLogical ? 1 : found.count).map { address in
      var host = endpoint
      host.endpoint.address = Address(address, port: socket.portValue ?? 0)
      host.endpoint.hostname = endpoint.endpoint.hostname ?? socket.address
      return host
    }
  }

  /// Chooses a host for an attempt; `nil` where none may be used.
  mutating func pickHost(
    _ cluster: Position<ClusterState>, for exchange: Position<Exchange>, _ key: DrawKey
  ) -> Position<HostState>? {
    if upstreams[cluster].isOriginalDestination {
      let station = slots[exchange].station
      if let known = upstreams.dialledHost(of: cluster, at: station) { return known }
      let connection = routing[station].connection
      let isSent = routing[station].place == .outbound
      return upstreams.originalHost(
        of: cluster, at: station, address: connection.destinationAddress,
        port: connection.destinationPort,
        takesTunnel: upstreams[cluster].opensTunnelToDialled
          || isSent && routing.proxies[upstreams[cluster].proxy].isTunnel
            && topology.takesTunnel(connection.destinationAddress)
      )
    }
    if upstreams[cluster].looksUpHosts { return lookedUpHost(cluster, for: exchange) }
    if upstreams[cluster].ejects {
      agenda.stepCount += upstreams.advanceHealth(cluster, to: agenda.now)
    }
    if let only = upstreams.onlyHost(of: cluster) { return only }
    guard !upstreams[cluster].hosts.isEmpty else { return nil }
    let hash = hash(cluster, exchange)
    // A cookie that is made now differs from connection to connection.
    if hash?.setCookie != nil { chance.consult() }
    var isChance = upstreams[cluster].loadBalancer.policy == .roundRobin
    let chosen = upstreams.choose(
      cluster, hash: hash?.value, avoidance: avoidance(cluster, exchange),
      draw: { draw in
        isChance = true
        var stream = key.child(draw.selection * 4 + draw.purpose.ordinal).stream(.loadBalancing)
        return stream.next()
      })
    if isChance, upstreams[cluster].hosts.count > 1 { chance.consult() }
    return chosen
  }

  /// The host that a request, or the hello of its TLS, names; `nil` where it stands for nobody.
  ///
  /// Since Envoy 1.34 the cluster looks the name up where no filter has
  /// (source/extensions/clusters/dynamic_forward_proxy/cluster.cc, chooseHost).
  private mutating func lookedUpHost(
    _ cluster: Position<ClusterState>, for exchange: Position<Exchange>
  ) -> Position<HostState>? {
    let station = slots[exchange].station
    let plan = slots[exchange].receiving.plan
    guard plan.exists else { return nil }
    let isTLS = upstreams[cluster].speaksTLSAlways
    var name = routing.plans[plan].request.upstream?.authority ?? ""
    var port = isTLS ? 443 : 80
    if routing.plans[plan].action == .tunnel {
      name = routing[station].wire.layers.first?.serverName ?? ""
      port = routing[station].connection.destinationPort
    } else {
      let bare = withoutPort(name)
      port = Int(name.dropFirst(bare.count + 1)) ?? port
      name = bare
    }
    let namespace = routing.proxies[upstreams[cluster].proxy].configuration.namespace
    guard let address = topology.addresses(of: name.lowercased(), namespace: namespace).first else {
      return nil
    }
    return upstreams.originalHost(cluster, address: address, port: port)
  }

  /// What a hashing load balancer makes of a request; `nil` where the cluster's does not hash.
  func hash(_ cluster: Position<ClusterState>, _ exchange: Position<Exchange>) -> HashValue? {
    let plan = slots[exchange].receiving.plan
    guard upstreams[cluster].hashes, plan.exists, routing.plans[plan].action == .http else {
      return nil
    }
    let client = clients[slots[slots[exchange].root].client]
    let source =
      client.workload >= 0 ? topology.workloads[client.workload].address : Self.outsideAddress
    return HashValue(
      routing.plans[plan].request.hashPolicies, routing.plans[plan].request.admitted,
      source: source, connection: "\(client.plan.id) \(slots[exchange].key.value)")
  }

  private func avoidance(
    _ cluster: Position<ClusterState>, _ exchange: Position<Exchange>
  ) -> HostAvoidance? {
    guard slots[exchange].receiving.attempts > 1 else { return nil }
    let receiving = slots[exchange].receiving
    guard let rules = routing.plans[receiving.plan].request.retry, rules.avoidsPreviousHosts else {
      return nil
    }
    var tried: Set<Int> = []
    var attempt = receiving.firstAttempt
    while attempt.exists {
      if let place = upstreams[cluster].place(of: slots[attempt].sending.host) {
        tried.insert(place)
      }
      attempt = slots[attempt].nextSibling
    }
    return HostAvoidance(tried: tried, maxAttempts: rules.hostSelectionMaxAttempts)
  }

  // MARK: Health

  /// The stream got its connection, which counts as a success where the cluster tells failures to
  /// connect apart (source/common/router/upstream_request.cc, onPoolReady).
  mutating func noteConnected(_ attempt: Position<Exchange>) {
    let cluster = slots[attempt].sending.cluster
    guard upstreams[cluster].ejects else { return }
    count(.connected, attempt)
  }

  /// Counts how an attempt ended, where the cluster ejects hosts.
  mutating func noteHealth(_ attempt: Position<Exchange>) {
    guard upstreams[slots[attempt].sending.cluster].ejects else { return }
    let sending = slots[attempt].sending
    guard sending.fate != .reset(.overflow) else { return }
    let result: OutlierDetector.Result
    switch sending.fate {
    case .open: result = .status(Int(results.endings[sending.result].status))
    case .perTryTimeout, .routeTimeout: result = .timeout
    case .reset, .tlsFailure, .downstreamGone, .hopLimit: result = .localFailure
    }
    count(result, attempt)
  }

  private mutating func count(_ result: OutlierDetector.Result, _ attempt: Position<Exchange>) {
    var stream = slots[attempt].key.stream(.ejection)
    let (isEjected, work) = upstreams.noteHealth(
      slots[attempt].sending.cluster, result, of: slots[attempt].sending.host, at: agenda.now,
      draw: stream.next())
    agenda.stepCount += work
    // When it comes back depends on the phase of the sweeps, which is drawn.
    if isEjected { chance.consult() }
  }

  // MARK: Pools

  /// The pool of an attempt's host for what its cluster speaks.
  mutating func pool(for attempt: Position<Exchange>) -> Position<Pool> {
    let host = slots[attempt].sending.host
    let cluster = slots[attempt].sending.cluster
    let station = slots[slots[attempt].parent].station
    let kind: Pool.Kind
    if routing[station].kind == .tcp {
      kind = .tcp
    } else {
      switch upstreams[cluster].upstreamProtocol {
      case .http1: kind = .http1
      case .http2: kind = .http2
      case .downstream: kind = routing[station].wire.isHTTP2 ? .http2 : .http1
      }
    }
    let known =
      switch kind {
      case .http1: upstreams.hosts[host].http1
      case .http2: upstreams.hosts[host].http2
      case .tcp: upstreams.hosts[host].tunnels[routing[station].wire] ?? .none
      }
    return known.exists ? known : makePool(kind, host, cluster, routing[station])
  }

  private mutating func makePool(
    _ kind: Pool.Kind, _ host: Position<HostState>, _ cluster: Position<ClusterState>,
    _ station: Station
  ) -> Position<Pool> {
    var wire = kind == .tcp ? station.wire : Wire(isHTTP2: kind == .http2)
    if upstreams.hosts[host].isTLS {
      wire.layers.insert(
        Wire.Layer(
          serverName: upstreams[cluster].serverName, protocols: kind.meshProtocols,
          principal: principal(ofProxy: upstreams[cluster].proxy), isClients: false), at: 0)
    }
    if let target = upstreams.hosts[host].tunnel {
      wire.layers.insert(
        Wire.Layer(
          serverName: "", protocols: [TunnelName.applicationProtocol],
          principal: principal(ofProxy: upstreams[cluster].proxy), isClients: false,
          tunnel: target), at: 0)
    }
    // Behind an inbound listener the original destination, or the loopback address, is the pod's own
    // application: the proxy's source address keeps it out of the redirection
    // (pilot/pkg/networking/core/cluster_builder.go@1.30.3, InboundPassthroughBindIpv4).
    let isOwn =
      upstreams[cluster].isOriginalDestination || upstreams.hosts[host].address.hasPrefix("127.")
    let pool = upstreams.pools.append(
      Pool(
        cluster: cluster, host: host, kind: kind,
        isHandedOver: station.place == .inbound && isOwn, wire: wire))
    switch kind {
    case .http1: upstreams.hosts[host].http1 = pool
    case .http2: upstreams.hosts[host].http2 = pool
    case .tcp: upstreams.hosts[host].tunnels[station.wire] = pool
    }
    return pool
  }

  /// The name in a proxy's certificate.
  private func principal(ofProxy proxy: Int) -> String {
    let workload = routing.proxies[proxy].workload
    guard workload >= 0 else { return "" }
    return topology.workloads[Int(workload)].principal
  }

  /// Where a new connection of a pool leads, or why it fails.
  mutating func target(
    of pool: Position<Pool>, _ key: DrawKey
  ) -> (station: Position<Station>, failure: AttemptFate) {
    let state = upstreams.pools[pool]
    if state.station.exists { return (state.station, .open) }
    let workload = routing.proxies[upstreams[state.cluster].proxy].workload
    if state.isHandedOver {
      guard workload >= 0 else { return (.none, .reset(.remoteConnectionFailure)) }
      let station = applicationStation(Position(Int(workload)), state.wire)
      upstreams.pools[pool].station = station
      return (station, .open)
    }
    let host = upstreams.hosts[state.host]
    let destinations = topology.destinations(address: host.address, port: host.port)
    switch reach(destinations, key, state.wire, Sender(workload: workload)) {
    case .refused: return (.none, .reset(.remoteConnectionFailure))
    case .unanswered: return (.none, .reset(.connectionTimeout))
    case .handshakeFails: return (.none, .tlsFailure)
    case .station(let station, let isOnly):
      if isOnly { upstreams.pools[pool].station = station }
      return (station, .open)
    }
  }
}

extension Pool.Kind {
  /// ALPN of Istio's own mutual TLS (pilot/pkg/networking/util/util.go@1.30.3).
  fileprivate var meshProtocols: [String] {
    switch self {
    case .http1: ["istio-http/1.1", "istio"]
    case .http2: ["istio-h2", "istio"]
    case .tcp: ["istio"]
    }
  }
}

internal import DataPlane
internal import ProxyConfig

/// Clusters and hosts, made when a proxy first needs them.
extension Engine {
  /// The position of a proxy's cluster; -1 where it has none of that name.
  mutating func cluster(_ proxy: Int32, _ name: String) -> Int32 {
    if let known = proxies[Int(proxy)].clusterPositions[name] { return known }
    let position = makeCluster(proxy, name)
    proxies[Int(proxy)].clusterPositions[name] = position
    return position
  }

  private mutating func makeCluster(_ proxy: Int32, _ name: String) -> Int32 {
    let tables = proxies[Int(proxy)].tables
    guard let configuration = tables.cluster(name) else { return -1 }
    let position = Int32(clusters.count)
    clusters.append(ClusterState(configuration, proxy: proxy))
    let assignment = resolved(
      tables.assignment(configuration), of: configuration,
      namespace: proxies[Int(proxy)].configuration.namespace)
    let seed = seed(proxy, name)
    let loadBalancer = LoadBalancer(configuration, assignment, seed: seed)
    noteWork(of: loadBalancer)
    var positions: [Int32] = []
    for host in loadBalancer.hosts {
      let isTLS =
        switch configuration.tls {
        case .none, .other: false
        case .always: true
        case .byEndpoint: host.takesMutualTLS
        }
      positions.append(Int32(hosts.count))
      hosts.append(
        HostState(
          cluster: position, name: host.hostname.isEmpty ? host.address : host.hostname,
          address: host.address, port: host.port, isTLS: isTLS))
    }
    let detector = configuration.outlierDetection.map {
      OutlierDetector($0, hostCount: positions.count, version: version)
    }
    balancers.append(Balancer(loadBalancer: loadBalancer, detector: detector, hosts: positions))
    return position
  }

  /// Where turns begin: the same for a proxy and cluster in a replication.
  private func seed(_ proxy: Int32, _ name: String) -> UInt64 {
    DrawKey.root(
      seed: scenario.seed, replication: scenario.replication,
      client: "\(proxies[Int(proxy)].configuration.proxy) \(name)")
  }

  /// The assignment of a DNS cluster with the addresses that its names stand for: all of them, or
  /// one for a logical host.
  private func resolved(
    _ assignment: ClusterLoadAssignment?, of cluster: Cluster, namespace: String
  ) -> ClusterLoadAssignment? {
    guard var assignment, cluster.type?.resolvesNames == true else {
      return assignment
    }
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

  /// Chooses a host for an attempt; -1 where none may be used.
  mutating func pickHost(_ cluster: Int32, for exchange: Int32, _ key: DrawKey) -> Int32 {
    let index = Int(cluster)
    if clusters[index].isOriginalDestination { return originalHost(cluster, exchange) }
    sweep(index)
    let count = balancers[index].hosts.count
    guard count > 0 else { return -1 }
    if count == 1, !balancers[index].hasEjected, balancers[index].loadBalancer.hosts[0].isHealthy {
      return balancers[index].hosts[0]
    }
    return pickAmongMany(index, exchange, key)
  }

  private mutating func pickAmongMany(_ index: Int, _ exchange: Int32, _ key: DrawKey) -> Int32 {
    let positions = balancers[index].hosts
    let states = hosts
    let hash = hash(index, exchange)
    // A cookie that is made now differs from connection to connection.
    if hash?.setCookie != nil { consultedChance = true }
    let avoidance = avoidance(index, exchange)
    var isChance = false
    let chosen = balancers[index].loadBalancer.choose(
      active: { Int(states[Int(positions[$0])].active) }, hash: hash?.value, avoidance: avoidance,
      draw: { draw in
        isChance = true
        var stream = key.child(draw.selection * 4 + draw.purpose.ordinal).stream(.loadBalancing)
        return stream.next()
      })
    if positions.count > 1, isChance || balancers[index].loadBalancer.policy == .roundRobin {
      consultedChance = true
    }
    return chosen.map { positions[$0] } ?? -1
  }

  /// What a hashing load balancer makes of a request; `nil` where the cluster's does not hash.
  func hash(_ cluster: Int, _ exchange: Int32) -> HashValue? {
    guard balancers[cluster].hashes else { return nil }
    let plan = exchanges[Int(exchange)].plan
    guard plan >= 0, let request = plans[Int(plan)].request else { return nil }
    let client = clients[Int(roots[Int(exchanges[Int(exchange)].root)].client)]
    let source =
      client.workload >= 0 ? topology.workloads[Int(client.workload)].address : "198.51.100.1"
    return HashValue(
      request.hashPolicies, request.admitted, source: source,
      connection: "\(client.plan.id) \(exchanges[Int(exchange)].key.value)")
  }

  private func avoidance(_ cluster: Int, _ exchange: Int32) -> HostAvoidance? {
    guard exchanges[Int(exchange)].attempts > 1,
      let retry = plans[Int(exchanges[Int(exchange)].plan)].request?.retry,
      retry.avoidsPreviousHosts
    else { return nil }
    var tried: Set<Int> = []
    var attempt = exchanges[Int(exchange)].firstAttempt
    while attempt >= 0 {
      let host = exchanges[Int(attempt)].host
      if let place = balancers[cluster].place(ofHost: host) { tried.insert(place) }
      attempt = exchanges[Int(attempt)].nextSibling
    }
    return HostAvoidance(tried: tried, maxAttempts: retry.hostSelectionMaxAttempts)
  }

  /// The host that the client dialled.
  private mutating func originalHost(_ cluster: Int32, _ exchange: Int32) -> Int32 {
    let entry = entries[Int(exchanges[Int(exchange)].entry)]
    let name = "\(entry.address):\(entry.port)"
    if let known = balancers[Int(cluster)].originalHosts[name] { return known }
    let position = Int32(hosts.count)
    hosts.append(
      HostState(
        cluster: cluster, name: entry.address, address: entry.address, port: entry.port,
        isTLS: false))
    balancers[Int(cluster)].originalHosts[name] = position
    return position
  }

  /// Lets ejected hosts in again, at whole intervals since the start; what a proxy's timer does
  /// while nobody looks is made up for here.
  private mutating func sweep(_ cluster: Int) {
    guard let interval = balancers[cluster].detector?.interval.nanoseconds, interval > 0 else {
      return
    }
    let due = now / interval
    guard balancers[cluster].sweeps < due else { return }
    let missed = balancers[cluster].sweeps + 1...due
    balancers[cluster].sweeps = due
    let returned = balancers[cluster].detector?.sweep(missed) ?? []
    if !returned.isEmpty { updateBalancer(cluster) }
  }

  /// Rings and tables are work, too: about as much as a step for each few entries.
  private mutating func noteWork(of loadBalancer: LoadBalancer) {
    eventCount += (loadBalancer.entryCount + loadBalancer.hosts.count) / 8
  }

  private mutating func updateBalancer(_ cluster: Int) {
    guard let detector = balancers[cluster].detector else { return }
    let count = balancers[cluster].hosts.count
    balancers[cluster].hasEjected = (0..<count).contains { detector.isEjected($0) }
    noteWork(of: balancers[cluster].loadBalancer)
    balancers[cluster].loadBalancer.update(isEjected: { detector.isEjected($0) })
  }

  /// Counts how an attempt ended, where the cluster ejects hosts.
  mutating func noteHealth(_ attempt: Int32) {
    let cluster = Int(exchanges[Int(attempt)].cluster)
    guard balancers[cluster].detector != nil, exchanges[Int(attempt)].reset != .overflow,
      let place = balancers[cluster].place(ofHost: exchanges[Int(attempt)].host)
    else { return }
    sweep(cluster)
    if exchanges[Int(attempt)].entry >= 0 {
      _ = balancers[cluster].detector?.record(.connected, of: place, at: now)
    }
    var stream = exchanges[Int(attempt)].key.stream(.ejection)
    let health = health(attempt)
    let cause = balancers[cluster].detector?.record(
      health, of: place, at: now, enforcingDraw: stream.next())
    guard cause != nil else { return }
    updateBalancer(cluster)
  }

  private func health(_ attempt: Int32) -> OutlierDetector.Result {
    switch exchanges[Int(attempt)].reset {
    case .none: .status(Int(endings[exchanges[Int(attempt)].result].status))
    case .perTryTimeout, .timeout: .timeout
    default: .localFailure
    }
  }

  /// The pool of an attempt's host for the protocol that its cluster speaks.
  mutating func pool(for attempt: Int32) -> Int32 {
    let host = Int(exchanges[Int(attempt)].host)
    let cluster = Int(exchanges[Int(attempt)].cluster)
    let parent = Int(exchanges[Int(attempt)].parent)
    let entry = Int(exchanges[parent].entry)
    let kind: PoolKind
    if entries[entry].kind == .tcp {
      kind = .tcp
    } else {
      switch clusters[cluster].protocolChoice {
      case .http1: kind = .http1
      case .http2: kind = .http2
      case .downstream: kind = entries[entry].isHTTP2 ? .http2 : .http1
      }
    }
    let known = hosts[host][kind]
    if known >= 0 { return known }
    let position = Int32(pools.count)
    pools.append(
      Pool(
        cluster: Int32(cluster), host: Int32(host), kind: kind,
        isLocal: entries[entry].place == .inbound && isOwnApplication(host, cluster)))
    hosts[host][kind] = position
    return position
  }

  /// Behind an inbound listener the original destination, or the loopback address, is the pod's own
  /// application: the proxy's source address keeps it out of the redirection
  /// (pilot/pkg/networking/core/cluster_builder.go@1.30.3, InboundPassthroughBindIpv4).
  private func isOwnApplication(_ host: Int, _ cluster: Int) -> Bool {
    clusters[cluster].isOriginalDestination || hosts[host].address.hasPrefix("127.")
  }

  /// Where a new connection of a pool leads, or why it fails.
  mutating func target(_ pool: Int, _ key: DrawKey) -> (entry: Int32, failure: Reset) {
    if pools[pool].entry >= 0 { return (pools[pool].entry, .none) }
    let host = hosts[Int(pools[pool].host)]
    if pools[pool].isLocal {
      let proxy = Int(clusters[Int(pools[pool].cluster)].proxy)
      guard let pod = topology.proxyOfWorkload.firstIndex(of: proxy) else {
        return (-1, .remoteConnectionFailure)
      }
      pools[pool].entry = applicationEntry(Int32(pod))
      return (pools[pool].entry, .none)
    }
    let destinations = topology.destinations(address: host.address, port: host.port)
    let destination = choose(destinations, key)
    switch destination {
    case .refused: return (-1, .remoteConnectionFailure)
    case .unanswered: return (-1, .connectionTimeout)
    case .workload(let pod, _) where host.isTLS && topology.proxyOfWorkload[pod] < 0:
      return (-1, .tlsFailure)
    case .workload, .external: break
    }
    let entry = entry(to: destination, isTLS: host.isTLS, wire: pools[pool].kind)
    guard entry >= 0 else { return (-1, .remoteConnectionFailure) }
    if destinations.count == 1 { pools[pool].entry = entry }
    return (entry, .none)
  }
}

extension HostDraw.Purpose {
  /// A number of its own for each purpose.
  var ordinal: Int {
    switch self {
    case .priority: 0
    case .pick: 1
    case .secondPick: 2
    case .hash: 3
    }
  }
}

extension HostState {
  /// The pool of a kind; -1 for none.
  subscript(_ kind: PoolKind) -> Int32 {
    get {
      switch kind {
      case .http1: pools.0
      case .http2: pools.1
      case .tcp: pools.2
      }
    }
    set {
      switch kind {
      case .http1: pools.0 = newValue
      case .http2: pools.1 = newValue
      case .tcp: pools.2 = newValue
      }
    }
  }
}

extension ClusterState {
  /// Reads limits and protocol, with Envoy's defaults.
  init(_ cluster: Cluster, proxy: Int32) {
    let breaker = CircuitBreaker(cluster)
    let options = cluster.httpProtocolOptions
    let perConnection =
      options?.commonHttpProtocolOptions?.maxRequestsPerConnection
      ?? cluster.maxRequestsPerConnection ?? 0
    let http2 =
      options?.explicitHttpConfig?.http2ProtocolOptions
      ?? options?.useDownstreamProtocolConfig?.http2ProtocolOptions
    let timeout = cluster.connectTimeout?.nanoseconds ?? 5_000_000_000
    self.init(
      proxy: proxy, name: cluster.name, origin: cluster.origin, breaker: breaker,
      maxConnections: Int64(breaker.maxConnections),
      maxPendingRequests: Int64(breaker.maxPendingRequests),
      maxRequests: Int64(breaker.maxRequests),
      maxRequestsPerConnection: Int32(clamping: perConnection), connectTimeout: timeout,
      protocolChoice: options?.useDownstreamProtocolConfig != nil
        ? .downstream
        : options?.explicitHttpConfig?.http2ProtocolOptions != nil ? .http2 : .http1,
      maxConcurrentStreams: Int32(clamping: http2?.maxConcurrentStreams ?? .max),
      isOriginalDestination: cluster.type == .originalDestination)
  }

  /// The limit on retries that is used up, and its value; `nil` where another may begin.
  var retryBreach: LimitBreach? {
    breaker.retry(
      ClusterLoad(
        connections: Int(connections), pending: Int(pendingRequests), requests: Int(requests),
        retries: Int(retries)))
  }
}

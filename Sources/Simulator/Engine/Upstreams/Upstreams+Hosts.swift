internal import DataPlane
internal import ProxyConfig

/// Which hosts there are, and which are chosen.
extension Upstreams {
  /// A cluster with its hosts, made when a proxy first needs it.
  mutating func makeCluster(
    _ configuration: Cluster, _ assignment: ClusterLoadAssignment?, proxy: Int, seed: UInt64,
    version: EnvoyVersion
  ) -> Position<ClusterState> {
    let position = Position<ClusterState>(clusters.count)
    let loadBalancer = LoadBalancer(configuration, assignment, seed: seed)
    let first = hosts.count
    for host in loadBalancer.hosts {
      _ = hosts.append(
        HostState(
          cluster: position, name: host.hostname.isEmpty ? host.address : host.hostname,
          address: host.address, port: host.port,
          isTLS: configuration.speaksTLS(to: host), tunnel: host.tunnel))
    }
    let ejected = configuration.outlierDetection.map { detection in
      let interval = detection.interval?.nanoseconds ?? 10_000_000_000
      var stream = DrawKey(root: seed, 0).stream(.sweepPhase)
      let phase = Int64(clamping: stream.below(UInt64(clamping: max(interval, 1))))
      return EjectedHosts(
        OutlierDetector(
          detection, hostCount: loadBalancer.hosts.count, version: version,
          phase: ProtoDuration(nanoseconds: phase)), hostCount: loadBalancer.hosts.count)
    }
    return clusters.append(
      ClusterState(
        configuration, proxy: proxy, loadBalancer: loadBalancer, ejected: ejected,
        hosts: first..<hosts.count))
  }

  /// The host that clients dialled whose requests come in at a station, if it was met before.
  func dialledHost(
    of cluster: Position<ClusterState>, at station: Position<Station>
  ) -> Position<HostState>? {
    dialled[DialledKey(cluster: cluster, station: station)]
  }

  /// The host that clients dialled whose requests come in at a station: one for each address and
  /// port, whatever station leads there.
  ///
  /// `takesTunnel`: whether the proxy reaches it through a tunnel.
  mutating func originalHost(
    of cluster: Position<ClusterState>, at station: Position<Station>, address: String, port: Int,
    takesTunnel: Bool
  ) -> Position<HostState> {
    let host = originalHost(cluster, address: address, port: port, takesTunnel: takesTunnel)
    dialled[DialledKey(cluster: cluster, station: station)] = host
    return host
  }

  /// The host of a cluster at an address that a request brought.
  ///
  /// `takesTunnel`: whether the proxy reaches it through a tunnel.
  mutating func originalHost(
    _ cluster: Position<ClusterState>, address: String, port: Int, takesTunnel: Bool = false
  ) -> Position<HostState> {
    let name = "\(address):\(port)"
    if let known = clusters[cluster].originalHosts[name] { return known }
    let position = hosts.append(
      HostState(
        cluster: cluster, name: address, address: address, port: port,
        isTLS: clusters[cluster].speaksTLSAlways,
        tunnel: takesTunnel ? TunnelTarget(address: address, port: port) : nil))
    clusters[cluster].originalHosts[name] = position
    return position
  }

  /// The only host of a cluster, where no choice is made.
  func onlyHost(of cluster: Position<ClusterState>) -> Position<HostState>? {
    guard clusters[cluster].hosts.count == 1,
      !clusters[cluster].ejects || !(clusters[cluster].ejected?.isAnyKnown ?? false),
      clusters[cluster].loadBalancer.hosts.first?.isHealthy ?? false
    else { return nil }
    return Position(clusters[cluster].hosts.lowerBound)
  }

  /// Chooses one of a cluster's hosts; `nil` where none may be used.
  mutating func choose(
    _ cluster: Position<ClusterState>, hash: UInt64?, avoidance: HostAvoidance?,
    draw: (HostDraw) -> UInt64
  ) -> Position<HostState>? {
    let first = clusters[cluster].hosts.lowerBound
    let states = hosts
    let chosen = clusters[cluster].loadBalancer.choose(
      active: { Int(states[Position(first + $0)].active) }, hash: hash, avoidance: avoidance,
      draw: draw)
    return chosen.map { Position(first + $0) }
  }

  /// Lets ejected hosts in whose time is over, as far as the load balancer knows by now.
  ///
  /// - Returns: the work of a load balancer that was made anew, in steps; 0 where none was.
  mutating func advanceHealth(_ cluster: Position<ClusterState>, to now: Int64) -> Int {
    guard clusters[cluster].ejected?.advance(to: now) ?? false else { return 0 }
    return renewBalancer(cluster)
  }

  /// Counts how an attempt went, where the cluster ejects hosts.
  ///
  /// - Returns: whether a host was ejected, and the work of a load balancer that was made anew.
  mutating func noteHealth(
    _ cluster: Position<ClusterState>, _ result: OutlierDetector.Result,
    of host: Position<HostState>, at now: Int64, draw: UInt64
  ) -> (isEjected: Bool, work: Int) {
    guard clusters[cluster].ejected != nil, let place = clusters[cluster].place(of: host) else {
      return (false, 0)
    }
    var work = advanceHealth(cluster, to: now)
    let updateCount = clusters[cluster].ejected?.updateCount
    let isEjected =
      clusters[cluster].ejected?.record(result, of: place, at: now, enforcingDraw: draw) ?? false
    if clusters[cluster].ejected?.updateCount != updateCount {
      work += renewBalancer(cluster)
    }
    return (isEjected, work)
  }

  private mutating func renewBalancer(_ cluster: Position<ClusterState>) -> Int {
    guard let ejected = clusters[cluster].ejected else { return 0 }
    clusters[cluster].loadBalancer.update(isEjected: { ejected.isKnownEjected($0) })
    return clusters[cluster].balancerWork
  }
}

extension Cluster {
  fileprivate func speaksTLS(to host: Host) -> Bool {
    if host.tunnel != nil { return speaksTLSInTunnels }
    switch tls {
    case .none: return false
    case .other: return tlsOfEndpoints == .always
    case .always: return true
    case .byEndpoint: return tlsOfEndpoints.map { $0 == .always } ?? host.takesMutualTLS
    }
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

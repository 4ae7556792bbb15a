internal import DataPlane
internal import ProxyConfig

/// Where an attempt to connect leads.
enum Reach {
  /// A station; the only one that the address leads to, or one of several.
  case station(Position<Station>, isOnly: Bool)
  /// Nobody listens.
  case refused
  /// Nobody answers.
  case unanswered
  /// TLS does not come about.
  case handshakeFails
}

/// Where connections lead: listeners and filter chains are asked once for each kind of connection.
extension Engine {
  /// Where a client's own sidecar takes it in, by the address that it dialled.
  mutating func outboundStation(
    proxy: Int, address: String, port: Int, wire: Wire
  ) -> Position<Station> {
    let key = StationKey(
      place: .outbound, owner: proxy, address: address, port: port, wire: wire,
      sender: Sender(workload: routing.proxies[proxy].workload))
    let isTunnel = routing.proxies[proxy].isTunnel
    return station(key) { isTunnel ? $0.carried($1) : $0.outbound($1) }
  }

  /// Where one of several destinations leads, chosen as kube-proxy does.
  mutating func reach(
    _ destinations: [Destination], _ key: DrawKey, _ wire: Wire, _ sender: Sender
  ) -> Reach {
    let destination = choose(destinations, key)
    guard let station = station(at: destination, wire, sender) else {
      return destination == .unanswered ? .unanswered : .refused
    }
    if routing[station].kind == .handshakeFails { return .handshakeFails }
    return .station(station, isOnly: destinations.count == 1)
  }

  private mutating func choose(_ destinations: [Destination], _ key: DrawKey) -> Destination {
    guard destinations.count > 1 else { return destinations.first ?? .unanswered }
    chance.consult()
    var stream = key.stream(.serviceAddress)
    return destinations[Int(clamping: stream.below(UInt64(clamping: destinations.count)))]
  }

  /// The station at a destination; `nil` where nobody listens.
  private mutating func station(
    at destination: Destination, _ wire: Wire, _ sender: Sender
  ) -> Position<Station>? {
    switch destination {
    case .refused, .unanswered: return nil
    case .external(let index):
      return applicationStation(Position(topology.workloads.count + index), wire)
    case .workload(let index, let port):
      let workload = topology.workloads[index]
      let proxy = topology.proxyOfWorkload[index]
      func key(_ place: Station.Place) -> StationKey {
        StationKey(
          place: place, owner: proxy, address: workload.address, port: port, wire: wire,
          sender: sender)
      }
      switch workload.proxyKind {
      case .gateway:
        guard proxy >= 0 else { return nil }
        let station = station(key(.gateway)) { $0.bound($1) }
        return routing[station].listener.isEmpty ? nil : station
      case .waypoint: return waypointStation(proxy, wire, sender)
      case .sidecar where proxy >= 0 && workload.capture.takesIn(port: port):
        return station(key(.inbound)) { $0.inbound($1) }
      case .ztunnel where proxy >= 0: return station(key(.inbound)) { $0.inbound($1) }
      case .none, .sidecar, .ztunnel: return applicationStation(Position(index), wire)
      }
    }
  }

  /// Where a tunnel ends at a waypoint, by what it leads to; `nil` for other connections.
  private mutating func waypointStation(
    _ proxy: Int, _ wire: Wire, _ sender: Sender
  ) -> Position<Station>? {
    guard proxy >= 0, let target = wire.layers.first?.tunnel else { return nil }
    let key = StationKey(
      place: .waypoint, owner: proxy, address: target.address, port: target.port, wire: wire,
      sender: sender)
    return station(key) { $0.tunnelled($1) }
  }

  /// An application without a proxy before it, or behind its own.
  ///
  /// One of a pod reads no TLS that its caller's mesh adds.
  mutating func applicationStation(
    _ application: Position<ApplicationState>, _ wire: Wire
  ) -> Position<Station> {
    let isGarbled = applications[application].isPod && wire.layers.first?.isClients == false
    let key = StationKey(
      place: .application, owner: application.index, address: "", port: 0,
      wire: isGarbled ? wire : Wire(), sender: Sender(workload: -1))
    return routing.station(key) { _ in
      var station = Station(
        kind: isGarbled ? .handshakeFails : .application, place: .application)
      station.application = application
      return station
    }
  }

  private mutating func station(
    _ key: StationKey, choose: (ProxyConfiguration, ConnectionHead) -> ListenerChoice?
  ) -> Position<Station> {
    let source =
      key.sender.workload >= 0
      ? topology.workloads[Int(key.sender.workload)].address : Self.outsideAddress
    return routing.station(key) { routing in
      let choice = choose(
        routing.proxies[key.owner].configuration,
        ConnectionHead(
          address: key.address, port: key.port,
          content: key.place == .waypoint ? key.wire.opened.content : key.wire.content))
      var station = Station(key, choice, source: source, version: version)
      if station.kind == .http, let manager = choice?.chain?.httpConnectionManager {
        station.table = routing.table(key.owner, manager)
      }
      return station
    }
  }

  /// What a client outside has for an address (RFC 5737).
  static let outsideAddress = "198.51.100.1"
}

extension Station {
  /// What a proxy's listener and filter chain make of a kind of connection.
  fileprivate init(
    _ key: StationKey, _ choice: ListenerChoice?, source: String, version: EnvoyVersion
  ) {
    self.init(kind: .closed, place: key.place)
    proxy = key.owner
    listener = choice?.listener.name ?? ""
    chain = choice?.chain?.name ?? ""
    let hello = key.wire.layers.first
    connection = DownstreamConnection(
      sourceAddress: source, destinationAddress: key.address, destinationPort: key.port,
      serverName: hello?.serverName ?? "")
    guard let chain = choice?.chain else {
      if hello != nil, key.place != .waypoint { kind = .handshakeFails }
      return
    }
    wire = key.wire
    if key.place == .waypoint {
      // The tunnel's TLS ended before; its caller's name stays known (connect_terminate).
      connection.peerPrincipal = hello?.principal
      wire = wire.opened
    } else if chain.tls {
      // Plain text where TLS is asked for, or no certificate where one is: it closes.
      guard let hello, hello.principal != nil || !chain.wantsCertificate(at: key.place) else {
        return
      }
      connection.isTLS = true
      connection.peerPrincipal = hello.principal
      wire = wire.opened
    }
    if chain.httpConnectionManager != nil {
      kind = wire.layers.isEmpty ? .http : .handshakeFails
    } else if let proxy = chain.tcpProxy {
      tcpProxy = proxy
      let decision = ConnectionDecision(
        chain.networkFilters ?? [], on: connection, version: version)
      actions = decision.actions
      details = decision.details
      decidedBy = decision.origin
      if decision.isAllowed { kind = .tcp }
    }
  }
}

extension FilterChain {
  /// Whether TLS comes about with a client's certificate alone: always behind a sidecar's inbound
  /// listener, and where a gateway's server asks for mutual TLS.
  fileprivate func wantsCertificate(at place: Station.Place) -> Bool {
    place == .inbound || requiresClientCertificate
  }
}

internal import DataPlane
internal import ProxyConfig

/// What stations there are and what they decide: listeners, route tables and plans are asked once
/// for each kind of connection and request.
struct Routing {
  private(set) var stations = Table<Station>()
  private var stationPositions: [StationKey: Position<Station>] = [:]
  var proxies: [ProxyState]
  private(set) var tables = Table<TableState>()
  var plans = Table<RoutePlan>()
  private var forks = Table<RouteFork>()
  private var forkPositions: [ForkKey: Position<RouteFork>] = [:]
  /// Requests as they go over the wire.
  var forms = Interning<RequestHead>()
  private var attemptForms: [AttemptForm: Position<RequestHead>] = [:]
  private let version: EnvoyVersion

  private struct ForkKey: Hashable {
    var station: Position<Station>
    var form: Position<RequestHead>
  }

  init(_ mesh: MeshConfiguration, _ topology: Topology, version: EnvoyVersion) {
    self.version = version
    let all = mesh.proxies + mesh.tunnels
    proxies = all.indices.map { index in
      ProxyState(
        all[index], workload: Int32(clamping: topology.workload(ofProxy: index)),
        isTunnel: index >= mesh.proxies.count, version: version)
    }
  }

  /// The same for another run: stations and tables stay, and what is decided of requests, or is of
  /// clusters and draws, goes.
  var reusable: Routing {
    var other = self
    other.plans = Table()
    other.forks = Table()
    other.forkPositions = [:]
    other.forms = Interning()
    other.attemptForms = [:]
    for index in 0..<other.stations.count {
      other.stations[Position(index)].lastForm = .none
    }
    for index in other.proxies.indices { other.proxies[index].forgetRun() }
    return other
  }

  @inline(__always)
  subscript(position: Position<Station>) -> Station {
    _read { yield stations[position] }
  }

  /// The station of a key, which is made where it is met first.
  mutating func station(_ key: StationKey, make: (inout Routing) -> Station) -> Position<Station> {
    if let known = stationPositions[key] { return known }
    let made = make(&self)
    let position = stations.append(made)
    stationPositions[key] = position
    return position
  }

  /// The proxy that stands at a station, as `POD.NAMESPACE`.
  func proxyName(_ station: Position<Station>) -> String {
    proxies[stations[station].proxy].configuration.proxy
  }

  // MARK: Route tables

  /// A route table that is fetched by name, or one that stands in the listener.
  ///
  /// A name that the proxy was never sent has no virtual hosts.
  mutating func table(_ proxy: Int, _ manager: HttpConnectionManager) -> Position<TableState> {
    let configuration: RouteConfiguration
    let name = manager.rds?.routeConfigName
    if let name {
      if let known = proxies[proxy].tablePositions[name] { return known }
      configuration =
        proxies[proxy].configuration.routes.first { $0.name == name }
        ?? RouteConfiguration(name: name, virtualHosts: [])
    } else {
      configuration = manager.routeConfig ?? RouteConfiguration(name: "", virtualHosts: [])
    }
    let position = tables.append(
      TableState(
        table: RouteTable(configuration, version: version),
        manager: proxies[proxy].tables.connectionManager(
          manager, internalOnlyHeaders: configuration.internalOnlyHeaders)))
    if let name { proxies[proxy].tablePositions[name] = position }
    return position
  }

  /// The table that an HTTP station asks.
  func table(at station: Position<Station>) -> TableState { tables[stations[station].table] }

  // MARK: Plans

  /// What may be decided by chance about a form of request at a station.
  mutating func fork(
    _ station: Position<Station>, _ form: Position<RequestHead>
  ) -> Position<RouteFork> {
    if stations[station].lastForm == form { return stations[station].lastFork }
    let position = forkMade(station, form)
    stations[station].lastForm = form
    stations[station].lastFork = position
    return position
  }

  private mutating func forkMade(
    _ station: Position<Station>, _ form: Position<RequestHead>
  ) -> Position<RouteFork> {
    let key = ForkKey(station: station, form: form)
    if let known = forkPositions[key] { return known }
    let position = forks.append(makeFork(station, form))
    forkPositions[key] = position
    return position
  }

  private func makeFork(_ station: Position<Station>, _ form: Position<RequestHead>) -> RouteFork {
    switch stations[station].kind {
    case .http:
      let state = table(at: station)
      guard let head = state.manager.admit(forms[form]) else { return RouteFork(weights: []) }
      let entry = state.table.entry(state.table.route(head))
      return RouteFork(
        entry?.route, host: entry?.host,
        limits: state.manager.undecidedShares(entry?.route, entry?.host))
    case .tcp:
      let weighted = stations[station].tcpProxy?.weightedClusters?.clusters ?? []
      return RouteFork(weights: weighted.map { UInt64($0.weight ?? 0) })  // in range: unsigned
    case .application, .closed, .handshakeFails: return RouteFork(weights: [])
    }
  }

  subscript(position: Position<RouteFork>) -> RouteFork {
    _read { yield forks[position] }
    _modify { yield &forks[position] }
  }

  /// What the data plane decides about a form of request at an HTTP station.
  mutating func decide(
    _ station: Position<Station>, _ form: Position<RequestHead>, _ draws: RequestDraws
  ) -> RequestPlan {
    let state = table(at: station)
    let known = proxies[stations[station].proxy].tables
    return state.table.plan(
      forms[form], through: state.manager, on: stations[station].connection, draws: draws,
      isKnown: { known.cluster($0) != nil })
  }

  /// The cluster that a tunnel leads to.
  func tunnelCluster(_ station: Position<Station>, _ draws: RequestDraws) -> String? {
    let tcpProxy = stations[station].tcpProxy
    guard let weighted = tcpProxy?.weightedClusters?.clusters else { return tcpProxy?.cluster }
    let total = weighted.reduce(0) { $0 + UInt64($1.weight ?? 0) }  // in range: unsigned
    var left = total > 0 ? draws.stream % total : 0
    return weighted.first { choice in
      let weight = UInt64(choice.weight ?? 0)  // in range: unsigned
      defer { left = left >= weight ? left - weight : 0 }
      return left < weight
    }?.name
  }

  /// What an attempt sends: attempts after the first carry their number, and a host's own name
  /// where the route asks for it.
  mutating func form(
    _ plan: Position<RoutePlan>, ordinal: Int32, host: Position<HostState>, name: String
  ) -> Position<RequestHead> {
    let first = plans[plan].firstForm
    let rewritesHost = plans[plan].request.rewritesHostAutomatically
    let counts = plans[plan].request.countsAttempts
    if !rewritesHost, ordinal == 1 || !counts { return first }
    guard var head = plans[plan].request.upstream else { return first }
    let key = AttemptForm(
      plan: plan, ordinal: counts ? ordinal : 1, host: rewritesHost ? host : .none)
    if let known = attemptForms[key] { return known }
    if rewritesHost { head.rewriteHost(name) }
    if counts, ordinal > 1 { head.headers.set("x-envoy-attempt-count", String(ordinal)) }
    let position = forms.position(of: head)
    attemptForms[key] = position
    return position
  }
}

internal import DataPlane
internal import Diagnostics
internal import EnvoyMessages
internal import Probes
internal import ProxyConfig

/// Finds what differs between one proxy's two configurations, where their tables differ.
struct ProxyComparison {
  /// One side.
  struct Side {
    /// What the proxy is told.
    let configuration: ProxyConfiguration
    /// The same, ready to be asked.
    let view: ProxyView
    /// Workloads by address.
    let names: [String: String]
    /// Clusters by name.
    let clusters: [String: Cluster]
    /// Endpoints by the name of their cluster.
    let endpoints: [String: ClusterLoadAssignment]
    /// A connection by which each route table is reached.
    let doors: [String: (connection: ProbeConnection, listener: Listener)]

    init(_ configuration: ProxyConfiguration, envoyMinor: Int, names: [String: String]) {
      self.configuration = configuration
      self.names = names
      view = ProxyView(configuration, version: EnvoyVersion(minor: envoyMinor))
      clusters = Dictionary(configuration.clusters.map { ($0.name, $0) }) { first, _ in first }
      endpoints = Dictionary(configuration.endpoints.map { ($0.clusterName, $0) }) {
        first, _ in first
      }
      doors = ConnectionProbes.doors(of: configuration)
    }

    /// What a client can tell about a cluster: whether it is there, and who answers.
    func reach(_ cluster: String) -> [String]? {
      clusters[cluster].map { found in
        (view.tables.hasHost(found) ? ["+"] : []) + view.workloads(of: cluster, names)
      }
    }
  }

  /// The earlier configuration.
  let before: Side
  /// The later configuration.
  let after: Side
  /// Where their messages differ.
  let delta: TableDelta
  /// What has been found.
  private(set) var changes = ProxyChanges()
  /// Pairs of routes and of virtual hosts whose properties have been compared.
  private var compared: Set<String> = []
  private var seenProperties: Set<PropertyChange> = []

  init(_ before: Side, _ after: Side, _ delta: TableDelta) {
    self.before = before
    self.after = after
    self.delta = delta
  }

  /// Compares everything that the delta names.
  mutating func compare() {
    let reached = Set(
      delta.clusters.union(delta.endpoints).filter { before.reach($0) != after.reach($0) })
    for name in tableNames(touching: reached) { compareTable(name, reached) }
    compareConnections(reached)
    for name in delta.listeners.sorted() { compareListener(name) }
    let shown = Set(
      changes.answers.flatMap { $0.before.branches + $0.after.branches }.compactMap(\.cluster))
    for name in delta.clusters.sorted() { compareCluster(name, isShown: shown.contains(name)) }
    for name in delta.endpoints.sorted() where !(shown.contains(name) && reached.contains(name)) {
      compareHosts(name)
    }
  }

  private func tableNames(touching reached: Set<String>) -> [String] {
    var names = Set(delta.hosts.keys).union(delta.tables)
    for side in [before, after] where !reached.isEmpty {
      for name in side.view.tableNames where !names.contains(name) {
        let hosts = side.view.table(name)?.table.configuration.virtualHosts ?? []
        if hosts.contains(where: { $0.sends(to: reached) }) { names.insert(name) }
      }
    }
    return names.sorted()
  }

  /// A connection that leads nowhere.
  private static let unknownDoor = ProbeConnection(
    .bound,
    ConnectionHead(
      address: ConnectionProbes.anyAddress, port: 0, content: .plain(applicationProtocol: nil)))

  // MARK: Requests

  private mutating func compareTable(_ name: String, _ reached: Set<String>) {
    let old = before.view.table(name)
    let new = after.view.table(name)
    // Tables of listeners inside the proxy are asked without a way to them.
    let door = (after.doors[name] ?? before.doors[name])?.connection ?? Self.unknownDoor
    // Where the table itself differs, every name may be served otherwise.
    let hosts = delta.tables.contains(name) ? nil : delta.hosts[name] ?? []
    var requests: [RequestHead] = []
    var seen: Set<RequestHead> = []
    for side in [old, new].compactMap(\.self) {
      let positions = hosts.map { hosts in
        Set(
          side.table.configuration.virtualHosts.indices.filter {
            let host = side.table.configuration.virtualHosts[$0]
            return hosts.contains(host.name) || host.sends(to: reached)
          })
      }
      let probes = TableProbes(
        side.table, through: side.manager, hosts: positions, measures: false)
      for probe in probes.probes where seen.insert(probe.request).inserted {
        requests.append(probe.request)
      }
    }
    for (request, connection) in asked(requests, name, door) { ask(request, name, connection) }
    if let old, let new {
      note(
        .routeTable(name),
        MessageDifference.all(
          MessageDifference.json(old.table.configuration.withoutHosts),
          MessageDifference.json(new.table.configuration.withoutHosts),
          isVisible: VisibleFields.routeTable), nil, nil)
    }
  }

  /// The requests and those that policies tell apart, each of every caller whom policies name.
  ///
  /// Where there are many requests, each after the first ones has one caller.
  private func asked(
    _ requests: [RequestHead], _ name: String, _ door: ProbeConnection
  ) -> [(RequestHead, ProbeConnection)] {
    var callers = before.view.callers(at: name)
    for caller in after.view.callers(at: name) where !callers.contains(caller) {
      callers.append(caller)
    }
    var all = requests
    if let base = requests.first {
      var seen = Set(requests)
      let further = [before, after].flatMap { $0.view.accessProbes(at: name, like: base) }
      all += further.filter { seen.insert($0).inserted }
    }
    guard !callers.isEmpty else { return all.map { ($0, door) } }
    var isPlain = true
    if case .tls = door.head.content { isPlain = false }
    return all.enumerated().flatMap { place, request -> [(RequestHead, ProbeConnection)] in
      let some = place < Self.requestsOfAllCallers ? callers : Array(callers.prefix(1))
      let connections = (isPlain ? [door] : []) + some.map { door.with(principal: $0) }
      return connections.map { (request, $0) }
    }
  }

  /// How many requests of one table are made in the name of every caller.
  private static let requestsOfAllCallers = 200

  private mutating func ask(
    _ request: RequestHead, _ name: String, _ connection: ProbeConnection
  ) {
    guard let old = before.reply(request, name, connection),
      let new = after.reply(request, name, connection)
    else { return }
    if old.answer != new.answer {
      changes.answers.append(
        AnswerChange(
          connection: connection, request: request, table: name, before: old.answer,
          after: new.answer, originBefore: old.origin, originAfter: new.origin))
      return
    }
    changes.unchangedRequests += 1
    compareProperties(old, new, name)
  }

  private mutating func compareProperties(_ old: Reply, _ new: Reply, _ name: String) {
    guard let first = old.entry, let second = new.entry else { return }
    let place = "\(name) \(old.place) \(new.place)"
    guard compared.insert(place).inserted else { return }
    let conditions = second.route.match.words
    if first.route != second.route {
      note(
        .route(table: name, host: second.host.name, conditions: conditions),
        MessageDifference.all(
          MessageDifference.json(first.route), MessageDifference.json(second.route),
          isVisible: VisibleFields.route), first.route.origin, second.route.origin)
    }
    var (oldHost, newHost) = (first.host, second.host)
    oldHost.routes = nil
    newHost.routes = nil
    guard oldHost != newHost else { return }
    note(
      .virtualHost(table: name, host: second.host.name),
      MessageDifference.all(
        MessageDifference.json(oldHost), MessageDifference.json(newHost),
        isVisible: VisibleFields.virtualHost), first.host.origin, second.host.origin)
  }

  private mutating func note(
    _ subject: PropertyChange.Subject, _ differences: [MessageDifference], _ old: Origin?,
    _ new: Origin?
  ) {
    for difference in differences {
      let change = PropertyChange(
        subject: subject, difference: difference, originBefore: old, originAfter: new)
      if seenProperties.insert(change).inserted { changes.properties.append(change) }
    }
  }

  // MARK: Connections

  private mutating func compareConnections(_ reached: Set<String>) {
    var probes: [ProbeConnection] = []
    var names: [ProbeConnection: String] = [:]
    for (side, other) in [(before, after), (after, before)] {
      for listener in side.configuration.listeners
      where delta.listeners.contains(listener.name) || listener.sends(to: reached) {
        let known = other.chains(of: listener)
        let found = ConnectionProbes.of(listener) {
          !known.contains($0) || $0.sends(to: reached)
        }
        for probe in found where names[probe] == nil {
          names[probe] = listener.name
          probes.append(probe)
        }
      }
    }
    for probe in probes {
      let old = before.view.answer(probe, names: before.names)
      let new = after.view.answer(probe, names: after.names)
      if old == new {
        changes.unchangedRequests += 1
        continue
      }
      // Where one side has no such listener, requests show what becomes of them.
      if old.readsRequests, new.readsRequests, old.table != new.table,
        before.view.table(old.table ?? "") == nil || after.view.table(new.table ?? "") == nil
      {
        continue
      }
      changes.answers.append(
        AnswerChange(
          connection: probe, request: nil, table: names[probe] ?? "", before: old, after: new,
          originBefore: before.origin(of: old, on: probe),
          originAfter: after.origin(of: new, on: probe)))
    }
  }

  private mutating func compareListener(_ name: String) {
    guard let old = before.configuration.listeners.first(where: { $0.name == name }),
      let new = after.configuration.listeners.first(where: { $0.name == name })
    else { return }
    var (first, second) = (old, new)
    first.filterChains = nil
    second.filterChains = nil
    var found = MessageDifference.all(
      MessageDifference.json(first), MessageDifference.json(second),
      isVisible: VisibleFields.listener)
    let known = Dictionary((old.filterChains ?? []).map { ($0.choice, $0) }) { first, _ in first }
    for chain in new.filterChains ?? [] {
      guard let other = known[chain.choice], other != chain else { continue }
      let differences = MessageDifference.all(
        MessageDifference.json(other), MessageDifference.json(chain),
        isVisible: VisibleFields.listener)
      found += differences.map { difference in
        var difference = difference
        difference.path = "chain \(chain.name ?? chain.filterChainMatch.words): \(difference.path)"
        return difference
      }
    }
    note(.listener(name), found, nil, nil)
  }

  // MARK: Clusters

  private mutating func compareCluster(_ name: String, isShown: Bool) {
    let old = before.clusters[name]
    let new = after.clusters[name]
    guard let old, let new else {
      guard !isShown else { return }
      let difference = MessageDifference(
        path: "cluster", before: old.map { _ in "there" }, after: new.map { _ in "there" })
      note(.cluster(name), [difference], old?.origin, new?.origin)
      return
    }
    let differences = MessageDifference.all(
      MessageDifference.json(old), MessageDifference.json(new), isVisible: VisibleFields.cluster)
    for difference in differences {
      note(
        .cluster(name), [difference], old.origin(of: difference.path),
        new.origin(of: difference.path))
    }
  }

  private mutating func compareHosts(_ name: String) {
    let old = before.endpoints[name]
    let new = after.endpoints[name]
    guard before.clusters[name] != nil, after.clusters[name] != nil else { return }
    let oldHosts = old?.hostLines(before.names) ?? []
    let newHosts = new?.hostLines(after.names) ?? []
    let gone = oldHosts.filter { !newHosts.contains($0) }
    let come = newHosts.filter { !oldHosts.contains($0) }
    var differences: [MessageDifference] = []
    if !gone.isEmpty || !come.isEmpty {
      differences.append(
        MessageDifference(
          path: "hosts", before: .array(gone.map { .string($0) }),
          after: .array(come.map { .string($0) })))
    }
    if old?.policy != new?.policy {
      differences += MessageDifference.all(
        MessageDifference.json(old?.policy), MessageDifference.json(new?.policy))
    }
    note(
      .hosts(cluster: name), differences, before.clusters[name]?.origin,
      after.clusters[name]?.origin)
  }
}

internal import ProxyConfig

/// Which parts of two proxies' configurations differ in what messages say, by name.
struct TableDelta: Hashable, Sendable {
  /// Virtual hosts by route table; a table that one side alone has is there with none.
  var hosts: [String: Set<String>] = [:]
  /// Route tables of which something beside the virtual hosts differs, or that one side lacks.
  var tables: Set<String> = []
  /// Clusters.
  var clusters: Set<String> = []
  /// Clusters whose endpoints differ.
  var endpoints: Set<String> = []
  /// Listeners.
  var listeners: Set<String> = []

  /// Whether nothing differs.
  var isEmpty: Bool {
    hosts.isEmpty && tables.isEmpty && clusters.isEmpty && endpoints.isEmpty && listeners.isEmpty
  }

  /// What differs here or there.
  func union(_ other: TableDelta) -> TableDelta {
    var delta = self
    delta.hosts.merge(other.hosts) { $0.union($1) }
    delta.tables.formUnion(other.tables)
    delta.clusters.formUnion(other.clusters)
    delta.endpoints.formUnion(other.endpoints)
    delta.listeners.formUnion(other.listeners)
    return delta
  }

  /// Adds what differs between two route tables of one name.
  mutating func compare(_ before: RouteConfiguration?, _ after: RouteConfiguration?) {
    guard let name = before?.name ?? after?.name else { return }
    guard let before, let after else {
      tables.insert(name)
      hosts[name] = []
      return
    }
    var differing: Set<String> = []
    let known = Dictionary(before.virtualHosts.map { ($0.name, $0) }) { first, _ in first }
    var seen: Set<String> = []
    for host in after.virtualHosts {
      seen.insert(host.name)
      guard let other = known[host.name] else {
        differing.insert(host.name)
        continue
      }
      if other != host, other.withoutOrigins != host.withoutOrigins { differing.insert(host.name) }
    }
    differing.formUnion(known.keys.filter { !seen.contains($0) })
    if !differing.isEmpty { hosts[name] = differing }
    if before.withoutHosts != after.withoutHosts { tables.insert(name) }
  }

  /// Adds what differs between two lists of clusters.
  mutating func compare(_ before: [Cluster], _ after: [Cluster]) {
    compare(before, after, name: \.name, into: \.clusters) {
      $0 == $1 || $0.withoutOrigins == $1.withoutOrigins
    }
  }

  /// Adds what differs between two lists of endpoints.
  mutating func compare(_ before: [ClusterLoadAssignment], _ after: [ClusterLoadAssignment]) {
    compare(before, after, name: \.clusterName, into: \.endpoints) { $0 == $1 }
  }

  /// Adds what differs between two lists of listeners.
  mutating func compare(_ before: [Listener], _ after: [Listener]) {
    compare(before, after, name: \.name, into: \.listeners) {
      $0 == $1
        || $0.choices == $1.choices && MessageDifference.json($0) == MessageDifference.json($1)
    }
  }

  private mutating func compare<Message>(
    _ before: [Message], _ after: [Message], name: KeyPath<Message, String>,
    into list: WritableKeyPath<TableDelta, Set<String>>, isSame: (Message, Message) -> Bool
  ) {
    // Mostly both lists have the same names in the same places.
    if before.count == after.count,
      zip(before, after).allSatisfy({ $0[keyPath: name] == $1[keyPath: name] })
    {
      for (old, new) in zip(before, after) where !isSame(old, new) {
        self[keyPath: list].insert(new[keyPath: name])
      }
      return
    }
    let known = Dictionary(before.map { ($0[keyPath: name], $0) }) { first, _ in first }
    var seen: Set<String> = []
    for message in after {
      let key = message[keyPath: name]
      seen.insert(key)
      if let other = known[key], isSame(other, message) { continue }
      self[keyPath: list].insert(key)
    }
    self[keyPath: list].formUnion(known.keys.filter { !seen.contains($0) })
  }
}

extension Listener {
  /// What decides about connections and is in no message.
  fileprivate var choices: [Choice] {
    (filterChains ?? []).map { Choice(dialled: $0.dialled, asks: $0.requiresClientCertificate) }
  }

  /// See ``choices``.
  fileprivate struct Choice: Hashable {
    var dialled: DialledMatch?
    var asks: Bool
  }
}

extension VirtualHost {
  /// The message alone.
  var withoutOrigins: VirtualHost {
    var host = self
    host.origin = nil
    host.routes = routes?.map { route in
      var route = route
      route.origin = nil
      route.metadata = nil
      route.name = nil
      return route
    }
    host.domains = domains.sorted()
    return host
  }
}

extension RouteConfiguration {
  /// The table with none of its virtual hosts.
  var withoutHosts: RouteConfiguration {
    var table = self
    table.virtualHosts = []
    return table
  }
}

extension Cluster {
  /// The message alone.
  var withoutOrigins: Cluster {
    var cluster = self
    cluster.origin = nil
    cluster.limitOrigins = LimitOrigins()
    cluster.metadata = nil
    return cluster
  }
}

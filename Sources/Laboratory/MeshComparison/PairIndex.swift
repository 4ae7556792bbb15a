internal import Probes
internal import ProxyConfig

/// Compares the proxies of two states pair by pair, and what many proxies share but once.
struct PairIndex {
  /// The earlier state.
  let before: MeshConfiguration
  /// The later state, with the earlier one's addresses.
  let after: MeshConfiguration
  private var known: [Addresses: TableDelta] = [:]

  /// Where two lists lie in memory: proxies that see the same share them.
  private struct Addresses: Hashable {
    var before: UInt
    var after: UInt
    var kind: Int
  }

  init(_ before: MeshConfiguration, _ after: MeshConfiguration) {
    self.before = before
    self.after = after
  }

  /// What differs in what leaves the pod or reaches a gateway, and in what enters the pod.
  mutating func deltas(
    _ old: ProxyConfiguration, _ new: ProxyConfiguration
  ) -> (outbound: TableDelta, inbound: TableDelta) {
    var outbound = shared(old.routes, new.routes, kind: 0) { delta in
      let known = Dictionary(old.routes.map { ($0.name, $0) }) { first, _ in first }
      for table in new.routes { delta.compare(known[table.name], table) }
      let names = Set(new.routes.map(\.name))
      for table in old.routes where !names.contains(table.name) { delta.compare(table, nil) }
    }
    let clusters = shared(old.sharedClusters, new.sharedClusters, kind: 1) {
      $0.compare(old.sharedClusters, new.sharedClusters)
    }
    outbound.clusters = clusters.clusters
    outbound.endpoints =
      shared(old.endpoints, new.endpoints, kind: 2) { $0.compare(old.endpoints, new.endpoints) }
      .endpoints
    outbound.listeners = outboundListeners(old, new).listeners
    var inbound = TableDelta()
    inbound.compare(old.ownClusters, new.ownClusters)
    compareInbound(
      old.listeners.filter(\.door.isInbound), new.listeners.filter(\.door.isInbound),
      &inbound)
    return (outbound, inbound)
  }

  /// Those that leave the pod; what ztunnels do for pods of one place they share.
  private mutating func outboundListeners(
    _ old: ProxyConfiguration, _ new: ProxyConfiguration
  ) -> TableDelta {
    let first = old.listeners.filter { !$0.door.isInbound }
    let second = new.listeners.filter { !$0.door.isInbound }
    var delta = TableDelta()
    guard let before = first.first, let after = second.first, before.door == .carried,
      after.door == .carried
    else {
      delta.compare(first, second)
      return delta
    }
    return shared(before.filterChains ?? [], after.filterChains ?? [], kind: 3) {
      $0.compare(first, second)
    }
  }

  /// Inbound listeners carry their route tables.
  private func compareInbound(_ old: [Listener], _ new: [Listener], _ delta: inout TableDelta) {
    guard old != new else { return }
    delta.compare(old, new)
    let tables = old.inlineTables
    let others = new.inlineTables
    for (name, table) in others.sorted(by: { $0.key < $1.key }) {
      delta.compare(tables[name], table)
    }
    for (name, table) in tables where others[name] == nil { delta.compare(table, nil) }
  }

  private mutating func shared<Message>(
    _ old: [Message], _ new: [Message], kind: Int, _ compare: (inout TableDelta) -> Void
  ) -> TableDelta {
    let key = Addresses(before: Self.address(old), after: Self.address(new), kind: kind)
    if let delta = known[key] { return delta }
    var delta = TableDelta()
    compare(&delta)
    known[key] = delta
    return delta
  }

  private static func address<Message>(_ list: [Message]) -> UInt {
    list.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }
}

extension [Listener] {
  /// The route tables that are part of listeners, by name.
  fileprivate var inlineTables: [String: RouteConfiguration] {
    let tables = flatMap(\.chains).compactMap(\.httpConnectionManager?.routeConfig)
    return Dictionary(tables.map { ($0.name, $0) }) { first, _ in first }
  }
}

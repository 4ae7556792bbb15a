package import DataPlane
package import ProxyConfig

/// One proxy made ready to be asked: its tables compiled, those of its listeners among them.
package struct ProxyView: Sendable {
  /// What the control plane pushes to it.
  package let configuration: ProxyConfiguration
  /// Its clusters by name.
  package let tables: ProxyTables
  /// Compiled route tables by name.
  private let routes: [String: RouteTable]
  /// Connection managers by the name of the route table that they serve.
  private let managers: [String: ConnectionManager]
  /// The HTTP filters in front of tables that listeners carry, by the table's name.
  private let filters: [String: [HTTPFilter]]

  /// `isWanted`: whether a route table of a name will be asked.
  package init(
    _ configuration: ProxyConfiguration, version: EnvoyVersion,
    isWanted: (String) -> Bool = { _ in true }
  ) {
    self.configuration = configuration
    tables = ProxyTables(configuration, version: version)
    var routes: [String: RouteTable] = [:]
    var managers: [String: ConnectionManager] = [:]
    var filters: [String: [HTTPFilter]] = [:]
    for table in configuration.routes where isWanted(table.name) {
      routes[table.name] = RouteTable(table, version: version)
      managers[table.name] = tables.connectionManager(serving: table.name)
    }
    for chain in configuration.listeners.flatMap(\.chains) {
      guard let manager = chain.httpConnectionManager, let table = manager.routeConfig,
        routes[table.name] == nil, isWanted(table.name)
      else { continue }
      routes[table.name] = RouteTable(table, version: version)
      managers[table.name] = tables.connectionManager(
        manager, internalOnlyHeaders: table.internalOnlyHeaders)
      filters[table.name] = manager.httpFilters
    }
    self.routes = routes
    self.managers = managers
    self.filters = filters
  }

  /// The names of all route tables, sorted.
  package var tableNames: [String] { routes.keys.sorted() }

  /// A route table and the connection manager in front of it.
  package func table(_ name: String) -> (table: RouteTable, manager: ConnectionManager)? {
    guard let table = routes[name], let manager = managers[name] else { return nil }
    return (table, manager)
  }

  /// Names of callers that policies in front of a route table tell apart; none where they ask for
  /// no name.
  package func callers(at name: String) -> [String] {
    filters[name].map { CallerNames.of($0) } ?? []
  }

  /// Requests that policies in front of a route table tell apart, like another but for that.
  package func accessProbes(at name: String, like base: RequestHead) -> [RequestHead] {
    filters[name].map { AccessProbes.requests($0, like: base) } ?? []
  }

  /// The listener and filter chain that a connection takes.
  package func choice(_ connection: ProbeConnection) -> ListenerChoice? {
    switch connection.door {
    case .outbound: configuration.outbound(connection.head)
    case .inbound: configuration.inbound(connection.head)
    case .bound: configuration.bound(connection.head)
    case .carried: configuration.carried(connection.head)
    case .tunnelled: configuration.tunnelled(connection.head)
    }
  }
}

extension Listener {
  /// All chains, the one for what no other takes last.
  package var chains: [FilterChain] {
    (filterChains ?? []) + [defaultFilterChain].compactMap(\.self)
  }

  /// How connections get to it.
  package var door: ProbeConnection.Door {
    if name == TunnelName.mainInternal { return .tunnelled }
    if address == .none, trafficDirection == .outbound { return .carried }
    if trafficDirection == .inbound { return .inbound }
    return bindToPort ?? true ? .bound : .outbound
  }
}

extension FilterChain {
  /// The name of the route table that the chain reads; `nil` where it reads no HTTP.
  package var tableName: String? {
    httpConnectionManager.flatMap { $0.rds?.routeConfigName ?? $0.routeConfig?.name }
  }
}

public import ProxyConfig

/// One proxy's configuration made ready: clusters, endpoints and connection managers by name.
public struct ProxyTables: Sendable {
  /// What istiod sent.
  public let configuration: ProxyConfiguration
  /// The Envoy that reads it.
  public let version: EnvoyVersion
  private let clusters: [String: Cluster]
  private let assignments: [String: ClusterLoadAssignment]
  private let routes: [String: RouteConfiguration]
  private let managers: [String: HttpConnectionManager]

  /// Prepares the tables of a proxy.
  public init(_ configuration: ProxyConfiguration, version: EnvoyVersion) {
    self.configuration = configuration
    self.version = version
    clusters = Dictionary(configuration.clusters.map { ($0.name, $0) }) { first, _ in first }
    assignments = Dictionary(configuration.endpoints.map { ($0.clusterName, $0) }) {
      first, _ in first
    }
    routes = Dictionary(configuration.routes.map { ($0.name, $0) }) { first, _ in first }
    let chains = configuration.listeners.flatMap { listener in
      (listener.filterChains ?? []) + [listener.defaultFilterChain].compactMap(\.self)
    }
    managers = Dictionary(
      chains.compactMap { chain in
        chain.httpConnectionManager.flatMap { manager in
          manager.rds.map { ($0.routeConfigName, manager) }
        }
      }
    ) { first, _ in first }
  }

  /// The cluster of a name; `nil` where the proxy has none.
  public func cluster(_ name: String) -> Cluster? { clusters[name] }

  /// The hosts of a cluster: the endpoints it was pushed, or those it carries.
  public func assignment(_ cluster: Cluster) -> ClusterLoadAssignment? {
    assignments[cluster.edsServiceName ?? cluster.name] ?? cluster.loadAssignment
  }

  /// Whether a cluster has a host.
  ///
  /// One with original destinations has what the client dialled; where requests bring it, there is
  /// one.
  public func hasHost(_ cluster: Cluster) -> Bool {
    if cluster.takesHostsFromRequests { return true }
    let groups = assignment(cluster)?.endpoints ?? []
    return groups.contains { !($0.lbEndpoints ?? []).isEmpty }
  }

  /// The route configuration of a name, compiled.
  ///
  /// Callers keep the table.
  public func routeTable(_ name: String) -> RouteTable? {
    routes[name].map { RouteTable($0, version: version) }
  }

  /// The connection manager that serves a route configuration which is fetched by name.
  public func connectionManager(serving name: String) -> ConnectionManager {
    connectionManager(managers[name], internalOnlyHeaders: routes[name]?.internalOnlyHeaders)
  }

  /// A filter chain's connection manager as this proxy's release runs it.
  public func connectionManager(
    _ manager: HttpConnectionManager?, internalOnlyHeaders: [String]? = nil
  ) -> ConnectionManager {
    ConnectionManager(
      manager, internalOnlyHeaders: internalOnlyHeaders ?? [],
      trustsPrivateAddresses: version < EnvoyVersion(minor: 33), version: version)
  }
}

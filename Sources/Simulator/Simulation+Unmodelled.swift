internal import DataPlane
internal import Diagnostics
internal import ProxyConfig

extension Simulation {
  /// What of the clients' own proxies can change an outcome and is left out.
  static func unmodelled(in scenario: Scenario, _ topology: Topology) -> [Diagnostic] {
    let proxies = scenario.clients.compactMap { client in
      topology.workload(named: client.pod).map { topology.sidecar(of: $0) }
    }
    let version = EnvoyVersion(minor: scenario.mesh.envoyMinor)
    var found: [Diagnostic] = []
    for index in Set(proxies).sorted() where index >= 0 {
      let proxy = scenario.mesh.proxies[index]
      let findings =
        proxy.clusters.flatMap(gaps)
        + proxy.routes.flatMap { RouteTable($0, version: version).findings }
      for finding in findings where !found.contains(finding) { found.append(finding) }
    }
    return found
  }

  private static func gaps(of cluster: Cluster) -> [Diagnostic] {
    var found = LoadBalancer.findings(cluster)
    // Passthrough clusters have an idle timeout by themselves.
    guard cluster.origin?.resource.kind == "DestinationRule" else { return found }
    let common = cluster.httpProtocolOptions?.commonHttpProtocolOptions
    if common?.idleTimeout != nil {
      found.append(gap("the idle timeout", "idle connections stay open", cluster))
    }
    if common?.maxConnectionDuration != nil || cluster.maxConnectionDuration != nil {
      found.append(gap("the greatest age of a connection", "connections grow old", cluster))
    }
    return found
  }

  private static func gap(_ what: String, _ effect: String, _ cluster: Cluster) -> Diagnostic {
    Diagnostic(
      .warning, .notModelled, "\(what) of \(cluster.name) is not modelled: \(effect)",
      at: cluster.origin?.location)
  }
}

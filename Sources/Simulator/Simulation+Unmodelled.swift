internal import DataPlane
internal import Diagnostics
internal import ProxyConfig

extension Simulation {
  /// What of the clients' own proxies, and of the gateways that they call, can change an outcome and
  /// is left out.
  static func unmodelled(in scenario: Scenario, _ topology: Topology) -> [Diagnostic] {
    let proxies = scenario.clients.flatMap { client in
      let own = topology.workload(named: client.pod).map { topology.proxy(takingFrom: $0) }
      return [own ?? -1] + topology.gateways(calledBy: client)
    }
    var found: [Diagnostic] = []
    for index in Set(proxies).sorted() where index >= 0 {
      let own = scenario.mesh.proxies
      let proxy =
        own.indices.contains(index) ? own[index] : scenario.mesh.tunnels[index - own.count]
      let findings =
        proxy.clusters.flatMap(LoadBalancer.findings)
        + proxy.routes.flatMap(\.findings)
      for finding in findings where !found.contains(finding) { found.append(finding) }
    }
    return found
  }
}

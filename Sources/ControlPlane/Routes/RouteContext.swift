internal import ProxyConfig
internal import Resources

/// For whom and for which port the rules of VirtualServices become routes.
struct RouteContext {
  /// The mesh.
  let index: MeshIndex
  /// The pod that calls, or the gateway's.
  let client: MeshPod
  /// What it sees.
  let scope: SidecarScope
  /// The port that the client dials; 0 for an HTTP proxy or a Unix domain socket.
  let port: Int
  /// The gateways that the client stands for: `mesh`, or Gateways as `namespace/name`.
  let gateways: Set<String>
  /// Whether the routes answer TLS that the proxy terminates.
  var isTLS = false
  /// The services as the route table knows them, by host.
  let table: PortTable
  /// Takes what does not act.
  var notes: NoteSink?
  /// At a waypoint, the services that it stands before.
  var waypoint: WaypointServices?

  /// The rule version.
  var rules: RuleVersion { index.rules }

  /// The hash that chooses among a destination's hosts: of the subset's port, else of the subset,
  /// else of the port, else of the rule; a port counts only where the destination names it
  /// (pilot/pkg/networking/core/route/route.go@1.30.3, `HashForHTTPDestination`).
  func consistentHash(of destination: Destination) -> LoadBalancerSettings.ConsistentHash? {
    if waypoint != nil, rules[.waypointKeepsOneWeight] { return nil }
    guard let policyRule = destinationRule(of: destination.host) else { return nil }
    let policy = policyRule.trafficPolicy?.value
    let subset = policyRule.subsets.first { $0.value.name == destination.subset }
    let subsetPolicy = subset?.value.trafficPolicy
    return subsetPolicy?.hash(ofPort: destination.port)
      ?? subsetPolicy?.loadBalancer?.consistentHash
      ?? policy?.hash(ofPort: destination.port)
      ?? policy?.loadBalancer?.consistentHash
  }

  /// The hash of a service that no VirtualService governs (`hashForService`).
  func consistentHash(of service: MeshService, port: Int) -> LoadBalancerSettings.ConsistentHash? {
    let policy = destinationRule(of: service.hostname)?.trafficPolicy?.value
    return policy?.hash(ofPort: UInt32(port)) ?? policy?.loadBalancer?.consistentHash
  }

  private func destinationRule(of host: String) -> ConsolidatedDestinationRule? {
    guard index.hashesConsistently, let service = scope.serviceByHost[host] else { return nil }
    return index.destinationRules.rule(
      hostname: host, serviceNamespace: service.namespace, clientNamespace: client.namespace,
      clientLabels: client.placedLabels)
  }

  /// The cluster that a destination means.
  ///
  /// Without a port it is the one that the table knows, else the one that the client dials
  /// (`GetDestinationCluster`).
  func cluster(of destination: Destination) -> String {
    if let waypoint { return waypoint.cluster(of: destination, dialled: port, in: scope) }
    if destination.host.isEmpty { return "UnknownService" }
    let service = table.service(destination.host)
    var host = destination.host
    if let service, !service.service.externalName.isEmpty { host = service.service.externalName }
    let number = destination.port.map { Int($0) } ?? service?.onlyPort ?? port
    return ClusterName.outbound(port: number, subset: destination.subset, host: host).text
  }
}

extension LoadBalancerSettings {
  /// The consistent hash, where that is the policy.
  var consistentHash: ConsistentHash? {
    guard case .consistentHash(let hash) = policy else { return nil }
    return hash
  }
}

extension TrafficPolicy {
  /// The consistent hash of a port's own settings.
  fileprivate func hash(ofPort port: UInt32?) -> LoadBalancerSettings.ConsistentHash? {
    guard let port else { return nil }
    return portLevelSettings.first { $0.port == port }?.loadBalancer?.consistentHash
  }
}

internal import ProxyConfig
internal import Resources

/// The services that one waypoint proxy stands before
/// (`pilot/pkg/networking/core/waypoint.go` findWaypointResources@1.30.3).
struct WaypointServices: Sendable {
  /// Each host once, by age.
  let services: [MeshService]
  private let hosts: Set<String>

  /// The services whose waypoint is one that a pod is a proxy of.
  init(of pod: MeshPod, index: MeshIndex) {
    let own = Set(index.targets(of: pod).map(\.service.hostname))
    var seen: Set<String> = []
    services = index.registry.services.filter { service in
      guard let waypoint = index.ambient.choice(for: service).waypoint,
        own.contains(waypoint.hostname),
        // Names that are resolved at each request are served outside the mesh alone.
        service.resolution != .dynamicDNS || service.isMeshExternal
      else { return false }
      return seen.insert(service.hostname).inserted
    }
    hosts = seen
  }

  /// Whether the proxy stands before the service of a host.
  func contain(_ host: String) -> Bool { hosts.contains(host) }

  /// The cluster that a destination means: of a service of its own past further rules, of another
  /// as any client's (`pilot/pkg/networking/core/listener_waypoint.go`
  /// getWaypointDestinationCluster@1.30.3).
  ///
  /// `dialled`: the port of a destination that names none and has several.
  func cluster(of destination: Destination, dialled: Int, in scope: SidecarScope) -> String {
    guard !destination.host.isEmpty else { return "UnknownService" }
    let service = scope.serviceByHost[destination.host]
    let only = service.flatMap { $0.ports.count == 1 ? $0.ports.first?.number : nil }
    let number = destination.port.map { Int($0) } ?? only ?? dialled
    if service != nil, !contain(destination.host) {
      return ClusterName.outbound(
        port: number, subset: destination.subset, host: destination.host
      ).text
    }
    let portProtocol = service?.port(number)?.portProtocol
    let prefix = portProtocol.map(\.isHTTPOrUndeclared) ?? true ? "http" : "tcp"
    let subset = destination.subset.isEmpty ? prefix : "\(prefix)/\(destination.subset)"
    return ClusterName.inboundVIP(port: number, subset: subset, host: destination.host).text
  }

  /// The services of others that rules of the proxy's own services send to
  /// (filterWaypointOutboundServices@1.30.3).
  func destinationsElsewhere(_ rules: [MeshVirtualService]) -> Set<String> {
    let outside = Set(services.filter(\.isMeshExternal).map(\.hostname))
    var found: Set<String> = []
    for rule in rules where rule.isForMesh && rule.hosts.contains(where: contain) {
      for (host, _) in rule.destinationPorts(reachedFrom: nil)
      where !contain(host) || outside.contains(host) {
        found.insert(host)
      }
    }
    return found
  }
}

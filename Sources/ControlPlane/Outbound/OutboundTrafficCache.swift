internal import ProxyConfig
internal import Resources

/// Outbound listeners and route tables, built once for all proxies that see the same.
///
/// Proxies differ by their scope, by their labels only where a rule looks at them, and by their
/// address where it is that of an endpoint to which they get no listener.
struct OutboundTrafficCache: Sendable {
  /// What a proxy does with connections that go out.
  struct Traffic: Sendable {
    /// Listeners of one kind of client.
    var listeners: [Listener]
    /// Route configurations of one kind of client.
    var routes: [RouteConfiguration]
  }

  private struct Key: Hashable {
    var scope: ObjectIdentifier
    var labels: [String: String]
    var ownEndpoint: String?
  }

  /// What of a client the rules of a scope look at.
  fileprivate struct Sensitivity {
    var labelKeys: Set<String>
    var looksAtAllLabels: Bool
    var endpointAddresses: Set<String>
  }

  private var known: [Key: Traffic] = [:]
  private var sensitivities: [ObjectIdentifier: Sensitivity] = [:]

  /// The outbound listeners and route tables of a pod.
  ///
  /// `notes`: takes contests among rules, when they are built for the first time.
  mutating func traffic(
    of pod: MeshPod, in scope: SidecarScope, index: MeshIndex, notes: NoteSink
  ) -> Traffic {
    let identifier = ObjectIdentifier(scope)
    let sensitivity =
      sensitivities[identifier] ?? Sensitivity(scope, namespace: pod.namespace, index)
    sensitivities[identifier] = sensitivity
    let key = Key(
      scope: identifier,
      labels: sensitivity.looksAtAllLabels
        ? pod.placedLabels
        : pod.placedLabels.filter { sensitivity.labelKeys.contains($0.key) },
      ownEndpoint: sensitivity.endpointAddresses.contains(pod.address) ? pod.address : nil)
    if let found = known[key] { return found }
    let traffic = Traffic(pod, in: scope, index: index, notes)
    known[key] = traffic
    return traffic
  }
}

extension OutboundTrafficCache.Traffic {
  fileprivate init(
    _ pod: MeshPod, in scope: SidecarScope, index: MeshIndex, _ notes: NoteSink
  ) {
    var builder = OutboundListenerBuilder(index: index, client: pod, scope: scope)
    let built = builder.build()
    listeners = built.listeners
    var tables = OutboundRouteBuilder(index: index, client: pod, scope: scope, notes: notes)
    routes = built.routeNames.map { tables.table(named: $0) }
  }
}

extension OutboundTrafficCache.Sensitivity {
  fileprivate init(_ scope: SidecarScope, namespace: String, _ index: MeshIndex) {
    labelKeys = []
    endpointAddresses = []
    for egress in scope.egress {
      for service in egress.virtualServices { labelKeys.formUnion(service.sourceLabelKeys) }
      for service in egress.services
      where service.resolution == .passthrough && service.addresses.isEmpty {
        endpointAddresses.formUnion(index.sentEndpoints(of: service).map(\.address))
      }
    }
    looksAtAllLabels = index.destinationRules.selectsPods(of: namespace)
  }
}

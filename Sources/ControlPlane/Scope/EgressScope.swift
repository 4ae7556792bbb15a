internal import Resources

/// What one egress listener lets a proxy see (pilot/pkg/model/sidecar.go@1.30.3,
/// `IstioEgressListenerWrapper`).
struct EgressScope: Sendable {
  /// The listener as written; `nil` where no Sidecar says anything.
  let listener: Sidecar.EgressListener?
  /// What the listener imports, in istiod's order.
  let services: [MeshService]
  /// Rules that act at the listener, in istiod's order.
  let virtualServices: [MeshVirtualService]
  /// For each service's host the VirtualService that is most specific for it.
  let mostSpecificVirtualService: [String: MeshVirtualService]
  /// What the listener does not import, where it is asked for.
  var passedOver: [RuleNote] = []

  init(
    listener: Sidecar.EgressListener?, services: [MeshService],
    virtualServices: [MeshVirtualService]
  ) {
    self.listener = listener
    self.services = services
    self.virtualServices = virtualServices
    var table = HostTable<MeshVirtualService>()
    for service in virtualServices {
      for host in service.hosts { table.insert(service, for: host) }
    }
    var found: [String: MeshVirtualService] = [:]
    if !table.isEmpty {
      for service in services where found[service.hostname] == nil {
        found[service.hostname] = table.mostSpecific(covering: service.hostname)?.value
      }
    }
    mostSpecificVirtualService = found
  }

  /// The listener's port where it trims services to it: not of an HTTP proxy.
  static func matchedPort(_ listener: Sidecar.EgressListener?) -> Int? {
    guard let port = listener?.port, port.number != 0,
      PortProtocol(named: port.protocol) != .httpProxy
    else { return nil }
    return Int(port.number)
  }
}

internal import Resources

/// What the proxies of a namespace see of the mesh (pilot/pkg/model/sidecar.go@1.30.3,
/// `SidecarScope`).
///
/// A class, because all proxies that see the same things share it.
final class SidecarScope: Sendable {
  /// The proxies' namespace.
  let namespace: String
  /// The Sidecar that applies; `nil` where none does.
  let sidecar: Sidecar?
  /// At least one.
  let egress: [EgressScope]
  /// Services that get clusters, each host once (up to 1.21 not quite: see
  /// ``RuleSwitch/mergesServicesOfOneHost``).
  let services: [MeshService]
  /// What is imported by any listener.
  let serviceByHost: [String: MeshService]
  /// `ALLOW_ANY` or `REGISTRY_ONLY`, and the egress proxy.
  let outboundTrafficPolicy: OutboundTrafficPolicy

  init(
    namespace: String, sidecar: Sidecar?, egress: [EgressScope], services: [MeshService],
    serviceByHost: [String: MeshService], outboundTrafficPolicy: OutboundTrafficPolicy
  ) {
    self.namespace = namespace
    self.sidecar = sidecar
    self.egress = egress
    self.services = services
    self.serviceByHost = serviceByHost
    self.outboundTrafficPolicy = outboundTrafficPolicy
  }

  /// The egress listener that answers for a route table: the first with that port, else the one
  /// without a port.
  ///
  /// A Unix domain socket's has port 0 and is found by its path.
  func egressScope(port: Int, bind: String) -> EgressScope? {
    egress.first { scope in
      guard let listener = scope.listener, let written = listener.port else { return true }
      return Int(written.number) == port && (port != 0 || listener.bind == bind)
    }
  }
}

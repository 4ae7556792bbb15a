internal import Diagnostics
internal import Resources

/// Finds out what backends of routes mean
/// (pilot/pkg/config/kube/gateway/conversion.go@1.30.3, `buildDestination`).
struct RouteBackends {
  /// Which release it is.
  let rules: RuleVersion
  /// Who may refer to what.
  let grants: ReferenceGrants
  /// Services as `namespace/name`.
  let services: Set<String>
  /// Hosts of ServiceEntries, as `namespace/host`.
  let hosts: Set<String>

  /// Whose backends are asked for.
  struct Asker {
    /// What the condition is about.
    var kind: String
    /// The route's.
    var namespace: String
    /// Whether another namespace's backends need a grant: on gateways, and not in the mesh.
    var needsGrants: Bool
  }

  /// A destination; with an error of which the rule is spared, it is one that no cluster has.
  func destination(
    _ backend: GatewayAPI.BackendReference, for asker: Asker, at path: FieldPath
  ) -> (destination: Destination?, error: RouteError?) {
    func failure(_ reason: RouteError.Reason, _ message: String) -> RouteError {
      RouteError(reason: reason, message: message, path: path)
    }
    if asker.needsGrants, let other = backend.namespace, other != asker.namespace,
      !isGranted(backend, in: other, to: asker)
    {
      return (
        Destination(),
        failure(
          .refNotPermitted,
          "backendRef \(backend.name)/\(other) not accessible to a \(asker.kind) in namespace "
            + "“\(asker.namespace)” (missing a ReferenceGrant?)")
      )
    }
    let namespace = backend.namespace ?? asker.namespace
    var destination = Destination()
    var isKnown = true
    switch (backend.group, backend.kind) {
    case ("", "Service"), ("multicluster.x-k8s.io", "ServiceImport"):
      guard backend.kind != "Service" || !backend.name.contains(".") else {
        return (
          nil,
          failure(
            .invalidDestination,
            "service name invalid; the name of the Service must be used, not the hostname.")
        )
      }
      destination.host = "\(backend.name).\(namespace).svc.cluster.local"
      isKnown = services.contains("\(namespace)/\(backend.name)")
    case ("networking.istio.io", "Hostname"):
      guard backend.namespace == nil else {
        return (
          nil, failure(.invalidDestination, "namespace may not be set with Hostname type")
        )
      }
      destination.host = backend.name
      isKnown =
        hosts.contains("\(namespace)/\(backend.name)")
        || isService(backend.name, in: namespace)
    default:
      return (
        Destination(),
        failure(
          .invalidKind,
          "referencing unsupported backendRef: group “\(backend.group)” kind “\(backend.kind)”")
      )
    }
    guard let port = backend.port else {
      return (nil, failure(.invalidDestination, "port is required in backendRef"))
    }
    destination.port = UInt32(port)
    let error =
      isKnown ? nil : failure(.backendNotFound, "backend(\(destination.host)) not found")
    return (destination, error)
  }

  /// Whether a host is that of a Service of the namespace.
  private func isService(_ host: String, in namespace: String) -> Bool {
    let name = host.prefix { $0 != "." }
    return host == "\(name).\(namespace).svc.cluster.local"
      && services.contains("\(namespace)/\(name)")
  }

  /// Up to 1.26 a grant for Services counts for every kind of backend.
  private func isGranted(
    _ backend: GatewayAPI.BackendReference, in namespace: String, to asker: Asker
  ) -> Bool {
    let kind = rules[.routesNamedByKey] ? backend.kind : "Service"
    guard !rules[.routesNamedByKey] || backend.group.isEmpty else { return false }
    return grants.allow(
      asker.kind, in: asker.namespace, toKind: kind, named: backend.name, in: namespace)
  }
}

/// Backends that have a share, with the shares that the VirtualService gets: zero where one alone
/// is left (`buildHTTPDestination`).
func sharedBackends(
  _ backends: [GatewayAPI.BackendReference]
) -> [(position: Int, backend: GatewayAPI.BackendReference, weight: Int32)] {
  let used = backends.enumerated().filter { $0.element.weight != 0 }
  return used.map { ($0.offset, $0.element, used.count == 1 ? 0 : $0.element.weight) }
}

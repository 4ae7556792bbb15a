internal import Diagnostics
internal import Resources

/// A listener to which routes attach, or the mesh
/// (pilot/pkg/config/kube/gateway/conversion.go@1.30.3, `parentInfo`).
struct ListenerParent: Hashable {
  /// `mesh`, or the listener's Gateway of Istio's API as `namespace/name`.
  var internalName: String
  /// Kinds of routes that may attach.
  var allowedKinds: [String]
  /// The listener's host by namespace, as `namespace/host`; empty for the mesh.
  var hostnames: [String] = []
  /// As written; empty where none is.
  var hostname = ""
  /// The listener's name.
  var section = ""
  /// The listener's number.
  var port = 0
  /// The listener's protocol, as written.
  var portProtocol = ""

  /// Whether it is the mesh, and no listener.
  var isMesh: Bool { internalName == "mesh" }

  /// The parent behind Services and ServiceEntries.
  static let mesh = ListenerParent(
    internalName: "mesh", allowedKinds: ["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute"])
}

/// One reference of a route to one listener, or to a Service or a ServiceEntry
/// (`routeParentReference`).
struct RouteParent {
  /// As written.
  var reference: GatewayAPI.ParentReference
  /// In `spec.parentRefs`.
  var position: Int
  /// What it refers to; the mesh for Services.
  var listener: ListenerParent
  /// The hosts of other listeners of the Gateway on the same port.
  var otherHostnames: [String] = []
  /// Why the route may not attach; `nil` where it may.
  var denial: ParentError?
  /// Whether the parent is a ServiceEntry.
  var isServiceEntry = false

  /// Whether it is the mesh, and no listener.
  var isMesh: Bool { listener.isMesh }

  /// Whether a host of the route may be reached through this listener: not where another listener
  /// has a more exact host (`hostnameAllowedByIsolation`).
  func isOpen(to host: String) -> Bool {
    let own = listener.hostname
    if !own.isEmpty, !own.isWildcardHost { return true }
    if !own.isEmpty, !host.overlaps(host: own) { return false }
    for other in otherHostnames where own.utf8.count <= other.utf8.count {
      if host.isCovered(byHost: other) { return false }
    }
    return true
  }
}

/// Finds the listeners that routes refer to, and judges whether they may attach
/// (conversion.go@1.30.3, `extractParentReferenceInfo`, `referenceAllowed`).
struct RouteParents {
  /// Which release it is.
  let rules: RuleVersion
  /// Listeners by Gateway, as `namespace/name`.
  let listeners: [String: [ListenerParent]]
  /// Services as `namespace/name`.
  let services: Set<String>
  /// The hosts of ServiceEntries by `namespace/name`.
  let serviceEntries: [String: [String]]

  /// In the order of istiod's: by the reference's text.
  func parents(
    of references: [GatewayAPI.ParentReference], kind: String, hostnames: [String],
    namespace: String
  ) -> [RouteParent] {
    var found: [(text: String, parent: RouteParent)] = []
    for (position, reference) in references.enumerated() {
      for parent in parents(reference, position, kind, hostnames, namespace) {
        found.append((sortText(reference, namespace), parent))
      }
    }
    return found.enumerated()
      .sorted { ($0.element.text, $0.offset) < ($1.element.text, $1.offset) }
      .map(\.element.parent)
  }

  private func parents(
    _ reference: GatewayAPI.ParentReference, _ position: Int, _ kind: String,
    _ hostnames: [String], _ namespace: String
  ) -> [RouteParent] {
    let target = "\(reference.namespace ?? namespace)/\(reference.name)"
    switch (reference.group, reference.kind) {
    case ("", "Service"):
      var parent = RouteParent(reference: reference, position: position, listener: .mesh)
      if rules[.parentsMustExist], !services.contains(target) {
        parent.denial = ParentError(
          reason: .noMatchingParent, message: "parent service: “\(reference.name)” not found")
      }
      return [parent]
    case ("networking.istio.io", "ServiceEntry"):
      guard rules[.serviceEntryParents] else { return [] }
      var parent = RouteParent(reference: reference, position: position, listener: .mesh)
      parent.isServiceEntry = true
      if rules[.parentsMustExist], serviceEntries[target] == nil {
        parent.denial = ParentError(
          reason: .noMatchingParent,
          message: "parent service entry: “\(reference.name)” not found")
      }
      return [parent]
    case (GatewayAPI.group, "Gateway"):
      let all = listeners[target] ?? []
      return all.map { listener in
        var parent = RouteParent(reference: reference, position: position, listener: listener)
        parent.otherHostnames = all.filter {
          $0 != listener && $0.port == listener.port && $0.portProtocol == listener.portProtocol
            && $0.hostname != listener.hostname
        }.map(\.hostname)
        parent.denial = denial(reference, listener, kind, hostnames, namespace)
        return parent
      }
    default: return []
    }
  }

  private func denial(
    _ reference: GatewayAPI.ParentReference, _ listener: ListenerParent, _ kind: String,
    _ hostnames: [String], _ namespace: String
  ) -> ParentError? {
    if let port = reference.port, port != listener.port {
      return ParentError(reason: .noMatchingParent, message: "port \(port) not found")
    }
    if let section = reference.sectionName, section != listener.section {
      return ParentError(reason: .noMatchingParent, message: "sectionName “\(section)” not found")
    }
    if let denial = hostDenial(listener, hostnames, namespace) { return denial }
    let allowsKind =
      listener.allowedKinds.contains(kind)
      || (kind == "GRPCRoute" && rules[.grpcRoutesCountAsHTTP]
        && listener.allowedKinds.contains("HTTPRoute"))
    return allowsKind
      ? nil
      : ParentError(reason: .notAllowedByListeners, message: "kind \(kind) is not allowed")
  }

  private func hostDenial(
    _ listener: ListenerParent, _ hostnames: [String], _ namespace: String
  ) -> ParentError? {
    guard !listener.hostnames.isEmpty else { return nil }
    var isHostMatched = false
    for host in hostnames.isEmpty ? ["*"] : hostnames {
      for entry in listener.hostnames {
        let parts = entry.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, String(parts[1]).overlaps(host: host) else { continue }
        isHostMatched = true
        if parts[0] == "*" || parts[0] == namespace { return nil }
      }
    }
    if isHostMatched {
      return ParentError(
        reason: .notAllowedByListeners,
        message: "hostnames matched parent hostname “\(listener.hostname)”, but namespace "
          + "“\(namespace)” is not allowed by the parent")
    }
    return ParentError(
      reason: .noMatchingListenerHostname,
      message: "no hostnames matched parent hostname “\(listener.hostname)”")
  }

  /// The text by which istiod sorts references (`parentRefString`); before 1.27 a namespace that is
  /// not written counts as empty.
  private func sortText(_ reference: GatewayAPI.ParentReference, _ namespace: String) -> String {
    let place = reference.namespace ?? (rules[.routesNamedByKey] ? namespace : "")
    return "\(reference.group)/\(reference.kind)/\(reference.name)/\(reference.sectionName ?? "")"
      + "/\(reference.port ?? 0).\(place)"
  }
}

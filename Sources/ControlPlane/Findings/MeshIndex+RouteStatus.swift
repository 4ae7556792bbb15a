internal import Diagnostics
internal import Resources

// What istiod says of routes of Gateway API in their status, where it is not all well
// (pilot/pkg/config/kube/gateway/conditions.go@1.30.3, `createRouteStatus`).
extension MeshIndex {
  /// A warning for each condition that is False, and for each parent that nobody takes care of.
  var routeFindings: [Diagnostic] {
    guard !resources.gatewayAPI.isEmpty else { return [] }
    var told: Set<RouteComplaint> = []
    let conditions = routeStatuses.flatMap { status -> [Diagnostic] in
      status.conditions.filter { !$0.isTrue }.compactMap { condition in
        let complaint = RouteComplaint(
          route: status.route.identifier, path: condition.path, reason: condition.reason)
        return told.insert(complaint).inserted ? finding(status, condition) : nil
      }
    }
    return foreignGateways + lostParents + conditions
  }

  private func finding(_ status: RouteParentStatus, _ condition: RouteCondition) -> Diagnostic {
    let route = status.route
    return Diagnostic(
      .warning, condition.kind == .accepted ? .routeNotAccepted : .unresolvedReference,
      "\(route.writtenName) at \(status.parent.writtenName(in: route.namespace)): "
        + "\(condition.kind.rawValue) is False, \(condition.reason): \(condition.message)",
      at: route.places.location(of: condition.path))
  }

  /// Gateways of another product: said once, and passed over.
  private var foreignGateways: [Diagnostic] {
    let controller = GatewayController.byClass(resources.gatewayAPI.gatewayClasses)
    return resources.gatewayAPI.gateways.filter {
      controller($0.gatewayClassName) == .foreign
    }.map { gateway in
      Diagnostic(
        .warning, .routeNotAccepted,
        "\(gateway.metadata.writtenName) is of the class \(gateway.gatewayClassName), which Istio "
          + "does not control: it is passed over, and so is what routes say of it",
        at: gateway.metadata.places.location(of: "spec.gatewayClassName"))
    }
  }

  /// References to Gateways that the input does not hold: no controller writes a status.
  private var lostParents: [Diagnostic] {
    let objects = resources.gatewayAPI
    let known = Set(
      objects.gateways.map { "\($0.metadata.namespace)/\($0.metadata.name)" })
    func findings(
      _ route: ResourceMetadata, _ parents: [GatewayAPI.ParentReference]
    ) -> [Diagnostic] {
      parents.enumerated().compactMap { position, parent in
        guard parent.group == GatewayAPI.group, parent.kind == "Gateway",
          !known.contains("\(parent.namespace ?? route.namespace)/\(parent.name)")
        else { return nil }
        return Diagnostic(
          .warning, .routeNotAccepted,
          "\(route.writtenName) refers to \(parent.writtenName(in: route.namespace)), which is not "
            + "in the input: nothing attaches it there",
          at: route.places.location(of: FieldPath("spec.parentRefs").index(position)))
      }
    }
    return objects.httpRoutes.flatMap { findings($0.metadata, $0.parents) }
      + objects.grpcRoutes.flatMap { findings($0.metadata, $0.parents) }
      + objects.tcpRoutes.flatMap { findings($0.metadata, $0.parents) }
      + objects.tlsRoutes.flatMap { findings($0.metadata, $0.parents) }
  }
}

/// What is told once of a route, however many parents it has.
private struct RouteComplaint: Hashable {
  var route: ResourceIdentifier
  var path: FieldPath
  var reason: String
}

extension ResourceMetadata {
  /// Kind, namespace and name.
  fileprivate var writtenName: String { "\(kind) \(namespace)/\(name)" }
}

extension GatewayAPI.ParentReference {
  /// Kind, namespace and name, with the section or port that it names.
  fileprivate func writtenName(in own: String) -> String {
    "\(kind) \(namespace ?? own)/\(name)" + (sectionName.map { ", listener \($0)" } ?? "")
      + (port.map { ", port \($0)" } ?? "")
  }
}

extension MeshIndex {
  /// Listeners of Gateway API's Gateways to which no route attaches
  /// (pilot/pkg/config/kube/gateway/conversion.go@1.30.3, `reportGatewayStatus`).
  var listenersWithoutRoutes: [Diagnostic] {
    let attached = Set(virtualServices.all.flatMap(\.gateways))
    let listening = gateways.filter { $0.metadata.apiVersion.hasPrefix(GatewayAPI.group) }
    return listening.filter { !attached.contains($0.fullName) }.map { gateway in
      let path = gateway.path.index(gateway.firstPosition)
      let hosts = gateway.servers.flatMap(\.hosts).compactMap { $0.split(separator: "/").last }
      let host = hosts.first.flatMap { $0 == "*" ? nil : " for \($0)" } ?? ""
      return Diagnostic(
        .warning, .listenerWithoutRoutes,
        "no route attaches to listener \(gateway.firstPosition) of \(gateway.metadata.identifier)"
          + "\(host): it has attachedRoutes: 0, and requests get 404",
        at: gateway.metadata.places.location(of: path))
    }
  }
}

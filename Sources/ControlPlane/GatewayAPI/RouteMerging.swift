internal import Diagnostics
internal import Resources

/// The rules of one route for one host at one parent, before those of other routes join them.
struct RouteForHost {
  /// As written.
  var metadata: ResourceMetadata
  /// What routes must share to become one VirtualService: namespace and port, or listener, and host
  /// (pilot/pkg/config/kube/gateway/route_collections.go@1.30.3, `RouteWithKey`).
  var key: String
  /// The host it is for.
  var host: String
  /// `mesh`, or a listener's Gateway.
  var gateway: String
  /// In the route's order.
  var rules: [MeshVirtualService.HTTPRule]
  /// How many of the route come before it.
  var position: Int
  /// The port of its Service for which alone it is.
  var port: Int?
}

/// Makes VirtualServices of routes: those of one key become one, the oldest first
/// (route_collections.go@1.30.3, `mergeHTTPRoutes`; conversion.go@1.25.0,
/// `buildHTTPVirtualServices`).
struct RouteMerging {
  /// Which release it is.
  let rules: RuleVersion
  /// Of VirtualServices that say nothing.
  let defaultExport: [String]?

  /// Up to 1.25 and since 1.30 HTTPRoutes and GRPCRoutes of one host join; between, they become two
  /// VirtualServices, and since 1.27 these have one name, of which that of HTTPRoutes counts.
  func merged(http: [RouteForHost], grpc: [RouteForHost]) -> [MeshVirtualService] {
    guard rules[.separateGRPCRoutes] else {
      // Before 1.26 all HTTPRoutes come before all GRPCRoutes, and within them the older.
      return rules[.routesInCollections]
        ? merged((http + grpc).sortedByAge()) : merged(http.sortedByAge() + grpc.sortedByAge())
    }
    let first = merged(http.sortedByAge())
    let names = Set(first.map(\.description))
    return first + merged(grpc.sortedByAge()).filter { !names.contains($0.description) }
  }

  private func merged(_ routes: [RouteForHost]) -> [MeshVirtualService] {
    var order: [String] = []
    var byKey: [String: [RouteForHost]] = [:]
    // Before 1.26 a route counts only the VirtualServices that are its own.
    var created: [ResourceIdentifier: Int] = [:]
    var numbers: [String: Int] = [:]
    for route in routes {
      if byKey[route.key] == nil {
        order.append(route.key)
        numbers[route.key] = created[route.metadata.identifier, default: 0]
        created[route.metadata.identifier, default: 0] += 1
      }
      byKey[route.key, default: []].append(route)
    }
    return order.compactMap { key in
      guard let routes = byKey[key], let first = routes.first else { return nil }
      let number = rules[.routesInCollections] ? first.position : numbers[key] ?? 0
      return MeshVirtualService(
        derivedFrom: first.metadata, name: name(key, first, number), host: first.host,
        gateway: first.gateway, http: routes.flatMap(\.rules).sortedByPrecedence(),
        port: first.port, defaultExport: defaultExport)
    }
  }

  private func name(_ key: String, _ route: RouteForHost, _ number: Int) -> String {
    if rules[.routesNamedByKey] {
      return key.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~")
    }
    return "\(route.metadata.name)-\(number)-\(GatewayAPITranslation.generatedSuffix)"
  }
}

extension [RouteForHost] {
  /// The older first, then by namespace and name (`sortRoutesByCreationTime`).
  fileprivate func sortedByAge() -> [RouteForHost] {
    func key(_ position: Int) -> (Int64, String, String, Int) {
      let metadata = self[position].metadata
      return (
        metadata.creationTimestamp ?? .min, metadata.namespace, metadata.name, position
      )
    }
    return indices.sorted { key($0) < key($1) }.map { self[$0] }
  }
}

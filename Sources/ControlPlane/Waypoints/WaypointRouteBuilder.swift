internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Makes the routes of the services that a waypoint stands before
/// (`pilot/pkg/networking/core/listener_waypoint.go` buildWaypointInboundHTTPRouteConfig@1.30.3).
struct WaypointRouteBuilder {
  /// The mesh.
  let index: MeshIndex
  /// The waypoint's proxy.
  let pod: MeshPod
  /// What it sees.
  let scope: SidecarScope
  /// The services that it stands before.
  let services: WaypointServices
  /// Takes what does not act.
  var notes: NoteSink?

  private var rules: RuleVersion { index.rules }

  /// The VirtualServices for a service: of its own namespace or the waypoint's, in order
  /// (getVirtualServiceForWaypoint@1.30.3).
  ///
  /// The client's namespace has no say.
  func virtualServices(for service: MeshService) -> [MeshVirtualService] {
    let visible = scope.egress.first?.virtualServices ?? []
    return visible.filter { rule in
      guard rule.hosts.contains(where: { $0.overlaps(host: service.hostname) }) else {
        return false
      }
      let isNear = [pod.namespace, service.namespace].contains(rule.metadata.namespace)
      if !isNear, let notes, notes.concerns(rule.hosts) {
        notes.add(
          RuleNote(
            rule.hostsOrigin, .notOfWaypoint(host: service.hostname, waypoint: pod.namespace),
            hosts: rule.hosts))
      }
      return isNear
    }
  }

  /// The table of one port of a service: one virtual host, for the address told the service.
  func table(of service: MeshService, port: MeshPort, cluster: String) -> RouteConfiguration {
    let ruled = routes(of: service, port: port)
    let routes = ruled.isEmpty ? [defaultRoute(of: service, port: port, cluster: cluster)] : ruled
    let domain = service.resolution == .dynamicDNS ? service.hostname : "*"
    return Self.table(cluster, port: port.number, domain: domain, routes)
  }

  /// The table of calls to a pod's own address.
  var directTable: RouteConfiguration {
    let port = MeshPort(name: "unknown", number: 0, portProtocol: .tcp)
    return Self.table(
      TunnelName.encap, port: 0, [defaultRoute(of: nil, port: port, cluster: TunnelName.encap)])
  }

  private static func table(
    _ name: String, port: Int, domain: String = "*", _ routes: [Route]
  ) -> RouteConfiguration {
    let host = VirtualHost(name: "inbound|http|\(port)", domains: [domain], routes: routes)
    return RouteConfiguration(name: name, virtualHosts: [host])
  }

  private func routes(of service: MeshService, port: MeshPort) -> [Route] {
    var candidates = virtualServices(for: service)
    if rules[.waypointPassesOverByteRules] { candidates = candidates.filter { !$0.http.isEmpty } }
    if !rules[.waypointMergesRules] { candidates = Array(candidates.prefix(1)) }
    let context = RouteContext(
      index: index, client: pod, scope: scope, port: port.number, gateways: ["mesh"],
      table: PortTable([], port: port.number, asksForWildcards: false, rules: rules),
      notes: notes, waypoint: services)
    let translator = RouteTranslator(context: context)
    return candidates.flatMap { translator.routes(of: $0) }
  }

  /// Where no rule is left: to the service's own endpoints.
  private func defaultRoute(
    of service: MeshService?, port: MeshPort, cluster: String
  ) -> Route {
    guard rules[.waypointDefaultIsOutbound] else {
      var route = Route(inboundTo: cluster, portProtocol: port.portProtocol, rules)
      route.origin = service?.metadata.origin()
      return route
    }
    var route = Route(match: RouteMatch(prefix: "/"))
    route.name = "default"
    route.route = RouteAction(
      cluster: cluster, hash: service.flatMap { hash(of: $0) },
      retries: index.meshConfig.defaultHttpRetryPolicy, rules)
    route.origin = service?.metadata.origin()
    return route
  }

  /// The hash of the whole rule: ports' own settings are not asked
  /// (`pilot/pkg/networking/core/httproute.go` buildSidecarInboundHTTPRouteConfig@1.31.0-rc.0).
  private func hash(of service: MeshService) -> LoadBalancerSettings.ConsistentHash? {
    guard rules[.waypointHashesWithoutRules] else { return nil }
    return index.destinationRules.inboundRule(
      hostname: service.hostname, serviceNamespace: service.namespace,
      podNamespace: pod.namespace
    )?.trafficPolicy?.value.loadBalancer?.consistentHash
  }
}

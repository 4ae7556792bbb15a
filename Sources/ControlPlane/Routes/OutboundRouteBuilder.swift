internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Builds the route tables of the proxies that see the same things
/// (pilot/pkg/networking/core/httproute.go@1.30.3, `buildSidecarOutboundHTTPRouteConfig`).
struct OutboundRouteBuilder {
  /// The mesh.
  let index: MeshIndex
  /// One of the clients that see the same things.
  let client: MeshPod
  /// What the pod sees.
  let scope: SidecarScope
  /// Takes what does not act.
  let notes: NoteSink?
  private var tables: [Int: ServicePortTable] = [:]

  /// The virtual hosts of a port, and where each domain is, for tables of one service.
  private struct ServicePortTable {
    var virtualHosts: [VirtualHost]
    var position: [String: Int]
  }

  init(index: MeshIndex, client: MeshPod, scope: SidecarScope, notes: NoteSink? = nil) {
    self.index = index
    self.client = client
    self.scope = scope
    self.notes = notes
  }

  /// The route table of a name: a port, `host:port` for one service, a socket's path or
  /// `http_proxy`.
  mutating func table(named name: String) -> RouteConfiguration {
    if !name.hasPrefix("unix://"), let colon = name.lastIndex(of: ":"),
      let port = Int(name[name.index(after: colon)...])
    {
      return serviceTable(name, host: String(name[..<colon]), port: port)
    }
    let unsorted = virtualHosts(port: Int(name) ?? 0, name: name)
    let names = unsorted.map(\.name)
    var hosts = names.indices.sorted { names[$0] < names[$1] }.map { unsorted[$0] }
    hosts.append(catchAll)
    return RouteConfiguration(name: name, virtualHosts: hosts, ignorePortInHostMatching: true)
  }

  /// The table of a service whose protocol is not declared: its own virtual host, for every host
  /// (`getVirtualHostsForSniffedServicePort`).
  private mutating func serviceTable(
    _ name: String, host: String, port: Int
  ) -> RouteConfiguration {
    let table = tables[port] ?? makeTable(port: port)
    tables[port] = table
    let found = (table.position[host] ?? table.position[name]).map { table.virtualHosts[$0] }
    var configuration = RouteConfiguration(
      name: name, virtualHosts: [], ignorePortInHostMatching: true)
    if var own = found {
      own.domains = ["*"]
      configuration.virtualHosts = [own]
    }
    return configuration
  }

  private func makeTable(port: Int) -> ServicePortTable {
    let hosts = virtualHosts(port: port, name: String(port))
    var position: [String: Int] = [:]
    for (index, host) in hosts.enumerated() {
      for domain in host.domains { position[domain] = index }
    }
    return ServicePortTable(virtualHosts: hosts, position: position)
  }

  /// The virtual hosts of a port, before the one that takes the rest.
  ///
  /// (pilot/pkg/networking/core/httproute.go@1.30.3, `BuildSidecarOutboundVirtualHosts`)
  private func virtualHosts(port: Int, name: String) -> [VirtualHost] {
    guard let egress = scope.egressScope(port: port, bind: name) else { return [] }
    let isProxy =
      egress.listener?.port.map { PortProtocol(named: $0.protocol) == .httpProxy } ?? false
    let port = isProxy ? 0 : port
    let table = PortTable(
      egress.services, port: port,
      asksForWildcards: egress.virtualServices.contains {
        $0.hosts.contains(where: \.isWildcardHost)
      }, rules: index.rules)
    noteImports(egress)
    let context = RouteContext(
      index: index, client: client, scope: scope, port: port, gateways: ["mesh"], table: table,
      notes: notes)
    return VirtualHostBuilder(context: context, egress: egress).virtualHosts()
  }

  /// Notes what the egress listener that answers for the table does not import.
  private func noteImports(_ egress: EgressScope) {
    guard let notes else { return }
    for note in egress.passedOver where notes.concerns(note.hosts) { notes.add(note) }
  }

  /// What becomes of hosts that nobody claims (`buildCatchAllVirtualHost`).
  private var catchAll: VirtualHost {
    let isOpen = scope.outboundTrafficPolicy.mode != "REGISTRY_ONLY"
    var route = Route(match: RouteMatch(prefix: "/"))
    let origin = catchAllOrigin
    route.name = isOpen ? "allow_any" : "block_all"
    route.origin = origin
    if isOpen {
      var action = RouteAction()
      action.cluster = scope.egressProxyCluster ?? ClusterName.passthrough
      action.setTimeout(nil)
      route.route = action
    } else {
      route.directResponse = DirectResponseAction(status: 502)
    }
    var host = VirtualHost(
      name: isOpen ? "allow_any" : "block_all", domains: ["*"], routes: [route])
    host.includeRequestAttemptCount = true
    host.origin = origin
    return host
  }

  /// The Sidecar or the mesh configuration that says what becomes of unknown hosts.
  private var catchAllOrigin: Origin? {
    if let sidecar = scope.sidecar, sidecar.outboundTrafficPolicy != nil {
      return sidecar.metadata.origin("spec.outboundTrafficPolicy")
    }
    return index.meshConfig.metadata?.origin()
  }
}

extension SidecarScope {
  /// The cluster of the egress proxy, where the outbound policy names one.
  var egressProxyCluster: String? {
    guard let proxy = outboundTrafficPolicy.egressProxy, !proxy.host.isEmpty else { return nil }
    return ClusterName.outbound(port: Int(proxy.port ?? 0), subset: proxy.subset, host: proxy.host)
      .text
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Builds the configuration of a waypoint's proxy
/// (`pilot/pkg/networking/core/listener_waypoint.go`, `cluster_waypoint.go`@1.30.3).
struct WaypointBuilder {
  /// The mesh.
  let index: MeshIndex
  /// The proxy's pod.
  let pod: MeshPod
  /// What it sees.
  let scope: SidecarScope
  /// The services that it stands before.
  let services: WaypointServices
  private let routes: WaypointRouteBuilder

  private var rules: RuleVersion { index.rules }
  private var mesh: MeshConfig { index.meshConfig }

  init(index: MeshIndex, pod: MeshPod, scope: SidecarScope, notes: NoteSink? = nil) {
    self.index = index
    self.pod = pod
    self.scope = scope
    services = WaypointServices(of: pod, index: index)
    routes = WaypointRouteBuilder(
      index: index, pod: pod, scope: scope, services: services, notes: notes)
  }

  /// The listener in which tunnels end, with one chain for each port of each service, then those
  /// for pods' own addresses (buildWaypointInternal@1.30.3).
  ///
  /// Which chain takes a connection, its address says: chains carry no conditions of their own.
  func listeners() -> [Listener] {
    var listener = Listener(name: TunnelName.mainInternal, address: .none)
    listener.trafficDirection = .inbound
    listener.detectsHttp = true
    listener.filterChains = services.services.flatMap { chains(of: $0) } + directChains
    return [listener]
  }

  private func chains(of service: MeshService) -> [FilterChain] {
    let access = AccessFilters(index: index, waypoint: pod, service: service)
    return service.ports.flatMap { port -> [FilterChain] in
      let portProtocol = port.portProtocol
      guard portProtocol != .udp, !isUnservedTLS(service, portProtocol) else { return [] }
      let bytes = ClusterName.inboundVIP(port: port.number, subset: "tcp", host: service.hostname)
      let http = ClusterName.inboundVIP(port: port.number, subset: "http", host: service.hostname)
      var chains: [FilterChain] = []
      if !portProtocol.isHTTP {
        var chain = FilterChain()
        chain.name = bytes.text
        chain.tcpProxy = routes.bytes(of: service, port: port, cluster: bytes.text)
        chains.append(chain.guarded(by: access))
      }
      if portProtocol.isHTTPOrUndeclared {
        let table = routes.table(of: service, port: port, cluster: http.text)
        chains.append(chain(http.text, table).guarded(by: access))
      }
      for position in chains.indices {
        chains[position].dialled = DialledMatch(
          addresses: service.tunnelAddresses, port: port.number)
      }
      return chains
    }
  }

  /// TLS to names that are resolved at each connection needs a setting of istiod's that is off.
  private func isUnservedTLS(_ service: MeshService, _ portProtocol: PortProtocol) -> Bool {
    portProtocol.isTLS && service.resolution == .dynamicDNS && service.hostname.isWildcardHost
  }

  private var directChains: [FilterChain] {
    let access = AccessFilters(index: index, waypoint: pod, service: nil)
    var bytes = FilterChain()
    bytes.name = TunnelName.directBytes
    bytes.tcpProxy = TcpProxy(cluster: TunnelName.encap)
    let http = chain(TunnelName.directHTTP, routes.directTable)
    let own = Set(index.targets(of: pod).map(\.service.hostname))
    let pods = index.workloads.pods.filter { pod in
      index.ambient.choice(for: pod).waypoint.map { own.contains($0.hostname) } ?? false
    }
    return [bytes, http].map { chain in
      var chain = chain.guarded(by: access)
      chain.dialled = DialledMatch(addresses: pods.map(\.address), port: nil)
      return chain
    }
  }

  private func chain(_ name: String, _ table: RouteConfiguration) -> FilterChain {
    var chain = FilterChain()
    chain.name = name
    chain.httpConnectionManager = HttpConnectionManager(inboundRoutes: table, mesh: mesh)
    return chain
  }

  /// The clusters of its own services, those of other services that its rules send to, and those
  /// of the tunnels (buildClusters@1.30.3).
  func clusters() -> OutboundClusters {
    var output = OutboundClusters()
    let builder = ClusterBuilder(index: index, client: pod, scope: scope)
    let elsewhere = services.destinationsElsewhere(index.virtualServices.all)
    for service in scope.services where elsewhere.contains(service.hostname) {
      builder.append(service, to: &output)
    }
    for service in services.services { builder.appendAtWaypoint(service, to: &output) }
    output.clusters += Cluster.waypointTunnels(mesh: mesh, rules: rules)
    return output
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Builds the listeners and route tables of a gateway's proxy
/// (`pilot/pkg/networking/core/gateway.go`@1.30.3).
struct GatewayBuilder {
  /// The mesh.
  let index: MeshIndex
  /// The gateway's pod.
  let pod: MeshPod
  /// What the gateway sees.
  let scope: SidecarScope
  /// The servers of all Gateways that select the pod.
  let servers: GatewayServers
  /// Who may do what at the gateway.
  let access: AccessFilters
  /// Takes what does not act.
  let notes: NoteSink?

  init(index: MeshIndex, pod: MeshPod, scope: SidecarScope, notes: NoteSink? = nil) {
    self.notes = notes
    self.index = index
    self.pod = pod
    self.scope = scope
    servers = GatewayServers(index: index, pod: pod)
    access = AccessFilters(index: index, pod: pod)
  }

  /// One listener for each address and port (buildGatewayListeners@1.30.3).
  func listeners() -> [Listener] {
    var listeners: [Listener] = []
    var position: [String: Int] = [:]
    var bytes = GatewayByteChains(index: index, pod: pod, scope: scope)
    for port in servers.ports {
      let chains = self.chains(of: port, bytes: &bytes)
      guard !chains.isEmpty else { continue }
      let bind = port.bind.isEmpty ? "0.0.0.0" : port.bind
      let name = "\(bind)_\(port.number)"
      if let known = position[name] {
        listeners[known].filterChains? += chains
        continue
      }
      var listener = Listener(name: name, address: Address(bind, port: port.number))
      listener.trafficDirection = .outbound
      listener.filterChains = chains
      position[name] = listeners.count
      listeners.append(listener)
    }
    return listeners
  }

  /// Plain HTTP servers share one chain; each that terminates TLS has its own, told by the server
  /// name; the others hand bytes on (buildGatewayTCPBasedFilterChains@1.30.3).
  private func chains(
    of port: GatewayServers.Port, bytes: inout GatewayByteChains
  ) -> [FilterChain] {
    let all = servers.serversByPort[port] ?? []
    if port.portProtocol.isHTTP {
      return all.first.map { [chain(toTable: $0.routeName)] } ?? []
    }
    return all.flatMap { server -> [FilterChain] in
      guard server.server.isHTTPS else {
        let chains = bytes.chains(of: server, on: port)
        // Who may do what is not asked where other clusters' proxies pass through.
        guard server.server.tlsMode != "AUTO_PASSTHROUGH" else { return chains }
        return chains.map { $0.guarded(by: access) }
      }
      var chain = self.chain(toTable: server.routeName)
      chain.tls = true
      let mode = server.server.tlsMode
      chain.requiresClientCertificate = mode == "MUTUAL" || mode == "ISTIO_MUTUAL"
      chain.filterChainMatch = FilterChainMatch(serverNames: server.serverNames)
      return [chain]
    }
  }

  private func chain(toTable name: String) -> FilterChain {
    var manager = HttpConnectionManager(rds: name)
    manager.serverName = "istio-envoy"
    manager.streamIdleTimeout = .zero
    manager.useRemoteAddress = true
    manager.xffNumTrustedHops = trustedProxies
    manager.normalizePaths(as: index.meshConfig.pathNormalization)
    var chain = FilterChain()
    chain.httpConnectionManager = manager
    chain.apply(access)
    return chain
  }

  /// How many proxies before the gateway are believed; absent is none
  /// (buildGatewayConnectionManager@1.30.3).
  ///
  /// A pod's own word is put over the mesh's, field by field.
  private var trustedProxies: UInt32? {
    let own = pod.metadata.proxySettings?.numTrustedProxies
    let count = own ?? index.meshConfig.proxySettings.numTrustedProxies ?? 0
    return count == 0 ? nil : count
  }

  /// Notes VirtualServices that none of the proxy's servers asks.
  private func noteOtherGateways() {
    guard let notes, notes.explains else { return }
    let own = Set(servers.serversByRoute.values.flatMap { $0.map(\.gatewayName) })
    for service in index.virtualServices.all
    where notes.concerns(service.hosts) && own.isDisjoint(with: service.gateways) {
      notes.add(
        RuleNote(
          service.metadata.origin("spec.gateways"),
          .otherGateways(service.gateways, isSidecar: false), hosts: service.hosts))
    }
  }

  /// The route tables of the servers, by name.
  func routes() -> [RouteConfiguration] {
    let table = PortTable(
      scope.services, port: 0, asksForWildcards: true, rules: index.rules)
    noteOtherGateways()
    return servers.routeNames.sorted().map { name in
      let hosts = GatewayVirtualHosts(
        builder: self, table: table, servers: servers.serversByRoute[name] ?? [])
      return RouteConfiguration(
        name: name, virtualHosts: hosts.virtualHosts, ignorePortInHostMatching: true)
    }
  }
}

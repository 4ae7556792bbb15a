internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Builds the listeners and route tables of a gateway's proxy
/// (`pilot/pkg/networking/core/gateway.go`@1.30.3). Servers that pass TLS or TCP on are not
/// modelled.
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

  init(index: MeshIndex, pod: MeshPod, scope: SidecarScope) {
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
    for port in servers.ports {
      let chains = self.chains(of: port)
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

  /// Plain servers share one chain; each that terminates TLS has its own, told by the server name.
  private func chains(of port: GatewayServers.Port) -> [FilterChain] {
    let all = servers.serversByPort[port] ?? []
    if port.portProtocol.isHTTP {
      return all.first.map { [chain(toTable: $0.routeName)] } ?? []
    }
    return all.filter(\.server.isHTTPS).map { server in
      var chain = self.chain(toTable: server.routeName)
      chain.tls = true
      let names = Set(
        server.hosts.map { host in
          host.split(separator: "/", maxSplits: 1).last.map(String.init) ?? host
        })
      if !names.contains("*") { chain.filterChainMatch.serverNames = names.sorted() }
      return chain
    }
  }

  private func chain(toTable name: String) -> FilterChain {
    var manager = HttpConnectionManager(rds: name)
    manager.serverName = "istio-envoy"
    manager.streamIdleTimeout = .zero
    manager.useRemoteAddress = true
    manager.normalizePaths(as: index.meshConfig.pathNormalization)
    var chain = FilterChain()
    chain.httpConnectionManager = manager
    chain.apply(access)
    return chain
  }

  /// The route tables of the servers, by name.
  func routes() -> [RouteConfiguration] {
    let table = PortTable(
      scope.services, port: 0, asksForWildcards: true, rules: index.rules)
    return servers.routeNames.sorted().map { name in
      let hosts = GatewayVirtualHosts(
        builder: self, table: table, servers: servers.serversByRoute[name] ?? [])
      return RouteConfiguration(
        name: name, virtualHosts: hosts.virtualHosts, ignorePortInHostMatching: true)
    }
  }
}

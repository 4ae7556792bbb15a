internal import ProxyConfig
internal import Resources

/// The filter chains of a gateway's servers that read no HTTP: TCP, TLS that ends at the gateway,
/// and TLS that is passed on
/// (`pilot/pkg/networking/core/gateway.go` createGatewayTCPFilterChainOpts@1.30.3).
struct GatewayByteChains {
  private let index: MeshIndex
  private let namespace: String
  private let scope: SidecarScope
  private let forwarding: ByteForwarding
  /// Server names that a chain of a port takes already, with the address of their server.
  private var namesByPort: [Int: [String: String]] = [:]

  /// - `pod`: the gateway's pod.
  /// - `scope`: what it sees.
  init(index: MeshIndex, pod: MeshPod, scope: SidecarScope) {
    self.index = index
    self.scope = scope
    namespace = pod.namespace
    forwarding = ByteForwarding(index: index, client: pod, scope: scope)
  }

  /// The chains of a server: none where nothing that is bound to its Gateway fits.
  mutating func chains(
    of server: GatewayServers.Server, on port: GatewayServers.Port
  ) -> [FilterChain] {
    switch server.server.tlsMode {
    case "AUTO_PASSTHROUGH": return chainsOfClusters(server)
    case "PASSTHROUGH": return chainsOfNames(server, on: port)
    case let mode:
      guard let targets = targets(of: server) else { return [] }
      var chain = chain(forwarding.proxy(to: targets, port: Int(server.server.port.number)))
      if mode != nil {
        chain.tls = true
        chain.filterChainMatch = FilterChainMatch(serverNames: server.serverNames)
      }
      return [chain]
    }
  }

  private func chain(_ proxy: TcpProxy) -> FilterChain {
    var chain = FilterChain()
    chain.tcpProxy = proxy
    return chain
  }

  /// VirtualServices that are bound to the server's Gateway, and share a host with the server.
  private func bound(to server: GatewayServers.Server) -> [MeshVirtualService] {
    index.virtualServices.forGateway(server.gatewayName, seenFrom: namespace).filter { service in
      let own = server.hosts.visible(from: service.metadata.namespace)
      return own.contains { host in service.hosts.contains { $0.overlaps(host: host) } }
    }
  }

  /// The destinations of the first rule that fits (buildGatewayNetworkFiltersFromTCPRoutes@1.30.3).
  ///
  /// Where TLS ends at the gateway, the rules of a TLSRoute count, too.
  private func targets(of server: GatewayServers.Server) -> [RouteDestination]? {
    for service in bound(to: server) {
      for rule in service.tcp where !rule.route.isEmpty {
        let fits = rule.match.contains { server.fits(port: $0.port, gateways: $0.gateways) }
        if fits || rule.match.isEmpty { return rule.route }
      }
      guard index.rules[.tlsRoutesTerminate], service.metadata.kind == "TLSRoute" else { continue }
      for rule in service.tls where !rule.route.isEmpty {
        let fits = rule.match.contains { server.fits(port: $0.port, gateways: $0.gateways) }
        if fits { return rule.route }
      }
    }
    return nil
  }

  /// A chain for each match of server names; one whose names another chain has is left out
  /// (buildGatewayNetworkFiltersFromTLSRoutes@1.30.3).
  private mutating func chainsOfNames(
    _ server: GatewayServers.Server, on port: GatewayServers.Port
  ) -> [FilterChain] {
    var chains: [FilterChain] = []
    for service in bound(to: server) {
      for rule in service.tls where !rule.route.isEmpty {
        for match in rule.match where server.fits(port: match.port, gateways: match.gateways) {
          guard claim(match.sniHosts, of: server, on: port) else { continue }
          var chain = chain(
            forwarding.proxy(to: rule.route, port: Int(server.server.port.number)))
          chain.filterChainMatch = FilterChainMatch(serverNames: match.sniHosts)
          chains.append(chain)
        }
      }
    }
    return chains
  }

  /// Whether none of the names is taken on the port; if so they are taken now.
  private mutating func claim(
    _ names: [String], of server: GatewayServers.Server, on port: GatewayServers.Port
  ) -> Bool {
    let bind = server.server.bind
    let taken = namesByPort[port.number] ?? [:]
    guard !names.contains(where: { taken[$0] == bind }) else { return false }
    for name in names { namesByPort[port.number, default: [:]][name] = bind }
    return true
  }

  /// A chain for each cluster of the mesh, told by the cluster's name as its clients write it into
  /// the server name (builtAutoPassthroughFilterChains@1.30.3).
  private func chainsOfClusters(_ server: GatewayServers.Server) -> [FilterChain] {
    let names = server.serverNames
    return scope.services.filter { service in
      !service.isMeshExternal && names.contains { service.hostname.isCovered(byHost: $0) }
    }.flatMap { service in
      service.ports.filter { $0.portProtocol != .udp }.flatMap { port in
        subsets(of: service).map { subset in
          let name = ClusterName.outbound(
            port: port.number, subset: subset, host: service.hostname
          ).serverName
          var chain = chain(
            forwarding.proxy(to: name, of: service.hostname, subset: subset))
          chain.filterChainMatch.serverNames = [name]
          chain.filterChainMatch.applicationProtocols = InboundChainKind.allNames
          return chain
        }
      }
    }
  }

  /// The service as a whole, then each of its rule's subsets.
  private func subsets(of service: MeshService) -> [String] {
    [""] + (forwarding.destinationRule(of: service.hostname)?.subsets.map(\.value.name) ?? [])
  }
}

extension GatewayServers.Server {
  /// Whether a condition on port and gateways holds at the server (l4SingleMatch@1.30.3).
  fileprivate func fits(port: UInt32, gateways: [String]) -> Bool {
    (port == 0 || Int(port) == Int(server.port.number))
      && (gateways.isEmpty || gateways.contains(gatewayName))
  }
}

extension FilterChainMatch {
  /// Connections that name one of these servers; all where `*` is among them
  /// (`pilot/pkg/networking/core/listener_builder.go` buildGatewayListener@1.30.3).
  init(serverNames names: [String]) {
    self.init()
    if !names.isEmpty, !names.contains("*") { serverNames = names.sorted() }
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Resources

extension InboundBuilder {
  /// The listener that all incoming connections are redirected to, and those that a Sidecar binds
  /// to ports of their own (buildInboundListeners@1.30.3).
  ///
  /// `outbound`: the proxy's outbound route tables, in which a theory by which the receiver routes
  /// again looks.
  func listeners(outbound: [RouteConfiguration] = []) -> [Listener] {
    let modes = index.peerAuthentications.modes(namespace: pod.namespace, labels: pod.labels)
    var chains = [blackHole] + passthroughChains(modes)
    var bound: [Listener] = []
    for port in ports {
      let again = rules[.routesAgainAtReceiver] ? routes(of: port, in: outbound) : []
      let own = self.chains(of: port, mode: modes.mode(port: port.targetPort), again: again)
      if port.bindsToPort {
        bound.append(
          listener(
            name: "\(port.bind)_\(port.targetPort)",
            at: Address(port.bind, port: port.targetPort), own))
      } else {
        chains += own
      }
    }
    let virtual = listener(name: "virtualInbound", at: Address("0.0.0.0", port: 15006), chains)
    return [virtual] + bound
  }

  private func listener(name: String, at address: Address, _ chains: [FilterChain]) -> Listener {
    var listener = Listener(name: name, address: address)
    listener.trafficDirection = .inbound
    listener.filterChains = chains
    listener.detectsHttp = chains.contains {
      InboundChainKind.needsInspector($0.filterChainMatch)
    }
    return listener
  }

  /// Keeps connections to the listener's own port from going round
  /// (buildInboundBlackhole@1.30.3).
  private var blackHole: FilterChain {
    var chain = FilterChain()
    chain.name = "virtualInbound-blackhole"
    chain.filterChainMatch.destinationPort = 15006
    chain.tcpProxy = TcpProxy(cluster: ClusterName.blackHole)
    return chain
  }

  /// The chains of ports that nothing names: one set for all, and one for each port to which the
  /// workload's PeerAuthentication gives a mode (buildInboundPassthroughChains@1.30.3).
  private func passthroughChains(_ modes: WorkloadMutualTLS) -> [FilterChain] {
    let named = Set(ports.map(\.targetPort))
    let extra = modes.ports.keys.filter { !named.contains($0) }.sorted()
    return ([0] + extra).flatMap { port in
      InboundChainKind.kinds(.undeclared, port == 0 ? modes.mode : modes.mode(port: port)).map {
        kind in
        var chain = FilterChain(kind, port: port)
        if rules[.inboundPassthroughPerFamily] {
          chain.filterChainMatch.prefixRanges = [
            CidrRange(addressPrefix: "0.0.0.0", prefixLen: 0)
          ]
        }
        chain.name = kind.isHTTP ? "virtualInbound-catchall-http" : "virtualInbound"
        let cluster = passthroughCluster
        if kind.isHTTP {
          let route = inboundRoute(to: cluster, portProtocol: .undeclared)
          chain.httpConnectionManager = connectionManager(cluster, port: 0, [route])
        } else {
          chain.tcpProxy = TcpProxy(cluster: cluster)
        }
        chain.apply(access)
        return chain
      }
    }
  }

  private func chains(
    of port: InboundPort, mode: MutualTLSMode, again: [Route]
  ) -> [FilterChain] {
    InboundChainKind.kinds(port.port.portProtocol, mode).map { kind in
      var chain = FilterChain(kind, port: port.targetPort)
      chain.name = "\(port.bind)_\(port.targetPort)"
      if kind.isHTTP {
        var route = inboundRoute(to: port.clusterName, portProtocol: port.port.portProtocol)
        route.origin = port.owner?.metadata.origin()
        chain.httpConnectionManager = connectionManager(
          port.clusterName, port: port.port.number, again + [route])
      } else {
        chain.tcpProxy = TcpProxy(cluster: port.clusterName)
      }
      chain.apply(access)
      return chain
    }
  }

  /// One virtual host for every host: nothing is decided here
  /// (`pilot/pkg/networking/core/httproute.go` buildSidecarInboundHTTPRouteConfig@1.30.3).
  private func connectionManager(
    _ cluster: String, port: Int, _ routes: [Route]
  ) -> HttpConnectionManager {
    let host = VirtualHost(name: "inbound|http|\(port)", domains: ["*"], routes: routes)
    return HttpConnectionManager(
      inboundRoutes: RouteConfiguration(name: cluster, virtualHosts: [host]), mesh: mesh)
  }

  private func inboundRoute(to cluster: String, portProtocol: PortProtocol) -> Route {
    Route(inboundTo: cluster, portProtocol: portProtocol, rules)
  }

  /// The routes that a VirtualService gives the port's own service: under the theory that each
  /// proxy looks the host up again, the receiver's does, too.
  private func routes(of port: InboundPort, in outbound: [RouteConfiguration]) -> [Route] {
    guard let owner = port.owner else { return [] }
    let table = outbound.first { $0.name == "\(port.port.number)" }
    let host = table?.virtualHosts.first {
      $0.name == "\(owner.hostname):\(port.port.number)"
    }
    return (host?.routes ?? []).filter { $0.origin?.resource.kind == "VirtualService" }
  }
}

extension FilterChain {
  fileprivate init(_ kind: InboundChainKind, port: Int) {
    self.init()
    filterChainMatch.transportProtocol = kind.transportProtocol
    if !kind.applicationProtocols.isEmpty {
      filterChainMatch.applicationProtocols = kind.applicationProtocols
    }
    if port > 0 { filterChainMatch.destinationPort = UInt32(clamping: port) }
    tls = kind.terminatesTLS
  }
}

extension Route {
  /// To the application, without a time-out
  /// (`pilot/pkg/networking/core/route/route.go` BuildDefaultHTTPInboundRoute@1.30.3).
  init(inboundTo cluster: String, portProtocol: PortProtocol, _ rules: RuleVersion) {
    var action = RouteAction()
    action.cluster = cluster
    action.timeout = .zero
    action.maxStreamDuration = MaxStreamDuration(
      maxStreamDuration: .zero, grpcTimeoutHeaderMax: .zero)
    if rules[.inboundRetry], !(rules[.inboundRetrySparesGRPC] && portProtocol.isGRPC) {
      var retry = RetryPolicy()
      retry.retryOn = "reset-before-request"
      retry.numRetries = 2
      action.retryPolicy = retry
    }
    self.init(match: RouteMatch(prefix: "/"))
    name = "default"
    route = action
  }
}

extension HttpConnectionManager {
  /// HTTP that comes in at a sidecar or a waypoint, by a table of its own.
  init(inboundRoutes table: RouteConfiguration, mesh: MeshConfig) {
    self.init(routeConfig: table)
    serverName = "istio-envoy"
    streamIdleTimeout = .zero
    useRemoteAddress = false
    normalizePaths(as: mesh.pathNormalization)
  }

  /// How paths are brought into one form before routes are matched
  /// (`pilot/pkg/networking/core/listener_builder.go` buildHTTPConnectionManager@1.30.3).
  ///
  /// - Parameter normalization: the mesh's `pathNormalization`.
  mutating func normalizePaths(as normalization: String) {
    normalizePath = normalization != "NONE"
    pathWithEscapedSlashesAction = .keepUnchanged
    switch normalization {
    case "MERGE_SLASHES": mergeSlashes = true
    case "DECODE_AND_MERGE_SLASHES":
      mergeSlashes = true
      pathWithEscapedSlashesAction = .unescapeAndForward
    default: break
    }
  }
}

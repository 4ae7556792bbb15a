internal import ProxyConfig
internal import Resources

/// Builds the listeners of outgoing connections for the proxies that see the same things
/// (pilot/pkg/networking/core/listener.go@1.30.3, `buildSidecarOutboundListeners`).
struct OutboundListenerBuilder {
  /// The mesh.
  let index: MeshIndex
  /// One of the clients that see the same things.
  let client: MeshPod
  /// What the pod sees.
  let scope: SidecarScope
  private var listeners: [OutboundListener.Key: OutboundListener] = [:]

  private var rules: RuleVersion { index.rules }

  init(index: MeshIndex, client: MeshPod, scope: SidecarScope) {
    self.index = index
    self.client = client
    self.scope = scope
  }

  /// A service's port, and where an egress listener wants it to be met.
  struct Request {
    /// The Service that is called.
    var service: MeshService
    /// The Service's port.
    var port: MeshPort
    /// Empty where the service's own address, or any address, is meant.
    var bind = ""
    /// Whether the listener opens a socket.
    var bindsToPort = false
  }

  /// All listeners by name, the one that connections are redirected to at last, and the names of
  /// the route tables that they ask for.
  mutating func build() -> (listeners: [Listener], routeNames: [String]) {
    for egress in scope.egress { add(egress) }
    let sorted = listeners.values.sorted { ($0.key.bind, $0.key.port) < ($1.key.bind, $1.key.port) }
    let fallback = unknownDestinations(name: "PassthroughFilterChain")
    let normalization = index.meshConfig.pathNormalization
    var names: Set<String> = []
    let messages = sorted.map { listener in
      names.formUnion(listener.routeNames)
      return listener.message(fallback: fallback, pathNormalization: normalization)
    }
    return (messages + [virtualOutbound], names.sorted())
  }

  /// What becomes of bytes to destinations that nobody knows
  /// (pilot/pkg/networking/core/listener_builder.go@1.30.3).
  private func unknownDestinations(name: String) -> FilterChain {
    let isOpen = scope.outboundTrafficPolicy.mode != "REGISTRY_ONLY"
    var chain = FilterChain()
    chain.name = name
    chain.tcpProxy = TcpProxy(
      cluster: isOpen
        ? scope.egressProxyCluster ?? ClusterName.passthrough : ClusterName.blackHole)
    return chain
  }

  /// The listener that all outgoing connections are redirected to.
  private var virtualOutbound: Listener {
    var listener = Listener(name: "virtualOutbound", address: Address("0.0.0.0", port: 15001))
    listener.trafficDirection = .outbound
    listener.useOriginalDst = true
    var own = FilterChain()
    own.name = "virtualOutbound-blackhole"
    own.filterChainMatch.destinationPort = 15001
    own.tcpProxy = TcpProxy(cluster: ClusterName.blackHole)
    listener.filterChains = [own, unknownDestinations(name: "virtualOutbound-catchall-tcp")]
    return listener
  }

  private mutating func add(_ egress: EgressScope) {
    let listener = egress.listener
    let bindsToPort =
      listener?.captureMode == "NONE" || listener?.bind.hasPrefix("unix://") == true
    var bind = listener?.bind ?? ""
    if bind.isEmpty, bindsToPort { bind = "127.0.0.1" }
    let chains = OutboundChainBuilder(
      index: index, client: client, scope: scope, egress: egress)
    if let port = listener?.port {
      let port = MeshPort(
        name: port.name, number: Int(port.number),
        portProtocol: PortProtocol(named: port.protocol))
      guard !isReserved(port, bind: bind) else { return }
      for service in egress.services {
        let request = Request(
          service: service, port: port, bind: bind, bindsToPort: bindsToPort)
        add(request, chains)
      }
      return
    }
    for key in listeners.keys { listeners[key]?.isLocked = true }
    for service in egress.services {
      for port in service.ports where !isReserved(port, bind: bind) {
        let request = Request(
          service: service, port: port, bind: bind, bindsToPort: bindsToPort)
        add(request, ofEachEndpointWhereHeadless: chains)
      }
    }
  }

  /// Ports that the proxy itself needs (pilot/pkg/model/context.go@1.30.3,
  /// `conflictWithReservedListener`).
  private func isReserved(_ port: MeshPort, bind: String) -> Bool {
    guard bind == "0.0.0.0" || (bind.isEmpty && port.portProtocol.isHTTP) else { return false }
    return [15001, 15006, 15021, 15090].contains(port.number)
  }

  /// TCP services without an address get a listener for each endpoint but the client's own.
  private mutating func add(
    _ request: Request, ofEachEndpointWhereHeadless chains: OutboundChainBuilder
  ) {
    let service = request.service
    let portProtocol = request.port.portProtocol
    guard request.bind.isEmpty, service.resolution == .passthrough, service.addresses.isEmpty,
      portProtocol.isTCP || portProtocol == .undeclared
    else { return add(request, chains) }
    let endpoints = index.sentEndpoints(of: service).filter {
      $0.servicePortName == request.port.name
    }
    if service.registry != .kubernetes, endpoints.isEmpty, service.selector.isEmpty {
      return add(request, chains)
    }
    for endpoint in endpoints where endpoint.address.isIPv4Address {
      guard endpoint.address != client.address else { continue }
      var own = request
      own.bind = endpoint.address
      add(own, chains)
    }
  }

  /// Adds a service's port to its listener.
  ///
  /// HTTP and other bytes on one listener are told apart by inspection
  /// (`buildSidecarOutboundListener`).
  private mutating func add(_ request: Request, _ builder: OutboundChainBuilder) {
    guard request.service.resolution != .alias, request.port.portProtocol != .udp else { return }
    var request = request
    var destinations: [String] = []
    let portProtocol = request.port.portProtocol
    if request.bind.isEmpty {
      let address = request.service.defaultAddress
      if portProtocol.isHTTP {
        request.bind = "0.0.0.0"
      } else if address.contains("/") {
        request.bind = "0.0.0.0"
        destinations = [address]
      } else {
        request.bind = address
      }
    }
    let key = OutboundListener.Key(bind: request.bind, port: request.port.number)
    let known = listeners[key]
    if known?.isLocked == true { return }
    if portProtocol == .httpProxy {
      put(request, key, [builder.httpChain(request, inspects: false)], portProtocol)
    } else if portProtocol.isHTTP {
      if let known, !known.portProtocol.isTCP { return }
      let inspects = request.bind == "0.0.0.0"
      put(
        request, key, [builder.httpChain(request, inspects: inspects)],
        inspects ? .undeclared : portProtocol)
    } else if portProtocol == .undeclared {
      if let known, !known.portProtocol.isHTTP, !known.portProtocol.isTCP { return }
      put(
        request, key,
        builder.byteChains(request, destinations)
          + [builder.httpChain(request, inspects: true)], portProtocol)
    } else {
      put(request, key, builder.byteChains(request, destinations), portProtocol)
    }
  }

  private mutating func put(
    _ request: Request, _ key: OutboundListener.Key, _ chains: [OutboundChain],
    _ portProtocol: PortProtocol
  ) {
    let incoming = request.port.portProtocol
    let replaces =
      incoming == .httpProxy
      || (incoming == .undeclared && listeners[key]?.portProtocol.isHTTP == true)
    guard var known = listeners[key], !replaces else {
      listeners[key] = OutboundListener(
        key: key, bindsToPort: request.bindsToPort, chains: chains, portProtocol: portProtocol)
      return
    }
    // MongoDB and MySQL never share a port with another protocol.
    let lonely: Set<PortProtocol> = [.mongo, .mySQL]
    if incoming != known.portProtocol,
      lonely.contains(incoming) || lonely.contains(known.portProtocol)
    {
      return
    }
    let staysBytes = incoming.isTCP && !known.portProtocol.isHTTP
    known.merge(chains)
    if !staysBytes { known.portProtocol = .undeclared }
    listeners[key] = known
  }
}

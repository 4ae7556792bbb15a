internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Makes the filter chains of one service's port (pilot/pkg/networking/core/tls.go@1.30.3).
struct OutboundChainBuilder {
  /// The mesh.
  let index: MeshIndex
  /// The pod that calls.
  let client: MeshPod
  /// What it sees.
  let scope: SidecarScope
  /// VirtualServices with rules for TCP or TLS, in order, and where each exact host is among them.
  private let virtualServices: [MeshVirtualService]
  private let byHost: [String: [Int]]
  private let withWildcards: [Int]

  private let forwarding: ByteForwarding

  private var rules: RuleVersion { index.rules }

  init(index: MeshIndex, client: MeshPod, scope: SidecarScope, egress: EgressScope) {
    self.index = index
    self.client = client
    self.scope = scope
    forwarding = ByteForwarding(index: index, client: client, scope: scope)
    virtualServices = egress.virtualServices.filter { !$0.tcp.isEmpty || !$0.tls.isEmpty }
    var byHost: [String: [Int]] = [:]
    var withWildcards: [Int] = []
    for (position, service) in virtualServices.enumerated() {
      if service.hosts.contains(where: \.isWildcardHost) { withWildcards.append(position) }
      for host in service.hosts where !host.isWildcardHost {
        byHost[host, default: []].append(position)
      }
    }
    self.byHost = byHost
    self.withWildcards = withWildcards
  }

  /// The chain that hands HTTP to a route table: the port's, or for a service whose protocol is not
  /// declared and that has an address its own (listener.go, `buildSidecarOutboundHTTPListenerOpts`).
  func httpChain(_ request: OutboundListenerBuilder.Request, inspects: Bool) -> OutboundChain {
    let name: String
    if request.port.number == 0 {
      name = request.bind
    } else if request.port.portProtocol == .undeclared, request.bind != "0.0.0.0" {
      name = "\(request.service.hostname):\(request.port.number)"
    } else {
      name = "\(request.port.number)"
    }
    var chain = OutboundChain(target: .routes(name))
    chain.inspectsHTTP = inspects
    chain.looksUpHosts =
      rules[.dynamicDNSAtSidecars] && request.service.hostname.isWildcardHost
      && request.service.resolution == .dynamicDNS
    return chain
  }

  /// The chains that hand bytes to clusters, by the VirtualServices' rules for TLS or TCP.
  func byteChains(
    _ request: OutboundListenerBuilder.Request, _ destinations: [String]
  ) -> [OutboundChain] {
    let services = governing(request.service.hostname)
    return request.port.portProtocol.isTLS
      ? tlsChains(request, destinations, services) : tcpChains(request, destinations, services)
  }

  /// The VirtualServices one of whose hosts overlaps with the service's (`getConfigsForHost`).
  private func governing(_ host: String) -> [MeshVirtualService] {
    if virtualServices.isEmpty { return [] }
    if host.isWildcardHost {
      return virtualServices.filter { $0.hosts.contains { $0.overlaps(host: host) } }
    }
    var positions = byHost[host] ?? []
    for position in withWildcards
    where virtualServices[position].hosts.contains(where: { $0.overlaps(host: host) }) {
      positions.append(position)
    }
    return Set(positions).sorted().map { virtualServices[$0] }
  }

  /// The chains for TLS connections, told apart by server name.
  ///
  /// (pilot/pkg/networking/core/tls.go@1.30.3, `buildSidecarOutboundTLSFilterChainOpts`)
  private func tlsChains(
    _ request: OutboundListenerBuilder.Request, _ destinations: [String],
    _ services: [MeshVirtualService]
  ) -> [OutboundChain] {
    var chains: [OutboundChain] = []
    var handled: Set<[[String]]> = []
    var destinations = destinations
    for service in services {
      for rule in service.tls {
        for match in rule.match where isFor(match, request.port.number) {
          var own = destinations
          if !match.destinationSubnets.isEmpty, request.port.number > 0 {
            own = match.destinationSubnets
            if rules[.subnetsStayForLaterMatches] { destinations = own }
          }
          guard handled.insert([match.sniHosts, match.destinationSubnets]).inserted else {
            continue
          }
          var chain = OutboundChain(
            target: .clusters(forwarding.proxy(to: rule.route, port: request.port.number)))
          chain.serverNames = match.sniHosts
          chain.destinations = own
          chains.append(chain)
        }
      }
    }
    guard chains.isEmpty else { return chains }
    var chain = serviceChain(request, destinations)
    if needsServerNames(request, destinations) { chain.serverNames = serverNames(request.service) }
    return [chain]
  }

  /// Whether several services meet at one address, so that only the server name tells them apart.
  private func needsServerNames(
    _ request: OutboundListenerBuilder.Request, _ destinations: [String]
  ) -> Bool {
    let service = request.service
    return !destinations.isEmpty || service.defaultAddress.contains("/")
      || (service.defaultAddress == "0.0.0.0" && request.bind == "0.0.0.0")
      || (service.hostname.isWildcardHost && service.resolution == .dynamicDNS)
  }

  private func serverNames(_ service: MeshService) -> [String] {
    [service.hostname]
      + service.aliases.flatMap { alias in
        [alias.hostname]
          + ServiceDomains.forms(
            of: alias.hostname, seenFrom: client.namespace, nil, rules)
      }
  }

  /// The chains for connections whose content is not looked at.
  ///
  /// (pilot/pkg/networking/core/tls.go@1.30.3, `buildSidecarOutboundTCPFilterChainOpts`)
  private func tcpChains(
    _ request: OutboundListenerBuilder.Request, _ destinations: [String],
    _ services: [MeshVirtualService]
  ) -> [OutboundChain] {
    var chains: [OutboundChain] = []
    var isCovered = false
    for service in services {
      for rule in service.tcp {
        var chain = OutboundChain(
          target: .clusters(forwarding.proxy(to: rule.route, port: request.port.number)))
        let matches = rule.match.filter { isFor($0, request.port.number) }
        if rule.match.isEmpty
          || matches.contains(where: { $0.destinationSubnets.isEmpty || request.port.number == 0 })
        {
          chain.destinations = destinations
          return chains + [chain]
        }
        let subnets = matches.flatMap(\.destinationSubnets)
        guard !subnets.isEmpty else { continue }
        chain.destinations = subnets
        chains.append(chain)
        if subnets.sorted() == destinations.sorted() { isCovered = true }
      }
    }
    return isCovered ? chains : chains + [serviceChain(request, destinations)]
  }

  /// The service's own cluster.
  private func serviceChain(
    _ request: OutboundListenerBuilder.Request, _ destinations: [String]
  ) -> OutboundChain {
    let service = request.service
    let number = service.ports.count == 1 ? service.ports[0].number : request.port.number
    let name = ClusterName.outbound(port: number, host: service.hostname).text
    let proxy = forwarding.proxy(to: name, of: service.hostname)
    var chain = OutboundChain(target: .clusters(proxy))
    chain.destinations = destinations
    return chain
  }
}

extension OutboundChainBuilder {
  private func isFor(_ match: TLSRoute.Match, _ port: Int) -> Bool {
    isFor(
      gateways: match.gateways, labels: match.sourceLabels, matchPort: match.port,
      namespace: match.sourceNamespace, port)
  }

  private func isFor(_ match: TCPRoute.Match, _ port: Int) -> Bool {
    isFor(
      gateways: match.gateways, labels: match.sourceLabels, matchPort: match.port,
      namespace: match.sourceNamespace, port)
  }

  /// Unlike HTTP's, all of these must hold (`matchTLS`, `matchTCP`).
  private func isFor(
    gateways: [String], labels: [String: String], matchPort: UInt32, namespace: String,
    _ port: Int
  ) -> Bool {
    (gateways.isEmpty || gateways.contains("mesh")) && labels.isSubset(of: client.placedLabels)
      && (matchPort == 0 || Int(matchPort) == port)
      && (namespace.isEmpty || namespace == client.namespace)
  }
}

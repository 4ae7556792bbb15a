internal import Diagnostics
internal import Resources

// Rules of `tls` and `tcp` (validation.go@1.30.3, `validateTLSRoute`, `validateTCPRoute`).

extension AdmissionReview {
  /// Reviews a TLS rule: its matches, then its destinations.
  mutating func review(_ route: TLSRoute, of service: VirtualService, at path: FieldPath) {
    if route.match.isEmpty { refuse("must have a match", at: path) }
    for (position, match) in route.match.enumerated() {
      let place = path.key("match").index(position)
      if match.sniHosts.isEmpty { refuse("must have sniHosts", at: place) }
      for (number, host) in match.sniHosts.enumerated() {
        review(serverName: host, of: service, at: place.key("sniHosts").index(number))
      }
      review(
        subnets: match.destinationSubnets, port: match.port, labels: match.sourceLabels,
        gateways: match.gateways, at: place)
    }
    if route.route.isEmpty { refuse("must have a route", at: path) }
    review(route.route, at: path.key("route"))
  }

  /// Reviews a TCP rule: its matches, then its destinations.
  mutating func review(_ route: TCPRoute, at path: FieldPath) {
    for (position, match) in route.match.enumerated() {
      review(
        subnets: match.destinationSubnets, port: match.port, labels: match.sourceLabels,
        gateways: match.gateways, at: path.key("match").index(position))
    }
    if route.route.isEmpty { refuse("must have a route", at: path) }
    review(route.route, at: path.key("route"))
  }

  private mutating func review(
    subnets: [String], port: UInt32, labels: [String: String], gateways: [String],
    at path: FieldPath
  ) {
    for (position, subnet) in subnets.enumerated() {
      check(
        AddressSyntax.problem(ofSubnet: subnet),
        at: path.key("destinationSubnets").index(position))
    }
    if port != 0 { check(AddressSyntax.problem(ofPort: port), at: path.key("port")) }
    review(labels: labels, at: path.key("sourceLabels"))
    review(gateways: gateways, at: path.key("gateways"))
  }

  /// A server name is one of the hosts' (`validateSniHost`).
  private mutating func review(
    serverName name: String, of service: VirtualService, at path: FieldPath
  ) {
    let isGenerated =
      rules[.gatewaysTakeGeneratedNames] && !service.gateways.contains("mesh")
      && name.hasPrefix("outbound_")
    let problem =
      isGenerated
      ? NameSyntax.problem(ofGeneratedName: name) : NameSyntax.problem(ofWildcardDomain: name)
    if let problem {
      if AddressSyntax.isAddress(name) {
        warn("is an address, which most clients do not send as a server name", at: path)
      } else {
        refuse(problem, at: path)
      }
    } else if !service.hosts.contains(where: { name.isCovered(byHost: $0) }) {
      refuse("is covered by none of spec.hosts", at: path)
    }
  }

  private mutating func review(_ destinations: [RouteDestination], at path: FieldPath) {
    for (position, entry) in destinations.enumerated() {
      review(required: entry.destination, of: path.index(position))
      review(weight: entry.weight, at: path.index(position))
    }
    review(totalOf: destinations.map(\.weight), at: path)
  }
}

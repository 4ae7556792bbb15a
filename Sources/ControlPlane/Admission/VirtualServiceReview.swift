internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// A VirtualService (validation.go@1.30.3, `ValidateVirtualService`).
  mutating func review(_ service: VirtualService) {
    if service.hosts.isEmpty { reviewDelegate(service) }
    review(gateways: service.gateways, at: .spec.key("gateways"))
    if !service.appliesToGateway(under: rules) { reviewClaims(service) }
    reviewHosts(service)
    if service.http.isEmpty, service.tls.isEmpty, service.tcp.isEmpty {
      refuse("must have http, tls or tcp", at: .spec)
    }
    for (position, route) in service.http.enumerated() {
      review(
        route, isInDelegate: service.hosts.isEmpty, at: .spec.key("http").index(position))
    }
    for (position, route) in service.tls.enumerated() {
      review(route, of: service, at: .spec.key("tls").index(position))
    }
    for (position, route) in service.tcp.enumerated() {
      review(route, at: .spec.key("tcp").index(position))
    }
    review(exportTo: service.exportTo, at: .spec.key("exportTo"))
    reviewReach(of: service)
  }

  private mutating func reviewDelegate(_ service: VirtualService) {
    if !service.gateways.isEmpty {
      refuse("must be empty in a delegate, which has no hosts", at: .spec.key("gateways"))
    }
    if !service.tls.isEmpty {
      refuse("must be empty in a delegate, which has no hosts", at: .spec.key("tls"))
    }
    if !service.tcp.isEmpty {
      refuse("must be empty in a delegate, which has no hosts", at: .spec.key("tcp"))
    }
  }

  /// Names of gateways (`validateGatewayNames`); a name without a namespace ends the review.
  mutating func review(gateways: [String], at path: FieldPath) {
    for (position, gateway) in gateways.enumerated() {
      let parts = gateway.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let place = path.index(position)
      guard parts.count == 2 else {
        if gateway.contains(".") { warn("should be written as namespace/name", at: place) }
        check(NameSyntax.problem(ofDomain: gateway), at: place)
        return
      }
      if !NameSyntax.isLabel(parts[0]) { refuse("must begin with a namespace's name", at: place) }
      if !NameSyntax.isLabel(parts[1]) {
        refuse("must end with a gateway's name: a label of letters, digits and hyphens", at: place)
      }
    }
  }

  /// Routing by the claims of a token is for gateways.
  private mutating func reviewClaims(_ service: VirtualService) {
    for (position, route) in service.http.enumerated() {
      for (number, match) in route.match.enumerated() {
        let path = FieldPath.spec.key("http").index(position).key("match").index(number)
        for name in match.headers.keys.sorted() where HeaderSyntax.isClaim(name) {
          refuse("matches a claim, which only a gateway can", at: path.key("headers").key(name))
        }
        for name in match.withoutHeaders.keys.sorted() where HeaderSyntax.isClaim(name) {
          refuse(
            "matches a claim, which only a gateway can", at: path.key("withoutHeaders").key(name))
        }
      }
    }
  }

  private mutating func reviewHosts(_ service: VirtualService) {
    var areAllValid = true
    let isBoundToGateway = service.isBoundToGatewayAlone(under: rules)
    for (position, host) in service.hosts.enumerated() {
      let path = FieldPath.spec.key("hosts").index(position)
      if let problem = problem(ofHost: host, of: service) {
        guard !AddressSyntax.isAddress(host) else { continue }
        refuse(problem, at: path)
        areAllValid = false
      } else if host == "*", !isBoundToGateway {
        refuse("must not be * in a VirtualService that acts in the mesh", at: path)
        areAllValid = false
      }
    }
    guard areAllValid else { return }
    for (position, host) in service.hosts.enumerated() {
      for other in service.hosts[(position + 1)...] where host.overlaps(host: other) {
        refuse(
          "overlaps with another host: “\(other.quotedForDiagnostics)”",
          at: .spec.key("hosts").index(position))
      }
    }
  }

  private func problem(ofHost host: String, of service: VirtualService) -> String? {
    let isGenerated =
      rules[.gatewaysTakeGeneratedNames] && host.hasPrefix("outbound_")
      && service.appliesToGateway(under: rules)
      && service.tls.contains { $0.match.contains { !$0.sniHosts.isEmpty } }
    if isGenerated { return NameSyntax.problem(ofGeneratedName: host) }
    return NameSyntax.problem(ofWildcardDomain: host)
  }
}

extension VirtualService {
  /// Whether the webhook takes it as a gateway's (validation.go@1.30.3, `isGateway`; up to 1.23 one
  /// gateway beside `mesh` sufficed).
  func appliesToGateway(under rules: RuleVersion) -> Bool {
    guard !gateways.isEmpty else { return false }
    return rules[.gatewaysTakeGeneratedNames]
      ? !gateways.contains("mesh") : gateways.contains { $0 != "mesh" }
  }

  /// Whether it does not act in the mesh.
  func isBoundToGatewayAlone(under rules: RuleVersion) -> Bool {
    !gateways.isEmpty && !gateways.contains("mesh")
  }
}

extension NameSyntax {
  /// A server name that istiod makes, such as `outbound_.80_._.alpha.default.svc.cluster.local`
  /// (agent/validation.go@1.30.3, `parseAutoGeneratedSNIDomain`).
  static func problem(ofGeneratedName name: String) -> String? {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    let isGenerated =
      parts.count >= 4 && parts[0] == "outbound" && parts[1].contains { $0.isNumber }
      && parts[3].contains { $0.isLetter }
    return isGenerated ? nil : "must have the form outbound_.<port>_.<subset>_.<host>"
  }
}

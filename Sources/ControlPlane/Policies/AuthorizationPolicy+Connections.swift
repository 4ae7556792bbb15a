internal import Resources

extension AuthorizationPolicy {
  /// The policy as a ztunnel carries it out, which knows connections alone: an ALLOW rule about HTTP
  /// never holds, and of a DENY rule what is about HTTP falls away, so that fewer requests pass than
  /// are meant to (`pilot/pkg/serviceregistry/ambient/authorization.go` handleRule@1.30.3).
  ///
  /// - Returns: `nil` for actions that a ztunnel does not have, and for dry runs.
  var forConnections: AuthorizationPolicy? {
    guard action == .allow || action == .deny, !isDryRun else { return nil }
    var policy = self
    policy.rules = rules.compactMap { rule in
      guard rule.asksAboutHTTP else { return rule }
      return action == .allow ? nil : rule.aboutConnections
    }
    return policy
  }

  /// Positions of rules that ask about HTTP, which a ztunnel does not read.
  var rulesAboutHTTP: [Int] { rules.indices.filter { rules[$0].asksAboutHTTP } }
}

extension AuthorizationPolicy.Rule {
  /// The keys below `when` that connections have.
  private static let connectionKeys: Set<String> = [
    "source.ip", "source.namespace", "source.principal", "destination.ip", "destination.port",
  ]

  /// Whether anything in it is about requests.
  fileprivate var asksAboutHTTP: Bool {
    to.contains { $0 != $0.aboutConnections } || from.contains { $0 != $0.aboutConnections }
      || when.contains { !Self.connectionKeys.contains($0.key) }
  }

  /// What is left of it for connections.
  fileprivate var aboutConnections: Self {
    var rule = self
    rule.to = to.map(\.aboutConnections)
    rule.from = from.map(\.aboutConnections)
    rule.when = when.filter { Self.connectionKeys.contains($0.key) }
    return rule
  }
}

extension AuthorizationPolicy.Operation {
  fileprivate var aboutConnections: Self {
    var operation = Self()
    operation.ports = ports
    operation.notPorts = notPorts
    return operation
  }
}

extension AuthorizationPolicy.Source {
  fileprivate var aboutConnections: Self {
    var source = self
    source.requestPrincipals = []
    source.notRequestPrincipals = []
    source.remoteIpBlocks = []
    source.notRemoteIpBlocks = []
    return source
  }
}

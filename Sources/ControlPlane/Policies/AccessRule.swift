internal import ProxyConfig
internal import Resources

/// A rule of an AuthorizationPolicy as Envoy wants it: what is asked for and who asks, each as
/// alternatives of conditions (`pilot/pkg/security/authz/model/model.go` Model@1.30.3).
struct AccessRule: Sendable {
  /// What carries the requests that a rule is made for.
  enum Layer: Sendable {
    /// Requests with headers and paths.
    case http
    /// Connections, whose rules know addresses and certificates alone.
    case tcp
  }

  /// Alternatives; in each all conditions must hold.
  private(set) var operations: [[AccessCondition]] = []
  /// Alternatives; in each all conditions must hold.
  private(set) var callers: [[AccessCondition]] = []

  /// - Returns: `nil` where `when` has a key that the release does not know.
  init?(_ rule: AuthorizationPolicy.Rule, domains: TrustDomains, rules: RuleVersion) {
    var baseOperation: [AccessCondition] = []
    var baseCaller: [AccessCondition] = []
    for when in rule.when {
      guard let attribute = AccessCondition.Attribute(key: when.key, rules: rules) else {
        return nil
      }
      let condition = AccessCondition(
        attribute: attribute, values: when.values, notValues: when.notValues)
      guard !condition.isVoid else { continue }
      switch attribute {
      case .operation: baseOperation.append(condition)
      case .caller:
        // Istiod replaces domains in place once for each `from`, which all share the condition.
        let turns = max(1, rule.from.count)
        baseCaller.append(
          (0..<turns).reduce(condition) { condition, _ in condition.migrated(by: domains) })
      }
    }
    operations =
      rule.to.isEmpty ? [baseOperation] : rule.to.map { $0.conditions + baseOperation }
    callers =
      rule.from.isEmpty
      ? [baseCaller]
      : rule.from.map { from in
        from.conditions.map { $0.migrated(by: domains) } + baseCaller
      }
  }
}

extension AccessCondition {
  /// Whether nothing is asked.
  fileprivate var isVoid: Bool { values.isEmpty && notValues.isEmpty }

  /// The condition with the mesh's trust domains in place of each other
  /// (MigrateTrustDomain@1.30.3).
  fileprivate func migrated(by domains: TrustDomains) -> AccessCondition {
    var condition = self
    switch attribute {
    case .caller(.principal):
      condition.values = domains.principals(values)
      condition.notValues = domains.principals(notValues)
    case .caller(.trustDomain):
      condition.values = domains.expanded(values)
      condition.notValues = domains.expanded(notValues)
    case .operation, .caller: break
    }
    return condition
  }
}

extension AuthorizationPolicy.Operation {
  /// In istiod's order; lists that are empty ask nothing.
  fileprivate var conditions: [AccessCondition] {
    let all: [(AccessCondition.Operation, [String], [String])] = [
      (.host, hosts, notHosts), (.method, methods, notMethods), (.path, paths, notPaths),
      (.destinationPort, ports, notPorts),
    ]
    return all.map {
      AccessCondition(attribute: .operation($0.0), values: $0.1, notValues: $0.2)
    }
    .filter { !$0.isVoid }
  }
}

extension AuthorizationPolicy.Source {
  /// In istiod's order; lists that are empty ask nothing.
  fileprivate var conditions: [AccessCondition] {
    let all: [(AccessCondition.Caller, [String], [String])] = [
      (.principal, principals, notPrincipals),
      (.requestPrincipal, requestPrincipals, notRequestPrincipals),
      (.serviceAccount, serviceAccounts, notServiceAccounts),
      (.trustDomain, trustDomains, notTrustDomains),
      (.namespace, namespaces, notNamespaces),
      (.remoteAddress, remoteIpBlocks, notRemoteIpBlocks), (.address, ipBlocks, notIpBlocks),
    ]
    return all.map { AccessCondition(attribute: .caller($0.0), values: $0.1, notValues: $0.2) }
      .filter { !$0.isVoid }
  }
}

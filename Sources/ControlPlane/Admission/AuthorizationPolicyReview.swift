internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// An AuthorizationPolicy (validation.go@1.30.3, `ValidateAuthorizationPolicy`).
  mutating func review(_ policy: AuthorizationPolicy) {
    // Fields that the release does not serve never reach the webhook.
    let policy = policy.served(by: rules)
    reviewDryRun(of: policy)
    review(selector: policy.selector, targets: policy.targets)
    reviewAction(of: policy)
    for (position, rule) in policy.rules.enumerated() {
      let path = ("spec.rules" as FieldPath).index(position)
      for (index, source) in rule.from.enumerated() {
        review(source, at: path.key("from").index(index).key("source"))
      }
      for (index, operation) in rule.to.enumerated() {
        review(operation, at: path.key("to").index(index).key("operation"))
      }
      for (index, condition) in rule.when.enumerated() {
        review(condition, at: path.key("when").index(index))
      }
      if policy.action == .custom { reviewForCustom(rule, at: path) }
      if policy.action == .deny, rule.deniesAllOfTCP {
        warn(
          "denies everything to TCP ports, which know nothing of HTTP: name the ports",
          at: path)
      }
    }
  }

  /// The annotation of a policy that is only counted (`checkDryRunAnnotation`).
  private mutating func reviewDryRun(of policy: AuthorizationPolicy) {
    let name = "istio.io/dry-run"
    guard let value = metadata.annotations[name] else { return }
    let path = ("metadata.annotations" as FieldPath).key(name)
    switch policy.action {
    case .audit, .custom: refuse("goes with action ALLOW or DENY alone", at: path)
    case .allow, .deny:
      let words = ["1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"]
      if !words.contains(value) { refuse("must be true or false", at: path) }
    }
  }

  private mutating func reviewAction(of policy: AuthorizationPolicy) {
    let needsRules =
      "must not be missing: without rules the policy never acts; an empty rule {} "
      + "is every request"
    switch policy.action {
    case .custom:
      if policy.rules.isEmpty {
        refuse(needsRules, at: "spec.rules")
      } else if (policy.provider ?? "").isEmpty {
        refuse("must name one of the mesh's extensionProviders", at: "spec.provider")
      }
    case .deny where policy.rules.isEmpty: refuse(needsRules, at: "spec.rules")
    case .allow, .deny, .audit: break
    }
    if policy.action != .custom, policy.provider != nil {
      refuse("goes with action CUSTOM alone", at: "spec.provider")
    }
  }

  /// What another service cannot be asked about, for it is known too late.
  private mutating func reviewForCustom(_ rule: AuthorizationPolicy.Rule, at path: FieldPath) {
    let problem = "does not go with action CUSTOM"
    for (index, source) in rule.from.enumerated() {
      let lists: [(String, [String])] = [
        ("namespaces", source.namespaces), ("notNamespaces", source.notNamespaces),
        ("serviceAccounts", source.serviceAccounts),
        ("notServiceAccounts", source.notServiceAccounts),
        ("trustDomains", source.trustDomains), ("notTrustDomains", source.notTrustDomains),
        ("principals", source.principals), ("notPrincipals", source.notPrincipals),
        ("requestPrincipals", source.requestPrincipals),
        ("notRequestPrincipals", source.notRequestPrincipals),
      ]
      for (name, values) in lists where !values.isEmpty {
        refuse(problem, at: path.key("from").index(index).key("source").key(name))
      }
    }
    let keys: Set = [
      "source.namespace", "source.serviceAccount", "source.trustDomain", "source.principal",
    ]
    for (index, condition) in rule.when.enumerated()
    where keys.contains(condition.key) || condition.key.hasPrefix("request.auth.") {
      refuse(
        "\(problem): \(condition.key.quotedForDiagnostics)", at: path.key("when").index(index))
    }
  }

  private mutating func review(_ source: AuthorizationPolicy.Source, at path: FieldPath) {
    if source == AuthorizationPolicy.Source() {
      refuse("must not be empty", at: path)
      return
    }
    let named =
      source.principals + source.notPrincipals + source.namespaces + source.notNamespaces
    if !named.isEmpty, !(source.serviceAccounts + source.notServiceAccounts).isEmpty {
      refuse("must not have serviceAccounts beside namespaces or principals", at: path)
    }
    let texts: [(String, [String])] = [
      ("principals", source.principals), ("notPrincipals", source.notPrincipals),
      ("requestPrincipals", source.requestPrincipals),
      ("notRequestPrincipals", source.notRequestPrincipals),
      ("namespaces", source.namespaces), ("notNamespaces", source.notNamespaces),
    ]
    for (name, values) in texts { review(values, at: path.key(name)) { _ in nil } }
    let addresses: [(String, [String])] = [
      ("ipBlocks", source.ipBlocks), ("notIpBlocks", source.notIpBlocks),
      ("remoteIpBlocks", source.remoteIpBlocks), ("notRemoteIpBlocks", source.notRemoteIpBlocks),
    ]
    for (name, values) in addresses {
      review(values, at: path.key(name)) { AddressSyntax.problem(ofSubnet: $0) }
    }
    reviewServiceAccounts(source.serviceAccounts, at: path.key("serviceAccounts"))
    reviewServiceAccounts(source.notServiceAccounts, at: path.key("notServiceAccounts"))
    for (name, values) in [
      ("trustDomains", source.trustDomains), ("notTrustDomains", source.notTrustDomains),
    ] {
      review(values, at: path.key(name)) { value in
        AccessSyntax.problem(ofTrustDomain: value)
          ?? (value.contains("/") ? "must not contain a slash" : nil)
      }
    }
  }

  private mutating func review(_ operation: AuthorizationPolicy.Operation, at path: FieldPath) {
    if operation == AuthorizationPolicy.Operation() {
      refuse("must not be empty", at: path)
      return
    }
    let texts: [(String, [String])] = [
      ("hosts", operation.hosts), ("notHosts", operation.notHosts),
      ("methods", operation.methods), ("notMethods", operation.notMethods),
    ]
    for (name, values) in texts { review(values, at: path.key(name)) { _ in nil } }
    for (name, values) in [("ports", operation.ports), ("notPorts", operation.notPorts)] {
      review(values, at: path.key(name)) { AccessSyntax.problem(ofPort: $0) }
    }
    let version = rules
    for (name, values) in [("paths", operation.paths), ("notPaths", operation.notPaths)] {
      review(values, at: path.key(name)) { AccessSyntax.problem(ofPath: $0, under: version) }
    }
  }

  private mutating func review(_ condition: AuthorizationPolicy.Condition, at path: FieldPath) {
    let key = condition.key
    if key.isEmpty { return refuse("must not be empty", at: path.key("key")) }
    if condition.values.isEmpty, condition.notValues.isEmpty {
      return refuse("must have values or notValues", at: path)
    }
    if let problem = AccessSyntax.problem(ofKey: key, under: rules) {
      return refuse(
        problem, at: path.key("key"),
        hint: AccessSyntax.keys.nearest(to: key).map { "did you mean \($0)?" })
    }
    for (name, values) in [("values", condition.values), ("notValues", condition.notValues)] {
      if key == "source.serviceAccount" {
        reviewServiceAccounts(values, at: path.key(name))
      } else {
        review(values, at: path.key(name)) { AccessSyntax.problem(ofValue: $0, of: key) }
      }
    }
  }

  /// Values none of which may be empty.
  private mutating func review(
    _ values: [String], at path: FieldPath, _ problem: (String) -> String?
  ) {
    for (position, value) in values.enumerated() {
      check(value.isEmpty ? "must not be empty" : problem(value), at: path.index(position))
    }
  }

  private mutating func reviewServiceAccounts(_ values: [String], at path: FieldPath) {
    if values.count > 16 { refuse("must not have more than 16 values", at: path) }
    review(values, at: path) { AccessSyntax.problem(ofServiceAccount: $0) }
  }
}

extension AuthorizationPolicy.Rule {
  /// Whether a DENY of this rule denies every connection to TCP ports: what only HTTP has is left
  /// out there.
  fileprivate var deniesAllOfTCP: Bool {
    let sourcesForTCP = from.contains { source in
      ![
        source.principals, source.notPrincipals, source.ipBlocks, source.notIpBlocks,
        source.namespaces, source.notNamespaces, source.remoteIpBlocks, source.notRemoteIpBlocks,
        source.serviceAccounts, source.notServiceAccounts,
      ].allSatisfy(\.isEmpty)
    }
    let namesPorts = to.contains { !$0.ports.isEmpty || !$0.notPorts.isEmpty }
    return (!from.isEmpty && to.isEmpty && !sourcesForTCP) || (!to.isEmpty && !namesPorts)
  }
}

internal import Diagnostics
internal import Resources

// What policies say that acts otherwise than it reads, or not at all.
extension MeshIndex {
  /// Identities that nobody can have, providers that are missing, and fields that came later.
  var policyFindings: [Diagnostic] {
    resources.authorizationPolicies.flatMap { policy in
      impossibleIdentities(of: policy) + missingProvider(of: policy) + fieldsNotServed(of: policy)
    }
  }

  /// Principals without `*` that are no `TRUST-DOMAIN/ns/NAMESPACE/sa/ACCOUNT`: istiod takes them,
  /// and no certificate bears such a name.
  private func impossibleIdentities(of policy: AuthorizationPolicy) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func look(_ values: [String], at path: FieldPath, negated: Bool) {
      for (position, value) in values.enumerated() where !value.canBeIdentity {
        let matches = negated ? "everybody has another" : "nobody has it"
        found.append(
          Diagnostic(
            .warning, .impossibleIdentity,
            "\(policy.metadata.identifier) names “\(value.quotedForDiagnostics)”, which is no "
              + "identity: istiod takes it, and \(matches)",
            at: policy.metadata.places.location(of: path.index(position)),
            hint: value.hintForIdentity))
      }
    }
    for (index, rule) in policy.rules.enumerated() {
      let path = ("spec.rules" as FieldPath).index(index)
      for (index, source) in rule.from.enumerated() {
        let path = path.key("from").index(index).key("source")
        look(source.principals, at: path.key("principals"), negated: false)
        look(source.notPrincipals, at: path.key("notPrincipals"), negated: true)
      }
      for (index, condition) in rule.when.enumerated() where condition.key == "source.principal" {
        let path = path.key("when").index(index)
        look(condition.values, at: path.key("values"), negated: false)
        look(condition.notValues, at: path.key("notValues"), negated: true)
      }
    }
    return found
  }

  /// A CUSTOM policy whose provider is missing or broken refuses what its rules match.
  private func missingProvider(of policy: AuthorizationPolicy) -> [Diagnostic] {
    guard policy.action == .custom, let name = policy.provider,
      ResolvedProvider(named: name, index: self) == nil
    else { return [] }
    let known = meshConfig.authorizationProviders.map(\.name)
    let problem = known.contains(name) ? "cannot be asked" : "is not in the mesh configuration"
    return [
      Diagnostic(
        .warning, .missingProvider,
        "provider “\(name.quotedForDiagnostics)” of \(policy.metadata.identifier) \(problem): "
          + "istiod refuses all that its rules match, with 403",
        at: policy.metadata.places.location(of: "spec.provider"),
        hint: known.nearest(to: name).map { "did you mean “\($0)”?" }
          ?? "add it to extensionProviders of the mesh configuration, with a service that exists")
    ]
  }

  /// Fields that the release's API server drops.
  private func fieldsNotServed(of policy: AuthorizationPolicy) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func drop(_ path: FieldPath) {
      found.append(
        Diagnostic(
          .warning, .versionNotServed,
          "\(rules.name) does not know \(path) of \(policy.metadata.identifier), which is dropped",
          at: policy.metadata.places.location(of: path)))
    }
    for (index, rule) in policy.rules.enumerated() {
      for (position, source) in rule.from.enumerated() {
        let path = ("spec.rules" as FieldPath).index(index).key("from").index(position)
          .key("source")
        let fields: [(String, [String], RuleSwitch)] = [
          ("serviceAccounts", source.serviceAccounts, .serviceAccountsAsSources),
          ("notServiceAccounts", source.notServiceAccounts, .serviceAccountsAsSources),
          ("trustDomains", source.trustDomains, .trustDomainsAsSources),
          ("notTrustDomains", source.notTrustDomains, .trustDomainsAsSources),
        ]
        for (name, values, rule) in fields where !values.isEmpty && !rules[rule] {
          drop(path.key(name))
        }
      }
    }
    if !rules[.listsPolicyTargets], policy.targets.contains(where: \.isListed) {
      drop("spec.targetRefs")
    }
    return found
  }
}

extension String {
  /// Whether some certificate of a mesh could bear the name; with `*` at one end it is not looked
  /// at.
  fileprivate var canBeIdentity: Bool {
    if hasPrefix("*") || hasSuffix("*") { return !contains("://") }
    let parts = split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 5 && parts[1] == "ns" && parts[3] == "sa" && !parts.contains("")
      && !contains("*")
  }

  /// What was probably meant.
  fileprivate var hintForIdentity: String {
    let scheme = "spiffe://"
    if hasPrefix(scheme) { return "leave out \(scheme): \(dropFirst(scheme.count).prefix(80))" }
    return "write TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICE-ACCOUNT, such as "
      + "cluster.local/ns/default/sa/default"
  }
}

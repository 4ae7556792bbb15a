internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Where policies are carried out, as far as their translation asks.
struct AccessStation: Sendable {
  /// The mesh's trust domain and its aliases.
  let domains: TrustDomains
  /// Whether the proxy is a waypoint, which knows callers by the tunnel that they came through.
  let isBehindTunnel: Bool
  /// The rule version.
  let rules: RuleVersion
}

/// The policies of one action at one workload, on one layer
/// (`pilot/pkg/security/authz/builder/builder.go` build@1.30.3).
struct AccessPolicies: Sendable {
  /// What the proxy enforces; `nil` where every policy is a dry run.
  var rules: RoleBasedAccessControl.Rules?
  /// What it only counts; `nil` where no policy is a dry run.
  var shadowRules: RoleBasedAccessControl.Rules?

  /// - `policies`: all of one action, and for CUSTOM of one provider.
  /// - `action`: what Envoy does with what matches.
  /// - `prefix`: what stands before the names of rules.
  init(
    _ policies: [AuthorizationPolicy], _ action: RoleBasedAccessControl.Rules.Action,
    on layer: AccessRule.Layer, prefix: String = "", of station: AccessStation
  ) {
    // Protobuf leaves the first value of an enumeration out.
    let written: RoleBasedAccessControl.Rules.Action? = action == .allow ? nil : action
    func part(_ isDryRun: Bool) -> RoleBasedAccessControl.Rules? {
      let chosen = policies.filter { $0.isDryRun == isDryRun }
      guard !chosen.isEmpty else { return nil }
      return RoleBasedAccessControl.Rules(
        action: written,
        policies: chosen.flatMap { policy in
          policy.translated(on: layer, drops: action == .allow, prefix: prefix, of: station)
        })
    }
    self.rules = part(false)
    shadowRules = part(true)
  }

  /// Where Envoy counts what only would be done; the first value of the enumeration, ALLOW, stands
  /// for no dry run as well.
  var shadowPrefix: String? {
    switch shadowRules?.action ?? .allow {
    case .allow: "istio_dry_run_allow_"
    case .deny: "istio_dry_run_deny_"
    case .log, .other: nil
    }
  }
}

extension AuthorizationPolicy {
  /// Whether the policy is only counted (annotation `istio.io/dry-run`, Go's strconv.ParseBool).
  var isDryRun: Bool {
    ["1", "t", "T", "TRUE", "true", "True"].contains(
      metadata.annotations["istio.io/dry-run"] ?? "")
  }

  /// Envoy's policies, one for each rule that can be had; without rules one that matches nothing.
  fileprivate func translated(
    on layer: AccessRule.Layer, drops: Bool, prefix: String, of station: AccessStation
  ) -> [RoleBasedAccessControl.Policy] {
    let namespace = metadata.namespace
    func name(_ position: Int) -> String {
      "\(prefix)ns[\(namespace)]-policy[\(metadata.name)]-rule[\(position)]"
    }
    guard !rules.isEmpty else {
      var never = RoleBasedAccessControl.Policy(
        name: name(0), permissions: [.not(.any)], principals: [.not(.any)])
      never.origin = metadata.origin("spec")
      return [never]
    }
    let context = ConditionContext(
      layer: layer, drops: drops, namespace: namespace, isBehindTunnel: station.isBehindTunnel,
      rules: station.rules)
    return rules.enumerated().compactMap { position, rule in
      var policy = AccessRule(rule, domains: station.domains, rules: station.rules)?.policy(
        named: name(position), context)
      policy?.origin = metadata.origin(("spec.rules" as FieldPath).index(position))
      return policy
    }
  }
}

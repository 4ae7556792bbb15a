internal import ProxyConfig
internal import Resources

/// Policies that another service decides: the rules mark requests, and the marked ones are asked
/// about.
///
/// Without a sound provider they are refused (`pilot/pkg/security/authz/builder/builder.go`
/// buildHTTP, buildTCP@1.30.3).
struct CustomAccess {
  /// Policies that ask one provider.
  private struct Group {
    var policies: [AuthorizationPolicy]
    /// What stands before the names of rules.
    var prefix: String
    /// `nil` where there is no sound provider.
    var provider: ResolvedProvider?
  }

  private let groups: [Group]
  private let station: AccessStation
  private var rules: RuleVersion { station.rules }

  /// `policies`: all policies of a workload.
  init(_ policies: [AuthorizationPolicy], of station: AccessStation, index: MeshIndex) {
    let custom = policies.filter { $0.action == .custom }
    let names = Set(custom.map { $0.provider ?? "" }).sorted()
    let rules = station.rules
    self.station = station
    guard !custom.isEmpty else {
      groups = []
      return
    }
    // Several providers at one workload need a setting of istiod's that is off.
    let only = names.count == 1 ? names.first : nil
    let provider = only.flatMap { ResolvedProvider(named: $0, index: index) }
    guard rules[.providersApart] else {
      groups = [Group(policies: custom, prefix: Self.mark + "-", provider: provider)]
      return
    }
    groups = names.map { name in
      Group(
        policies: custom.filter { ($0.provider ?? "") == name },
        prefix: name.isEmpty ? Self.mark + "-" : "\(Self.mark)-\(name)-", provider: provider)
    }
  }

  private static let mark = "istio-ext-authz"

  private func control(
    _ group: Group, on layer: AccessRule.Layer
  ) -> RoleBasedAccessControl {
    let policies = AccessPolicies(
      group.policies, .deny, on: layer, prefix: group.prefix, of: station)
    var control = RoleBasedAccessControl()
    // Rules of which every policy is a dry run are there all the same since providers stand apart.
    let empty = RoleBasedAccessControl.Rules(action: .deny, policies: [])
    let enforced = policies.rules ?? (rules[.providersApart] ? empty : nil)
    guard group.provider != nil else {
      control.rules = (enforced ?? empty).renamed { $0 + "-deny-due-to-bad-CUSTOM-action" }
      return control
    }
    control.shadowRules = enforced
    control.shadowRulesStatPrefix = "istio_ext_authz_"
    if rules[.providersApart] { control.rules = policies.shadowRules }
    return control
  }

  /// Which marks a provider is asked about.
  private func marks(of group: Group, in filter: String) -> MetadataMatcher {
    let start = rules[.providersApart] ? String(group.prefix.dropLast()) : Self.mark
    return MetadataMatcher(
      filter: filter, keys: ["istio_ext_authz_shadow_effective_policy_id"],
      .stringMatch(StringMatcher(prefix: start)))
  }

  /// For each provider the marks, and the question.
  var httpFilters: [HTTPFilter] {
    groups.flatMap { group -> [HTTPFilter] in
      let marks = HTTPFilter(name: FilterName.rbac, .rbac(control(group, on: .http)))
      guard let provider = group.provider else { return [marks] }
      var question = provider.http
      question.filterEnabledMetadata = self.marks(of: group, in: FilterName.rbac)
      return [marks, HTTPFilter(name: FilterName.extAuthz, .extAuthz(question))]
    }
  }

  /// The same for connections; a service that speaks HTTP is not asked about them.
  var networkFilters: [NetworkFilter] {
    groups.flatMap { group -> [NetworkFilter] in
      var control = control(group, on: .tcp)
      control.statPrefix = "tcp."
      let marks = NetworkFilter(name: FilterName.networkRBAC, .rbac(control))
      guard let provider = group.provider else { return [marks] }
      guard var question = provider.network else { return [] }
      question.filterEnabledMetadata = self.marks(of: group, in: FilterName.networkRBAC)
      return [marks, NetworkFilter(name: FilterName.networkExtAuthz, .extAuthz(question))]
    }
  }
}

extension RoleBasedAccessControl.Rules {
  fileprivate func renamed(_ name: (String) -> String) -> Self {
    Self(
      action: action,
      policies: policies.map { policy in
        var policy = policy
        policy.name = name(policy.name)
        return policy
      })
  }
}

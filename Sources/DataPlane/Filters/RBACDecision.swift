public import Diagnostics
public import ProxyConfig

/// The rules of an access filter, compiled
/// (source/extensions/filters/common/rbac/engine_impl.cc).
public struct AccessRules: Sendable {
  private struct Policy: Sendable {
    var name: String
    var origin: Origin?
    var permissions: AccessMatcher
    var principals: AccessMatcher
  }

  private let action: RoleBasedAccessControl.Rules.Action
  private let policies: [Policy]

  /// `version`: the release of Envoy, for headers of several values.
  public init(_ rules: RoleBasedAccessControl.Rules, version: EnvoyVersion) {
    action = rules.action ?? .allow
    policies = rules.policies.map { policy in
      Policy(
        name: policy.name, origin: policy.origin,
        permissions: .oneOf(policy.permissions.map { AccessMatcher($0, version: version) }),
        principals: .oneOf(policy.principals.map { AccessMatcher($0, version: version) }))
    }
  }

  /// Whether a request may pass: the first policy that matches, by name, decides.
  public func decide(_ context: AccessContext) -> AccessDecision {
    let matched = policies.first {
      $0.permissions.holds(context) && $0.principals.holds(context)
    }
    let isAllowed =
      switch action {
      case .allow: matched != nil
      case .deny: matched == nil
      case .log, .other: true
      }
    return AccessDecision(
      isAllowed: isAllowed, policy: matched?.name, origin: matched?.origin, action: action)
  }

  /// What was asked of a request, policy by policy up to the one that matched, and what came of it.
  public func explanation(_ context: AccessContext) -> [AccessFinding] {
    var findings: [AccessFinding] = []
    for policy in policies {
      let asks = policy.permissions.holds(context)
      let calls = policy.principals.holds(context)
      let isMatch = asks && calls
      let reason =
        if isMatch {
          AccessFinding.joined(
            policy.permissions.whyHolds(context), policy.principals.whyHolds(context))
        } else if !asks {
          policy.permissions.whyNot(context)
        } else {
          policy.principals.whyNot(context)
        }
      findings.append(
        AccessFinding(
          policy: policy.name, origin: policy.origin, isMatch: isMatch, reason: reason))
      if isMatch { break }
    }
    return findings
  }
}

/// What access rules say about a request or connection.
public struct AccessDecision: Hashable, Sendable {
  /// Whether it may pass.
  public var isAllowed: Bool
  /// The policy that matched, such as `ns[shop]-policy[web]-rule[0]`; `nil` for none.
  public var policy: String?
  /// The rule behind it.
  public var origin: Origin?
  /// What the rules do with what matches.
  public var action: RoleBasedAccessControl.Rules.Action

  /// What Envoy says of a refusal in %RESPONSE_CODE_DETAILS%
  /// (source/extensions/filters/common/rbac/utility.cc, responseDetail).
  public var details: String {
    "rbac_access_denied_matched_policy[\(policy ?? "none")]".replacing(" ", with: "_")
  }
}

/// What became of one policy.
public struct AccessFinding: Hashable, Sendable {
  /// Its name, such as `ns[shop]-policy[web]-rule[0]`.
  public var policy: String
  /// The rule behind it.
  public var origin: Origin?
  /// Whether it matched.
  public var isMatch: Bool
  /// Why it did, or did not.
  public var reason: String

  /// Two reasons of which those that say nothing are left out.
  fileprivate static func joined(_ first: String, _ second: String) -> String {
    let everything = "it matches everything"
    if first == everything { return second }
    return second == everything ? first : "\(first), \(second)"
  }
}

/// An access filter, compiled (source/extensions/filters/http/rbac/rbac_filter.cc and
/// source/extensions/filters/network/rbac/rbac_filter.cc).
public struct AccessFilter: Sendable {
  /// What it enforces; `nil` lets everything pass.
  public let enforced: AccessRules?
  private let shadow: AccessRules?
  private let shadowPrefix: String
  private let name: String

  /// `name`: the filter's name, under which it notes what its shadow rules say.
  public init(_ control: RoleBasedAccessControl, name: String, version: EnvoyVersion) {
    enforced = control.rules.map { AccessRules($0, version: version) }
    shadow = control.shadowRules.map { AccessRules($0, version: version) }
    shadowPrefix = control.shadowRulesStatPrefix ?? ""
    self.name = name
  }

  /// The rule by which the shadow rules mark a request; `nil` where none does.
  public func mark(_ context: AccessContext) -> Origin? { shadow?.decide(context).origin }

  /// Notes what the shadow rules say, then decides; `nil` where nothing is enforced.
  public func decide(_ context: inout AccessContext) -> AccessDecision? {
    if let shadow {
      let decision = shadow.decide(context)
      var noted: [String: ProtobufValue] = [
        shadowPrefix + "shadow_engine_result": .string(decision.isAllowed ? "allowed" : "denied")
      ]
      if let policy = decision.policy {
        noted[shadowPrefix + "shadow_effective_policy_id"] = .string(policy)
      }
      context.note(noted, by: name)
    }
    return enforced?.decide(context)
  }
}

extension AccessContext {
  /// Adds to what a filter noted.
  mutating func note(_ values: [String: ProtobufValue], by filter: String) {
    guard case .object(let known) = metadata[filter] ?? .object([:]) else { return }
    metadata[filter] = .object(known.merging(values, uniquingKeysWith: { _, new in new }))
  }
}

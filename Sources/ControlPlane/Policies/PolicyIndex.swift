internal import Resources

/// AuthorizationPolicies and RequestAuthentications by namespace, oldest first
/// (`pilot/pkg/model/authorization.go`, `pilot/pkg/model/authentication.go`@1.30.3).
struct PolicyIndex: Sendable {
  private struct Attached<Policy: Sendable>: Sendable {
    var attachment: PolicyAttachment
    var policy: Policy
  }

  private let authorizations: [String: [Attached<AuthorizationPolicy>]]
  private let authentications: [String: [Attached<RequestAuthentication>]]
  private let rootNamespace: String
  private let rules: RuleVersion

  /// `resources`: what admission let pass.
  init(_ resources: ResourceSet, under rules: RuleVersion) {
    rootNamespace = resources.meshConfig.rootNamespace
    self.rules = rules
    let order = ResourceOrder(rules)
    let policies = resources.authorizationPolicies.map { $0.served(by: rules) }
    authorizations = Dictionary(
      grouping: order.positions(of: policies).map { policies[$0] }.map { policy in
        Attached(
          attachment: PolicyAttachment(
            namespace: policy.metadata.namespace, selector: policy.selector,
            targets: policy.targets, rules: rules), policy: policy)
      }, by: \.attachment.namespace)
    let tokens = resources.requestAuthentications
    authentications = Dictionary(
      grouping: order.positions(of: tokens).map { tokens[$0] }.map { policy in
        Attached(
          attachment: PolicyAttachment(
            namespace: policy.metadata.namespace, selector: policy.selector,
            targets: policy.targets, rules: rules), policy: policy)
      }, by: \.attachment.namespace)
  }

  /// The policies of a pod: the root namespace's, then its own namespace's.
  func authorizations(of pod: MeshPod) -> [AuthorizationPolicy] {
    namespaces(rootNamespace, pod.namespace).flatMap { namespace in
      (authorizations[namespace] ?? []).filter { $0.attachment.includes(pod) }.map(\.policy)
    }
  }

  /// Whether a policy acts at a pod that is no waypoint.
  func acts(_ policy: AuthorizationPolicy, at pod: MeshPod) -> Bool {
    let namespace = policy.metadata.namespace
    guard namespace == pod.namespace || namespace == rootNamespace else { return false }
    return PolicyAttachment(
      namespace: namespace, selector: policy.selector, targets: policy.targets, rules: rules
    ).includes(pod)
  }

  /// The rules about tokens of a pod, its own namespace's first, sorted by issuer.
  func tokenRules(of pod: MeshPod) -> [RequestAuthentication.JWTRule] {
    byIssuer(
      namespaces(pod.namespace, rootNamespace).flatMap { namespace in
        (authentications[namespace] ?? []).filter { $0.attachment.includes(pod) }
          .flatMap(\.policy.rules)
      })
  }

  /// The policies of a waypoint on calls to a service; `nil` is a pod's own address
  /// (ListAuthorizationPolicies@1.30.3).
  func authorizations(at waypoint: MeshPod, for service: MeshService?) -> [AuthorizationPolicy] {
    var asked = namespaces(rootNamespace, waypoint.namespace, service?.namespace)
    if !rules[.waypointHearsGatewayPolicies], let service { asked = [service.namespace] }
    return asked.flatMap { namespace in
      (authorizations[namespace] ?? []).filter {
        $0.attachment.includes(waypoint: waypoint, for: service, root: rootNamespace)
      }.map(\.policy)
    }
  }

  /// The rules about tokens of a waypoint on calls to a service, sorted by issuer
  /// (getConfigsForWorkload@1.30.3).
  func tokenRules(
    at waypoint: MeshPod, for service: MeshService?
  ) -> [RequestAuthentication.JWTRule] {
    let further = rules[.waypointHearsGatewayPolicies] ? service?.namespace : nil
    return byIssuer(
      namespaces(waypoint.namespace, rootNamespace, further).flatMap { namespace in
        (authentications[namespace] ?? []).filter {
          $0.attachment.includes(waypoint: waypoint, for: service, root: rootNamespace)
        }.flatMap(\.policy.rules)
      })
  }

  private func byIssuer(
    _ rules: [RequestAuthentication.JWTRule]
  ) -> [RequestAuthentication.JWTRule] {
    rules.enumerated().sorted {
      ($0.element.issuer, $0.offset) < ($1.element.issuer, $1.offset)
    }
    .map(\.element)
  }

  /// Each once, in the order given.
  private func namespaces(_ names: String?...) -> [String] {
    var seen: Set<String> = []
    return names.compactMap(\.self).filter { seen.insert($0).inserted }
  }
}

extension AuthorizationPolicy {
  /// The policy as the release's API server keeps it: fields that came later are dropped.
  func served(by rules: RuleVersion) -> AuthorizationPolicy {
    guard !rules[.serviceAccountsAsSources] || !rules[.trustDomainsAsSources] else { return self }
    var policy = self
    for rule in policy.rules.indices {
      for from in policy.rules[rule].from.indices {
        if !rules[.serviceAccountsAsSources] {
          policy.rules[rule].from[from].serviceAccounts = []
          policy.rules[rule].from[from].notServiceAccounts = []
        }
        if !rules[.trustDomainsAsSources] {
          policy.rules[rule].from[from].trustDomains = []
          policy.rules[rule].from[from].notTrustDomains = []
        }
      }
    }
    return policy
  }
}

internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// A DestinationRule (validation.go@1.30.3, `ValidateDestinationRule`).
  mutating func review(_ rule: DestinationRule) {
    check(NameSyntax.problem(ofWildcardDomain: rule.host), at: .spec.key("host"))
    review(rule.trafficPolicy, at: .spec.key("trafficPolicy"))
    var known: Set<String> = []
    for (position, subset) in rule.subsets.enumerated() {
      let path = FieldPath.spec.key("subsets").index(position)
      if !known.insert(subset.name).inserted, rules[.uniqueSubsetNames] {
        refuse("is given twice: “\(subset.name.quotedForDiagnostics)”", at: path.key("name"))
      }
      review(subset: subset.name, at: path.key("name"))
      review(labels: subset.labels, at: path.key("labels"))
      review(subset.trafficPolicy, at: path.key("trafficPolicy"))
    }
    review(
      exportTo: rule.exportTo, at: .spec.key("exportTo"),
      hasSelector: rule.workloadSelector != nil)
    review(selector: rule.workloadSelector, at: .spec.key("workloadSelector"))
  }

  /// `validateTrafficPolicy`.
  private mutating func review(_ policy: TrafficPolicy?, at path: @autoclosure () -> FieldPath) {
    guard let policy else { return }
    let path = path()
    guard hasEffect(policy) else {
      refuse("must have a field", at: path)
      return
    }
    if policy.tunnel != nil, policy.proxyProtocol != nil, rules[.proxyProtocolIsPolicy] {
      refuse("must not be set beside tunnel", at: path.key("proxyProtocol"))
      return
    }
    review(policy.outlierDetection, at: path.key("outlierDetection"))
    review(policy.connectionPool, at: path.key("connectionPool"))
    review(
      policy.loadBalancer, beside: policy.outlierDetection, at: path.key("loadBalancer"))
    review(policy.tls, at: path.key("tls"))
    for (position, settings) in policy.portLevelSettings.enumerated() {
      review(settings, at: path.key("portLevelSettings").index(position))
    }
    review(policy.tunnel, at: path.key("tunnel"))
  }

  private func hasEffect(_ policy: TrafficPolicy) -> Bool {
    policy.outlierDetection != nil || policy.connectionPool != nil || policy.loadBalancer != nil
      || policy.tls != nil || !policy.portLevelSettings.isEmpty || policy.tunnel != nil
      || (policy.proxyProtocol != nil && rules[.proxyProtocolIsPolicy])
      || (policy.retryBudget != nil && rules[.retryBudgetIsPolicy])
  }

  /// `validatePortTrafficPolicies`.
  private mutating func review(_ policy: PortTrafficPolicy, at path: FieldPath) {
    if policy.port == nil { refuse("must have a port", at: path) }
    guard
      policy.outlierDetection != nil || policy.connectionPool != nil
        || policy.loadBalancer != nil || policy.tls != nil
    else {
      refuse("must have a field beside port", at: path)
      return
    }
    review(policy.outlierDetection, at: path.key("outlierDetection"))
    review(policy.connectionPool, at: path.key("connectionPool"))
    review(
      policy.loadBalancer, beside: policy.outlierDetection, at: path.key("loadBalancer"))
    review(policy.tls, at: path.key("tls"))
  }

  /// `validateTunnelSettings`.
  private mutating func review(
    _ tunnel: TrafficPolicy.Tunnel?, at path: @autoclosure () -> FieldPath
  ) {
    guard let tunnel else { return }
    let path = path()
    if !["", "CONNECT", "POST"].contains(tunnel.protocol) {
      refuse("must be CONNECT or POST", at: path.key("protocol"))
    }
    if NameSyntax.problem(ofDomain: tunnel.targetHost) != nil,
      !AddressSyntax.isAddress(tunnel.targetHost)
    {
      refuse("must be a domain name or an address", at: path.key("targetHost"))
    }
    check(AddressSyntax.problem(ofPort: tunnel.targetPort), at: path.key("targetPort"))
  }
}

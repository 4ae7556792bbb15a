internal import Diagnostics
internal import Testing

private func rule(_ rule: String) -> String { "{rules: [\(rule)]}" }
private func from(_ source: String) -> String { rule("{from: [{source: \(source)}]}") }
private func to(_ operation: String) -> String { rule("{to: [{operation: \(operation)}]}") }
private func when(_ condition: String) -> String { rule("{when: [\(condition)]}") }
private func custom(_ rule: String) -> String {
  "{action: CUSTOM, provider: {name: ask}, rules: [\(rule)]}"
}
private func tokens(_ rule: String) -> String { "{jwtRules: [\(rule)]}" }

/// AuthorizationPolicies and RequestAuthentications at the webhook
/// (pkg/config/validation/validation.go and pkg/config/security/security.go@1.30.3).
@Suite struct PolicyAdmissionTests {
  static let refused: [AdmissionCase] =
    [
      ("{action: DENY}", "spec.rules must not be missing"),
      ("{action: CUSTOM, provider: {name: ask}}", "spec.rules must not be missing"),
      ("{action: CUSTOM, rules: [{}]}", "spec.provider must name one"),
      ("{provider: {name: ask}}", "spec.provider goes with action CUSTOM alone"),
      (from("{}"), "spec.rules[0].from[0].source must not be empty"),
      (
        from("{principals: [\"\"]}"), "spec.rules[0].from[0].source.principals[0] must not be empty"
      ),
      (
        from("{ipBlocks: [10.0.0.0/33]}"),
        "spec.rules[0].from[0].source.ipBlocks[0] must be an address"
      ),
      (from("{remoteIpBlocks: [somewhere]}"), "remoteIpBlocks[0] must be an IP address"),
      (
        from("{serviceAccounts: [a/b/c]}"),
        "serviceAccounts[0] must be NAME or NAMESPACE/NAME, and is “a/b/c”"
      ),
      (from("{serviceAccounts: [\"a*\"]}"), "serviceAccounts[0] must not have a wildcard"),
      (
        from("{serviceAccounts: [a], namespaces: [b]}"),
        "source must not have serviceAccounts beside"
      ),
      (from("{trustDomains: [a*b]}"), "trustDomains[0] must have at most one *"),
      (to("{}"), "spec.rules[0].to[0].operation must not be empty"),
      (to("{ports: [\"http\"]}"), "ports[0] must be a port's number, and is “http”"),
      (to("{ports: [\"65536\"]}"), "ports[0] must be a port's number"),
      (to("{paths: [\"/a/{b}\"]}"), "paths[0] must have braces in {*} and {**} alone"),
      (to("{paths: [\"/{**}/a/{*}\"]}"), "paths[0] must have {**} as its last operator"),
      (to("{paths: [\"/{*}/a*\"]}"), "paths[0] must have plain segments"),
      (when("{values: [a]}"), "spec.rules[0].when[0].key must not be empty"),
      (when("{key: source.ip}"), "spec.rules[0].when[0] must have values or notValues"),
      (when("{key: source.ip, values: [x]}"), "when[0].values[0] must be an IP address"),
      (
        when("{key: request.header, values: [x]}"), "when[0].key is “request.header”, which is no"
      ),
      (when("{key: request.headers, values: [x]}"), "when[0].key must have a name in brackets"),
      (when("{key: destination.namespace, values: [x]}"), "when[0].key is “destination.namespace”"),
      (when("{key: \"destination.labels[a]\", values: [x]}"), "which the policy's selector stands"),
      (
        custom("{from: [{source: {namespaces: [a]}}]}"),
        "source.namespaces does not go with action CUSTOM"
      ),
      (
        custom("{when: [{key: request.auth.principal, values: [a]}]}"),
        "when[0] does not go with action CUSTOM: request.auth.principal"
      ),
      (
        "{selector: {matchLabels: {a: b}}, targetRef: "
          + "{kind: Gateway, group: gateway.networking.k8s.io, name: g}}",
        "spec.targetRef must not be set beside"
      ),
      ("{targetRefs: [{kind: Pod, name: a}]}", "spec.targetRefs[0] must be one of"),
      ("{selector: {matchLabels: {a: \"*\"}}}", "spec.selector.a must not have a wildcard"),
    ].map { AdmissionCase("AuthorizationPolicy", $0.0, says: $0.1) }
    + [
      (tokens("{jwks: '{\"keys\":[]}'}"), "spec.jwtRules[0].issuer must not be empty"),
      (tokens("{issuer: a, audiences: [\"\"]}"), "jwtRules[0].audiences[0] must not be empty"),
      (tokens("{issuer: a, jwksUri: \"ftp://a\"}"), "jwksUri must begin with http://"),
      (tokens("{issuer: a, jwks: keys}"), "jwtRules[0].jwks must be a set of keys"),
      (tokens("{issuer: a, fromHeaders: [{prefix: x}]}"), "fromHeaders[0] must not be empty"),
      (
        tokens("{issuer: a, outputClaimToHeaders: [{header: x}]}"),
        "outputClaimToHeaders[0] must have a header and a claim"
      ),
    ].map { AdmissionCase("RequestAuthentication", $0.0, says: $0.1) }

  @Test(arguments: refused.indices) func policiesAreRefused(_ index: Int) throws {
    let example = PolicyAdmissionTests.refused[index]
    let outcome = try AdmissionOutcome(example.kind, example.spec, under: example.release)
    #expect(
      outcome.errors.contains { $0.summary.contains(example.says) },
      "\(outcome.errors.map(\.summary))")
  }

  /// Accepted under one release and refused under the other.
  static let changes: [(kind: String, spec: String, accepted: String, refused: String)] = [
    ("AuthorizationPolicy", from("{serviceAccounts: [a]}"), "1.25", "1.24"),
    ("AuthorizationPolicy", when("{key: source.serviceAccount, values: [a]}"), "1.25", "1.24"),
    ("AuthorizationPolicy", from("{trustDomains: [a]}"), "1.30.2", "1.29"),
    ("AuthorizationPolicy", to("{paths: [\"/a/{b}\"]}"), "1.21", "1.22"),
    ("AuthorizationPolicy", to("{paths: [\"/{**}/{*}\"]}"), "1.24", "1.25"),
    ("AuthorizationPolicy", "{targetRef: {kind: Service, name: a}}", "1.22", "1.21"),
    (
      "AuthorizationPolicy",
      "{targetRef: {kind: ServiceEntry, group: networking.istio.io, name: a}}", "1.24", "1.23"
    ),
    ("RequestAuthentication", tokens("{jwksUri: \"https://a/keys\"}"), "1.27", "1.26"),
  ]

  @Test(arguments: changes.indices) func releasesDiffer(_ index: Int) throws {
    let change = PolicyAdmissionTests.changes[index]
    let accepting = try AdmissionOutcome(
      change.kind, change.spec, under: "istio-\(change.accepted)")
    #expect(accepting.errors.isEmpty, "\(accepting.errors)")
    let refusing = try AdmissionOutcome(change.kind, change.spec, under: "istio-\(change.refused)")
    #expect(!refusing.errors.isEmpty)
  }

  static let warned = [
    "{action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}",
    "{action: DENY, rules: [{from: [{source: {requestPrincipals: [\"*\"]}}]}]}",
    "{selector: {matchLabels: {}}}",
  ]

  @Test(arguments: warned) func oddPoliciesAreWarnedOf(_ spec: String) throws {
    let outcome = try AdmissionOutcome("AuthorizationPolicy", spec)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.warnings.map(\.code) == [.admissionWarning])
  }
}

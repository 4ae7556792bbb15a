internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What AuthorizationPolicies and RequestAuthentications become, key by key and release by release
/// (`pilot/pkg/security/authz/model/generator.go`@1.20.2 to @1.30.3).
@Suite struct AccessPolicyTests {
  static func policy(
    _ spec: String, name: String = "p", namespace: String = "default",
    kind: String = "AuthorizationPolicy"
  ) -> String {
    """
    ---
    apiVersion: security.istio.io/v1
    kind: \(kind)
    metadata: {name: \(name), namespace: \(namespace)}
    spec: \(spec)

    """
  }

  static func filters(
    _ manifests: String, _ version: String = "istio-1.30", of proxy: String = "v1.default"
  ) throws -> [HTTPFilter] {
    let listener = try SmallMesh(manifests, version).proxy(proxy).listeners.first {
      $0.name == "virtualInbound"
    }
    let chain = listener?.filterChains?.last { $0.httpConnectionManager != nil }
    return try #require(chain?.httpConnectionManager?.httpFilters)
  }

  static func network(
    _ manifests: String, _ version: String = "istio-1.30"
  ) throws -> [NetworkFilter] {
    let listener = try SmallMesh(manifests, version).proxy("v1.default").listeners.first {
      $0.name == "virtualInbound"
    }
    return listener?.filterChains?.last { $0.tcpProxy != nil }?.networkFilters ?? []
  }

  static func rules(_ filters: [HTTPFilter]) -> [RoleBasedAccessControl.Rules] {
    filters.compactMap {
      if case .rbac(let control) = $0.configuration { control.rules } else { nil }
    }
  }

  /// A condition, the release, and the permission or principal that it becomes.
  static let sources: [(source: String, version: String, principal: Principal)] = [
    (
      "principals: [cluster.local/ns/a/sa/b]", "istio-1.30",
      .authenticated(StringMatcher(exact: "spiffe://cluster.local/ns/a/sa/b"))
    ),
    ("principals: [\"*\"]", "istio-1.30", .authenticated(StringMatcher(regex: ".+"))),
    (
      "principals: [\"cluster.local/ns/a/*\"]", "istio-1.30",
      .authenticated(StringMatcher(prefix: "spiffe://cluster.local/ns/a/"))
    ),
    (
      "principals: [\"*/sa/b.c\"]", "istio-1.29",
      .authenticated(StringMatcher(regex: "spiffe://.*/sa/b.c"))
    ),
    (
      "principals: [\"*/sa/b.c\"]", "istio-1.30",
      .authenticated(StringMatcher(regex: "spiffe://.*/sa/b\\.c"))
    ),
    (
      "namespaces: [\"sh*\"]", "istio-1.30",
      .authenticated(StringMatcher(regex: ".*/ns/sh.*/.*"))
    ),
    (
      "serviceAccounts: [b]", "istio-1.25",
      .authenticated(StringMatcher(regex: "spiffe://.+/ns/default/(.+/|)sa/b(/.+)?"))
    ),
    (
      "trustDomains: [td]", "istio-1.31",
      .authenticated(StringMatcher(prefix: "spiffe://td/"))
    ),
    (
      "ipBlocks: [10.0.0.1]", "istio-1.20",
      .directRemoteAddress(CidrRange(addressPrefix: "10.0.0.1", prefixLen: 32))
    ),
    (
      "ipBlocks: [\"2001:DB8:0:0:0:0:0:1/64\"]", "istio-1.30",
      .directRemoteAddress(CidrRange(addressPrefix: "2001:db8::1", prefixLen: 64))
    ),
    (
      "remoteIpBlocks: [10.0.0.0/8]", "istio-1.30",
      .remoteAddress(CidrRange(addressPrefix: "10.0.0.0", prefixLen: 8))
    ),
  ]

  @Test(arguments: sources.indices) func sourcesBecomePrincipals(_ index: Int) throws {
    let example = Self.sources[index]
    let filters = try Self.filters(
      Self.policy("{rules: [{from: [{source: {\(example.source)}}]}]}"), example.version)
    let policy = try #require(Self.rules(filters).first?.policies.first)
    #expect(policy.name == "ns[default]-policy[p]-rule[0]")
    #expect(policy.principals == [.all([.oneOf([example.principal])])])
    #expect(policy.permissions == [.all([.any])])
  }

  /// Up to 1.20 Istio's own filter stands between tokens and rules; in 1.21.0 each value of a list
  /// is a principal of its own.
  @Test func claimsMoved() throws {
    let spec = Self.policy("{rules: [{when: [{key: \"request.auth.claims[a]\", values: [b]}]}]}")
    func metadata(_ version: String) throws -> MetadataMatcher? {
      let policy = Self.rules(try Self.filters(spec, version)).first?.policies.first
      guard case .all(let all) = policy?.principals.first else { return nil }
      switch all.first {
      case .metadata(let matcher): return matcher
      case .oneOf(let one):
        guard case .metadata(let matcher) = one.first else { return nil }
        return matcher
      default: return nil
      }
    }
    let old = try #require(try metadata("istio-1.20"))
    #expect(old.filter == "istio_authn")
    #expect(old.path.map(\.key) == ["request.auth.claims", "a"])
    let new = try #require(try metadata("istio-1.30"))
    #expect(new.filter == "envoy.filters.http.jwt_authn")
    #expect(new.path.map(\.key) == ["payload", "a"])
    #expect(
      new.value
        == .anyOf([
          .listWithOne(.stringMatch(StringMatcher(exact: "b"))),
          .stringMatch(StringMatcher(exact: "b")),
        ]))
  }

  /// AUDIT, DENY, ALLOW, whatever the order in which they are written.
  @Test func denyComesBeforeAllow() throws {
    let filters = try Self.filters(
      Self.policy("{rules: [{}]}", name: "a")
        + Self.policy("{action: DENY, rules: [{}]}", name: "b")
        + Self.policy("{action: AUDIT, rules: [{}]}", name: "c"))
    #expect(Self.rules(filters).map { $0.action?.word ?? "ALLOW" } == ["LOG", "DENY", "ALLOW"])
    #expect(filters.suffix(3) == [.fault, .cors, .router])
  }

  /// What only HTTP has drops an ALLOW rule on TCP, and widens a DENY rule.
  @Test func tcpKnowsNoHTTP() throws {
    func policies(_ action: String) throws -> [RoleBasedAccessControl.Policy] {
      let filters = try Self.network(
        Self.policy(
          "{action: \(action), rules: [{to: [{operation: {methods: [GET], ports: [\"80\"]}}]}]}"))
      guard case .rbac(let control) = filters.first?.configuration else { return [] }
      return control.rules?.policies ?? []
    }
    #expect(try policies("ALLOW").isEmpty)
    #expect(try policies("DENY").map(\.permissions) == [[.all([.oneOf([.destinationPort(80)])])]])
  }

  /// Policies reach the workloads of their namespace, of all namespaces from the root namespace,
  /// and of these the selected ones.
  static let reach: [(manifest: String, proxy: String, acts: Bool)] = [
    (policy("{}"), "v1.default", true), (policy("{}"), "client.shop", false),
    (policy("{}", namespace: "istio-system"), "client.shop", true),
    (policy("{selector: {matchLabels: {version: v1}}}"), "v1.default", true),
    (policy("{selector: {matchLabels: {version: v1}}}"), "v2.default", false),
    (
      policy("{targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: g}]}"),
      "v1.default", false
    ),
  ]

  @Test(arguments: reach.indices) func policiesReach(_ index: Int) throws {
    let example = Self.reach[index]
    let filters = try Self.filters(example.manifest, of: example.proxy)
    #expect(Self.rules(filters).isEmpty == !example.acts)
  }

  /// Without rules nothing matches, so that nothing is allowed.
  @Test func emptyPolicyMatchesNothing() throws {
    let rules = try #require(Self.rules(try Self.filters(Self.policy("{}"))).first)
    #expect(rules.action == nil)
    #expect(rules.policies.map(\.permissions) == [[.not(.any)]])
    #expect(rules.policies.map(\.origin?.fieldPath) == ["spec"])
  }

  @Test func rulesKnowTheirLines() throws {
    let rules = try #require(
      Self.rules(try Self.filters(Self.policy("{rules: [{}, {}]}"))).first)
    #expect(rules.policies.map(\.origin?.fieldPath) == ["spec.rules[0]", "spec.rules[1]"])
    #expect(rules.policies.first?.origin?.location?.line == 5)
  }

  @Test func dryRunsAreShadows() throws {
    let manifest = Self.policy("{action: DENY, rules: [{}]}").replacing(
      "namespace: default", with: "namespace: default, annotations: {istio.io/dry-run: \"true\"}")
    let filters = try Self.filters(manifest)
    guard case .rbac(let control) = filters.first?.configuration else {
      Issue.record("no access filter")
      return
    }
    #expect(control.rules == nil)
    #expect(control.shadowRulesStatPrefix == "istio_dry_run_deny_")
  }

  static let ask = policy(
    "{action: CUSTOM, provider: {name: ask}, rules: [{to: [{operation: {paths: [/a]}}]}]}")

  /// Without its provider a CUSTOM policy refuses what it matches.
  @Test func customWithoutProviderFailsClosed() throws {
    let mesh = try SmallMesh(Self.ask)
    #expect(mesh.compilation.unmodelled.isEmpty)
    #expect(mesh.compilation.diagnostics.map(\.code) == [.missingProvider])
    let rules = try #require(Self.rules(try Self.filters(Self.ask)).first)
    #expect(rules.action == .deny)
    #expect(
      rules.policies.map(\.name)
        == ["istio-ext-authz-ask-ns[default]-policy[p]-rule[0]-deny-due-to-bad-CUSTOM-action"])
  }

  @Test func customWithProviderAsks() throws {
    let manifests =
      Self.ask + """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          mesh: |
            extensionProviders:
            - name: ask
              envoyExtAuthzGrpc: {service: alpha.default.svc.cluster.local, port: 5000}

        """
    let mesh = try SmallMesh(manifests)
    #expect(mesh.compilation.unmodelled.map(\.reach?.receivers) == [["v1.default", "v2.default"]])
    let filters = try Self.filters(manifests)
    #expect(filters.prefix(2).map(\.name) == [FilterName.rbac, FilterName.extAuthz])
    #expect(
      try Self.network(manifests).map(\.name) == [
        FilterName.networkRBAC, FilterName.networkExtAuthz,
      ])
  }

  static let identities: [(value: String, isTold: Bool)] = [
    ("cluster.local/ns/a/sa/b", false), ("spiffe://cluster.local/ns/a/sa/b", true),
    ("a/b", true), ("*", false), ("*/ns/a/sa/b", false), ("cluster.local/ns/*/sa/b", true),
    ("system:serviceaccount:a:b", true),
  ]

  @Test(arguments: identities.indices) func impossibleIdentitiesAreTold(_ index: Int) throws {
    let (value, isTold) = Self.identities[index]
    let mesh = try SmallMesh(
      Self.policy("{rules: [{from: [{source: {principals: [\"\(value)\"]}}]}]}"))
    #expect(mesh.compilation.diagnostics.map(\.code) == (isTold ? [.impossibleIdentity] : []))
  }

  @Test func trustDomainsStandForEachOther() {
    let domains = TrustDomains("td", aliases: ["old"])
    #expect(
      domains.principals(["cluster.local/ns/a/sa/b", "x/ns/a/sa/b", "*/ns/a/sa/b", "a/b"]) == [
        "td/ns/a/sa/b", "old/ns/a/sa/b", "x/ns/a/sa/b", "*/ns/a/sa/b", "a/b",
      ])
    #expect(domains.expanded(["td", "x"]) == ["td", "old", "x"])
  }

  @Test func tokensAreCheckedByIssuer() throws {
    let spec =
      "{jwtRules: [{issuer: b, jwks: '{\"keys\":[]}'}, {issuer: a, jwks: '{\"keys\":[]}'}]}"
    let manifest = Self.policy(spec, kind: "RequestAuthentication")
    guard case .jwtAuthn(let check) = try Self.filters(manifest).first?.configuration else {
      Issue.record("no check of tokens")
      return
    }
    #expect(check.providers["origins-0"]?.issuer == "a")
    #expect(check.providers["origins-0"]?.payloadInMetadata == "payload")
    #expect(
      try Self.filters(manifest, "istio-1.20").map(\.name).prefix(2) == [
        FilterName.jwtAuthn, FilterName.istioAuthn,
      ])
  }
}

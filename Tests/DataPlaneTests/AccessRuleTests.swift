import ProxyConfig
import Testing

@testable import DataPlane

/// What each kind of condition compares (source/extensions/filters/common/rbac/matchers.cc), and
/// what the rules together say (source/extensions/filters/common/rbac/engine_impl.cc).
@Suite struct AccessRuleTests {
  /// `GET http://web.shop:8080/api/users?id=1` by `sa/caller` of namespace `front`.
  static func request(_ change: (inout AccessContext) -> Void = { _ in }) -> AccessContext {
    var context = AccessContext(
      security: .tls(identity: "spiffe://cluster.local/ns/front/sa/caller"),
      remoteAddress: "10.1.0.9", destinationAddress: "10.1.2.3", destinationPort: 8080)
    context.remoteAddress = "203.0.113.7"
    context.serverName = "outbound_.8080_._.web.shop.svc.cluster.local"
    context.request = RequestHead(
      authority: "Web.shop:8080", path: "/api/users?id=1",
      headers: [HeaderField("X-Role", "admin"), HeaderField("x-empty", "")])
    change(&context)
    return context
  }

  static func header(_ name: String, _ matcher: StringMatcher?) -> HeaderMatcher {
    var header = HeaderMatcher(name: name)
    header.stringMatch = matcher
    if matcher == nil { header.presentMatch = true }
    return header
  }

  static func anyCase(_ matcher: StringMatcher) -> StringMatcher {
    var matcher = matcher
    matcher.ignoreCase = true
    return matcher
  }

  static let permissions: [(Permission, Bool)] = [
    (.any, true), (.not(.any), false), (.all([]), true), (.oneOf([]), false),
    (.all([.any, .not(.any)]), false), (.oneOf([.not(.any), .any]), true),
    (.header(header(":method", StringMatcher(exact: "GET"))), true),
    (.header(header(":method", StringMatcher(exact: "get"))), false),
    (.header(header(":authority", anyCase(StringMatcher(exact: "web.shop:8080")))), true),
    (.header(header(":authority", anyCase(StringMatcher(exact: "web.shop")))), false),
    (.header(header(":authority", anyCase(StringMatcher(prefix: "web.shop")))), true),
    (.header(header(":authority", nil)), true),
    (.urlPath(StringMatcher(exact: "/api/users")), true),
    (.urlPath(StringMatcher(exact: "/api/users?id=1")), false),
    (.urlPath(StringMatcher(exact: "/API/users")), false),
    (.urlPath(StringMatcher(prefix: "/api")), true),
    (.urlPath(StringMatcher(suffix: "users")), true),
    (.urlPath(StringMatcher(regex: ".+")), true),
    (.pathTemplate("/api/*"), true), (.pathTemplate("/*"), false), (.pathTemplate("/**"), true),
    (.pathTemplate("/api/**"), true), (.pathTemplate("/api/users/*"), false),
    (.destinationPort(8080), true), (.destinationPort(80), false),
    (.destinationAddress(CidrRange(addressPrefix: "10.1.0.0", prefixLen: 16)), true),
    (.destinationAddress(CidrRange(addressPrefix: "10.1.2.4", prefixLen: 32)), false),
    (.requestedServerName(StringMatcher(suffix: "cluster.local")), true),
    (.requestedServerName(StringMatcher(exact: "")), false),
  ]

  @Test(arguments: permissions.indices) func permissionHolds(_ index: Int) {
    let (permission, holds) = Self.permissions[index]
    let matcher = AccessMatcher(permission, version: EnvoyVersion(minor: 38))
    #expect(matcher.holds(Self.request()) == holds, "\(permission)")
  }

  static func claim(_ name: String, _ value: MetadataMatcher.ValueMatcher) -> Principal {
    var matcher = MetadataMatcher(
      filter: FilterName.jwtAuthn, path: [.init(key: "payload"), .init(key: name)])
    matcher.value = value
    return .metadata(matcher)
  }

  static let dev = MetadataMatcher.ValueMatcher.stringMatch(StringMatcher(exact: "dev"))
  static let devList = MetadataMatcher.ValueMatcher.anyOf([.listWithOne(dev), dev])

  static let principals: [(Principal, Bool)] = [
    (.authenticated(nil), true),
    (
      .authenticated(StringMatcher(exact: "spiffe://cluster.local/ns/front/sa/caller")),
      true
    ),
    (.authenticated(StringMatcher(exact: "cluster.local/ns/front/sa/caller")), false),
    (.authenticated(StringMatcher(regex: ".*/ns/front/.*")), true),
    (.authenticated(StringMatcher(regex: ".*/ns/fro/.*")), false),
    (.authenticated(StringMatcher(regex: "spiffe://.+/ns/front/(.+/|)sa/caller(/.+)?")), true),
    (.directRemoteAddress(CidrRange(addressPrefix: "10.1.0.0", prefixLen: 24)), true),
    (.directRemoteAddress(CidrRange(addressPrefix: "203.0.113.0", prefixLen: 24)), false),
    (.remoteAddress(CidrRange(addressPrefix: "203.0.113.0", prefixLen: 24)), true),
    (.remoteAddress(CidrRange(addressPrefix: "2001:db8::", prefixLen: 32)), false),
    (.header(header("x-role", StringMatcher(exact: "admin"))), true),
    (.header(header("X-ROLE", StringMatcher(prefix: "adm"))), true),
    (.header(header("x-missing", StringMatcher(exact: ""))), false),
    (.not(.header(header("x-missing", StringMatcher(exact: "a")))), true),
    (.header(header("x-empty", nil)), true),
    (claim("groups", devList), true), (claim("team", devList), true),
    (claim("other", devList), false), (claim("missing", devList), false),
    (.not(claim("missing", devList)), true), (claim("groups", dev), false),
    (claim("missing", .presentMatch(true)), false), (claim("team", .presentMatch(true)), true),
  ]

  @Test(arguments: principals.indices) func principalHolds(_ index: Int) {
    let (principal, holds) = Self.principals[index]
    let context = Self.request {
      $0.metadata[FilterName.jwtAuthn] = .object([
        "payload": .object([
          "groups": .list([.string("ops"), .string("dev")]), "team": .string("dev"),
          "other": .number(1),
        ])
      ])
    }
    let matcher = AccessMatcher(principal, version: EnvoyVersion(minor: 38))
    #expect(matcher.holds(context) == holds, "\(principal)")
  }

  /// A certificate is missing in plain text, so that every identity is unknown there.
  @Test func plainTextHasNoIdentity() {
    let context = Self.request { $0.security = .plainText }
    for principal in [
      Principal.authenticated(nil), .authenticated(StringMatcher(regex: ".*")),
    ] {
      #expect(!AccessMatcher(principal, version: EnvoyVersion(minor: 38)).holds(context))
    }
  }

  /// What only HTTP has matches no connection.
  @Test func connectionsHaveNoRequests() {
    let context = Self.request { $0.request = nil }
    let matcher = AccessMatcher(
      Permission.urlPath(StringMatcher(regex: ".*")), version: EnvoyVersion(minor: 38))
    #expect(!matcher.holds(context))
  }

  static func policy(_ name: String, _ permission: Permission) -> RoleBasedAccessControl.Policy {
    RoleBasedAccessControl.Policy(name: name, permissions: [permission], principals: [.any])
  }

  static let get = Permission.header(header(":method", StringMatcher(exact: "GET")))
  static let post = Permission.header(header(":method", StringMatcher(exact: "POST")))

  /// The action, the policies, whether the request passes, and the policy in the details.
  static let rules:
    [(RoleBasedAccessControl.Rules.Action?, [RoleBasedAccessControl.Policy], Bool, String?)] = [
      (nil, [], false, nil), (.deny, [], true, nil), (.log, [], true, nil),
      (nil, [policy("a", post), policy("b", get)], true, "b"),
      (nil, [policy("a", post)], false, nil),
      (.deny, [policy("b", get), policy("a", get)], false, "a"),
      (.deny, [policy("a", post)], true, nil), (.log, [policy("a", get)], true, "a"),
    ]

  @Test(arguments: rules.indices) func rulesDecide(_ index: Int) {
    let (action, policies, isAllowed, policy) = Self.rules[index]
    let rules = AccessRules(
      RoleBasedAccessControl.Rules(action: action, policies: policies),
      version: EnvoyVersion(minor: 38))
    let decision = rules.decide(Self.request())
    #expect(decision.isAllowed == isAllowed)
    #expect(decision.policy == policy)
  }

  @Test func detailsNameThePolicy() {
    func details(_ name: String?) -> String {
      AccessDecision(isAllowed: false, policy: name, origin: nil, action: .deny).details
    }
    #expect(details(nil) == "rbac_access_denied_matched_policy[none]")
    #expect(
      details("ns[shop]-policy[no posts]-rule[0]")
        == "rbac_access_denied_matched_policy[ns[shop]-policy[no_posts]-rule[0]]")
  }

  @Test func explanationSaysWhyNot() {
    let none = RoleBasedAccessControl.Policy(
      name: "a", permissions: [.all([Self.post])], principals: [.any])
    let others = RoleBasedAccessControl.Policy(
      name: "b", permissions: [.any],
      principals: [.all([.oneOf([.authenticated(StringMatcher(regex: ".*/ns/back/.*"))])])])
    let rules = AccessRules(
      RoleBasedAccessControl.Rules(action: nil, policies: [none, others]),
      version: EnvoyVersion(minor: 38))
    let findings = rules.explanation(Self.request())
    #expect(
      findings.map(\.reason) == [
        "method is not POST",
        "the caller spiffe://cluster.local/ns/front/sa/caller is not of namespace back",
      ])
    let plain = rules.explanation(Self.request { $0.security = .plainText })
    #expect(
      plain.last?.reason == "the caller is unknown, because the connection is plain text")
  }

  /// Shadow rules decide nothing; what they would say is noted for the filters behind.
  @Test func shadowRulesAreNoted() {
    var control = RoleBasedAccessControl()
    control.shadowRules = RoleBasedAccessControl.Rules(
      action: .deny, policies: [Self.policy("mark", Self.get)])
    control.shadowRulesStatPrefix = "istio_ext_authz_"
    var context = Self.request()
    let filter = AccessFilter(
      control, name: FilterName.rbac, version: EnvoyVersion(minor: 38))
    #expect(filter.decide(&context) == nil)
    #expect(
      context.noted(FilterName.rbac, ["istio_ext_authz_shadow_effective_policy_id"])
        == .string("mark"))
  }
}

import ControlPlane
import Diagnostics
import ProxyConfig
import Testing

@testable import Simulator

/// Who may call whom: policies decide at the receiver's proxy, by the name that mutual TLS carries,
/// by the request and by its token.
@Suite struct AccessTests {
  struct Call: Sendable, CustomTestStringConvertible {
    var name: String
    /// The specification of the policy `p` in `default`.
    var policy: String
    var kind = "AuthorizationPolicy"
    /// What else is written down.
    var also = ""
    var url = "http://helloworld-v1:5000/"
    var from = "nginx"
    var claims: [String: ProtobufValue]?
    var status: Int? = 200
    var exit = 0
    var flags = ""
    var details: String?
    var testDescription: String { name }
  }

  static let none = "rbac_access_denied_matched_policy[none]"
  static let first = "rbac_access_denied_matched_policy[ns[default]-policy[p]-rule[0]]"
  static let tokens = "{jwtRules: [{issuer: lab, jwks: '{\"keys\":[]}', audiences: [web]}]}"
  static let strict = """

    ---
    apiVersion: security.istio.io/v1beta1
    kind: PeerAuthentication
    metadata: {name: default, namespace: default}
    spec: {mtls: {mode: STRICT}}
    """

  static let calls = [
    Call(name: "nothing is allowed", policy: "{}", status: 403, details: none),
    Call(name: "everything is allowed", policy: "{rules: [{}]}"),
    Call(
      name: "everything is denied", policy: "{action: DENY, rules: [{}]}", status: 403,
      details: first),
    Call(name: "an audit lets pass", policy: "{action: AUDIT, rules: [{}]}"),
    Call(
      name: "the caller's account",
      policy: "{rules: [{from: [{source: {principals: [cluster.local/ns/default/sa/default]}}]}]}"),
    Call(
      name: "another account",
      policy: "{rules: [{from: [{source: {principals: [cluster.local/ns/default/sa/other]}}]}]}",
      status: 403, details: none),
    Call(
      name: "a caller without a proxy has no name",
      policy: "{rules: [{from: [{source: {namespaces: [default]}}]}]}", from: "plain",
      status: 403, details: none),
    Call(
      name: "a caller without a proxy is of no namespace that is not",
      policy: "{rules: [{from: [{source: {notNamespaces: [other]}}]}]}", from: "plain"),
    Call(
      name: "the path, without its query",
      policy: "{rules: [{to: [{operation: {paths: [/a]}}]}]}",
      url: "http://helloworld-v1:5000/a?b=c"),
    Call(
      name: "another path", policy: "{rules: [{to: [{operation: {paths: [/a]}}]}]}", status: 403,
      details: none),
    Call(
      name: "the method", policy: "{action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}",
      status: 403, details: first),
    Call(
      name: "the pod's port, not the Service's",
      policy: "{rules: [{to: [{operation: {ports: [\"5000\"]}}]}]}"),
    Call(
      name: "the other's policy", policy: "{selector: {matchLabels: {version: v2}}}"),
    Call(
      name: "a provider that is missing",
      policy:
        "{action: CUSTOM, provider: {name: ask}, rules: [{to: [{operation: {paths: [/a*]}}]}]}",
      url: "http://helloworld-v1:5000/a", status: 403,
      details: "rbac_access_denied_matched_policy[istio-ext-authz-ask-ns[default]-policy[p]-"
        + "rule[0]-deny-due-to-bad-CUSTOM-action]"),
    Call(
      name: "a provider that is missing, for other paths",
      policy:
        "{action: CUSTOM, provider: {name: ask}, rules: [{to: [{operation: {paths: [/a*]}}]}]}"
    ),
    Call(name: "no token is needed", policy: tokens, kind: "RequestAuthentication"),
    Call(
      name: "a token of the issuer", policy: tokens, kind: "RequestAuthentication",
      claims: ["iss": .string("lab"), "aud": .string("web")]),
    Call(
      name: "a token of another issuer", policy: tokens, kind: "RequestAuthentication",
      claims: ["iss": .string("other")], status: 401,
      details: "jwt_authn_access_denied{Jwt_issuer_is_not_configured}"),
    Call(
      name: "a token for others", policy: tokens, kind: "RequestAuthentication",
      claims: ["iss": .string("lab"), "aud": .string("db")], status: 403,
      details: "jwt_authn_access_denied{Audiences_in_Jwt_are_not_allowed}"),
    Call(
      name: "a claim that is asked for", policy: tokens, kind: "RequestAuthentication",
      also: claimed, claims: ["iss": .string("lab"), "aud": .string("web"), "sub": .string("me")]),
    Call(
      name: "a claim that is missing", policy: tokens, kind: "RequestAuthentication",
      also: claimed, status: 403, details: none),
    Call(
      name: "plain text where mutual TLS is asked for", policy: "{rules: [{}]}", also: strict,
      from: "plain", status: nil, exit: 56),
  ]

  static let claimed = """

    ---
    apiVersion: security.istio.io/v1
    kind: AuthorizationPolicy
    metadata: {name: claimed}
    spec: {rules: [{from: [{source: {requestPrincipals: [lab/me]}}]}]}
    """

  @Test(arguments: calls, ["istio-1.20", "istio-1.30"])
  func decides(_ call: Call, _ version: String) throws {
    let manifest = """
      apiVersion: security.istio.io/v1
      kind: \(call.kind)
      metadata: {name: p, namespace: default}
      spec: \(call.policy)
      """
    let mesh = try CompiledMesh(manifest + call.also, version)
    var request = RequestTemplate(url: call.url)
    request.claims = call.claims
    let trace = Simulation.ask(request, from: call.from, in: mesh.scenario)
    #expect(trace.outcome.status == call.status)
    #expect(trace.outcome.curlExit == call.exit)
    // Up to 1.29 the provider is no part of the name.
    let details =
      version == "istio-1.20" ? call.details?.replacing("authz-ask-", with: "authz-") : call.details
    if let details { #expect(trace.hops.last?.details == details) }
    if call.status == 403, call.kind == "AuthorizationPolicy" {
      #expect(trace.outcome.body == "RBAC: access denied")
    }
  }

  /// On TCP the connection ends without an answer.
  @Test func connectionsAreClosed() throws {
    let manifest = """
      apiVersion: v1
      kind: Service
      metadata: {name: bytes}
      spec: {ports: [{name: tcp, port: 6000, targetPort: 6000}], selector: {version: v2}}
      ---
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: p, namespace: default}
      spec: {action: DENY, selector: {matchLabels: {version: v2}}, rules: [{}]}
      """
    let mesh = try CompiledMesh(manifest)
    let plain = mesh.ask("http://bytes:6000/", from: "plain")
    #expect(plain.outcome.status == nil)
    #expect(plain.outcome.curlExit == 52)
    #expect(plain.hops.last?.details == Self.first)
    #expect(plain.outcome.origin?.fieldPath == "spec.rules[0]")
  }

  /// A name that is shown instead of the pod's own.
  @Test func anotherNameMayBeShown() throws {
    let manifest = """
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: p, namespace: default}
      spec: {rules: [{from: [{source: {principals: [cluster.local/ns/a/sa/b]}}]}]}
      """
    let mesh = try CompiledMesh(manifest)
    var request = RequestTemplate(url: "http://helloworld-v1:5000/")
    #expect(Simulation.ask(request, from: "nginx", in: mesh.scenario).outcome.status == 403)
    request.principal = "spiffe://cluster.local/ns/a/sa/b"
    #expect(Simulation.ask(request, from: "nginx", in: mesh.scenario).outcome.status == 200)
    // Without mutual TLS nothing carries it.
    #expect(Simulation.ask(request, from: "plain", in: mesh.scenario).outcome.status == 403)
  }

  /// The answer says which rule decided, where it is written, and why the others did not match.
  @Test func theRuleIsNamed() throws {
    let manifest = """
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: p, namespace: default}
      spec:
        action: DENY
        rules:
        - to: [{operation: {methods: [POST]}}]
        - to: [{operation: {paths: [/a]}}]
      """
    let trace = try CompiledMesh(manifest).ask("http://helloworld-v1:5000/a")
    let hop = try #require(trace.hops.last)
    #expect(
      hop.actions.map(\.text) == [
        "DENY rule ns[default]-policy[p]-rule[0] does not match: method is not POST",
        "DENY rule ns[default]-policy[p]-rule[1] matches: path /a is /a",
        "refused by ns[default]-policy[p]-rule[1]",
      ])
    #expect(trace.outcome.origin?.fieldPath == "spec.rules[1]")
    #expect(trace.outcome.origin?.location?.line == 8)
    #expect(trace.outcome.decidedBy == "helloworld-v1.default")
  }
}

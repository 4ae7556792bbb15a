import ControlPlane
import DataPlane
import ProxyConfig
import Testing

@testable import Simulator

/// Tokens as callers send them: where they are looked for, why they are refused, what goes on, and
/// which routes they choose.
@Suite struct TokenTests {
  static let token = "eyJhbGciOiJSUzI1NiJ9.payload.sig"

  struct Call: Sendable, CustomTestStringConvertible {
    var name: String
    /// The rule of the RequestAuthentication.
    var rule: String
    var headers: [(String, String)] = []
    var path = "/"
    /// The token's; `nil` for a text that is none.
    var issuer: String? = "lab"
    var defect: TokenDecision.Failure?
    var status = 200
    var body = ""
    var testDescription: String { name }
  }

  static let bearer = [("Authorization", "Bearer " + token)]
  static let standard = "{issuer: lab, jwks: '{\"keys\":[]}'}"

  static let calls = [
    Call(name: "no token", rule: standard),
    Call(name: "a token that counts", rule: standard, headers: bearer),
    Call(
      name: "another issuer", rule: standard, headers: bearer, issuer: "other", status: 401,
      body: "Jwt issuer is not configured"),
    Call(
      name: "an old token", rule: standard, headers: bearer, defect: .expired, status: 401,
      body: "Jwt is expired"),
    Call(
      name: "an old token of another issuer", rule: standard, headers: bearer, issuer: "other",
      defect: .expired, status: 401, body: "Jwt issuer is not configured"),
    Call(
      name: "no token at all", rule: standard, headers: [("Authorization", "Bearer nonsense")],
      issuer: nil, status: 401,
      body: "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections"),
    Call(name: "another scheme", rule: standard, headers: [("Authorization", "Basic eA==")]),
    Call(
      name: "other audiences", rule: "{issuer: lab, audiences: [web], jwks: '{\"keys\":[]}'}",
      headers: bearer, status: 403, body: "Audiences in Jwt are not allowed"),
    Call(
      name: "a parameter", rule: standard, path: "/?access_token=" + token, issuer: "other",
      status: 401, body: "Jwt issuer is not configured"),
    Call(
      name: "a header of its own",
      rule: "{issuer: lab, fromHeaders: [{name: x-token, prefix: \"t \"}], jwks: '{\"keys\":[]}'}",
      headers: [("x-token", "t " + token)], issuer: "other", status: 401,
      body: "Jwt issuer is not configured"),
    Call(
      name: "a header that is not looked at",
      rule: "{issuer: lab, fromHeaders: [{name: x-token}], jwks: '{\"keys\":[]}'}",
      headers: bearer, issuer: "other"),
    Call(
      name: "a cookie", rule: "{issuer: lab, fromCookies: [session], jwks: '{\"keys\":[]}'}",
      headers: [("Cookie", "a=b; session=" + token)], issuer: "other", status: 401,
      body: "Jwt issuer is not configured"),
    Call(
      name: "a parameter of its own",
      rule: "{issuer: lab, fromParams: [t], jwks: '{\"keys\":[]}'}", path: "/?a=b&t=" + token,
      defect: .expired, status: 401, body: "Jwt is expired"),
  ]

  private static func request(_ call: Call) -> RequestTemplate {
    var request = RequestTemplate(url: "http://helloworld-v1:5000\(call.path)")
    request.headers = call.headers.map { Response.Header(name: $0.0, value: $0.1) }
    if let issuer = call.issuer {
      var token = RequestToken(claims: ["iss": .string(issuer), "sub": .string("me")])
      token.payload = "payload"
      token.defect = call.defect
      request.tokens = [Self.token: token]
    }
    return request
  }

  private static func policy(_ rule: String) -> String {
    """
    apiVersion: security.istio.io/v1beta1
    kind: RequestAuthentication
    metadata: {name: tokens}
    spec: {jwtRules: [\(rule)]}
    """
  }

  @Test(arguments: calls) func aTokenIsJudged(_ call: Call) throws {
    let mesh = try CompiledMesh(Self.policy(call.rule))
    let trace = Simulation.ask(Self.request(call), from: "nginx", in: mesh.scenario)
    #expect(trace.outcome.status == call.status)
    if call.status != 200 { #expect(trace.outcome.body == call.body) }
  }

  /// The token itself goes on only where that is asked for, its payload and claims likewise.
  @Test(
    arguments: [
      ("", false, nil, nil), ("forwardOriginalToken: true, ", true, nil, nil),
      ("outputPayloadToHeader: x-payload, ", false, "payload", nil),
      ("outputClaimToHeaders: [{header: x-user, claim: sub}], ", false, nil, "me"),
    ] as [(String, Bool, String?, String?)])
  func whatGoesOn(_ more: String, _ isKept: Bool, _ payload: String?, _ user: String?) throws {
    let mesh = try CompiledMesh(Self.policy("{\(more)issuer: lab, jwks: '{\"keys\":[]}'}"))
    let call = Call(name: "", rule: "", headers: Self.bearer)
    let trace = Simulation.ask(Self.request(call), from: "nginx", in: mesh.scenario)
    let headers = try #require(trace.received.first).headers
    func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    #expect((value("authorization") != nil) == isKept)
    #expect(value("x-payload") == payload)
    #expect(value("x-user") == user)
  }

  private static let gateway = """
    apiVersion: v1
    kind: Pod
    metadata: {name: edge, namespace: istio-system, labels: {istio: ingressgateway}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: edge, namespace: istio-system}
    spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}
    ---
    apiVersion: networking.istio.io/v1beta1
    kind: Gateway
    metadata: {name: door}
    spec:
      selector: {istio: ingressgateway}
      servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
    ---
    apiVersion: security.istio.io/v1beta1
    kind: RequestAuthentication
    metadata: {name: tokens, namespace: istio-system}
    spec: {selector: {matchLabels: {istio: ingressgateway}}, jwtRules: [\(standard)]}
    ---
    apiVersion: networking.istio.io/v1beta1
    kind: VirtualService
    metadata: {name: web}
    spec:
      hosts: ["*"]
      gateways: [door]
      http:
        - match: [{headers: {"@request.auth.claims.group": {exact: beta}}}]
          route: [{destination: {host: helloworld-v2, port: {number: 5000}}}]
        - match: [{withoutHeaders: {"@request.auth.claims.group": {exact: beta}}, uri: {prefix: /not}}]
          route: [{destination: {host: helloworld-v1, port: {number: 5000}}}]
        - match: [{uri: {prefix: /rest}}]
          route: [{destination: {host: helloworld-v1, port: {number: 5000}}}]
    """

  /// At gateways what a token claims chooses the route.
  @Test(
    arguments: [
      (.string("beta"), "/", "v2"), (.string("alpha"), "/rest", "v1"), (nil, "/rest", "v1"),
      (.list([.string("x"), .string("beta")]), "/", "v2"), (nil, "/", nil),
      (nil, "/not", "v1"), (.string("beta"), "/not", "v2"),
    ] as [(ProtobufValue?, String, String?)], ["istio-1.20", "istio-1.24", "istio-1.30"])
  func claimsChooseRoutes(
    _ call: (group: ProtobufValue?, path: String, version: String?), _ version: String
  ) throws {
    let mesh = try CompiledMesh(Self.gateway, version)
    var request = RequestTemplate(url: "http://edge.istio-system\(call.path)")
    if let group = call.group {
      request.claims = ["iss": .string("lab"), "sub": .string("me"), "group": group]
    }
    let trace = Simulation.ask(request, from: "plain", in: mesh.scenario)
    #expect(trace.outcome.workload == call.version.map { "helloworld-\($0).default" })
    #expect(trace.outcome.status == (call.version == nil ? 404 : 200))
  }

  /// Policies that another service decides stop the questions that they match alone.
  @Test(arguments: [("/a", false), ("/b", true)])
  func onlyWhatIsAskedAboutIsUnknown(path: String, isUnasked: Bool) throws {
    let mesh = try CompiledMesh(
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: istio, namespace: istio-system}
      data:
        mesh: |
          extensionProviders:
          - {name: ask, envoyExtAuthzHttp: {service: helloworld-v2.default.svc.cluster.local, port: 5000}}
      ---
      apiVersion: security.istio.io/v1beta1
      kind: AuthorizationPolicy
      metadata: {name: p}
      spec: {action: CUSTOM, provider: {name: ask}, rules: [{to: [{operation: {paths: [/a]}}]}]}
      """)
    let trace = mesh.ask("http://helloworld-v1:5000\(path)")
    let found = trace.path(in: mesh.scenario.mesh)
    #expect(found.unasked.contains("helloworld-v1.default") == isUnasked)
    #expect(trace.outcome.status == 200)
  }
}

import Diagnostics
import Manifests
import Resources
import Testing

/// Gateway API's kinds as their custom resource definitions have them
/// (kubernetes-sigs/gateway-api config/crd@v1.5).
@Suite struct GatewayAPITests {
  private func read(_ text: String) -> (objects: GatewayAPI.Objects, findings: [String]) {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: text)])
    return (
      reading.resources.gatewayAPI,
      reading.diagnostics.map { "\($0.location?.line ?? 0): \($0.code.rawValue): \($0.summary)" }
    )
  }

  @Test(arguments: [
    ("GatewayClass", "v1"), ("GatewayClass", "v1beta1"), ("Gateway", "v1"), ("Gateway", "v1beta1"),
    ("HTTPRoute", "v1"), ("HTTPRoute", "v1beta1"), ("GRPCRoute", "v1"), ("GRPCRoute", "v1alpha2"),
    ("TCPRoute", "v1"), ("TCPRoute", "v1alpha2"), ("TLSRoute", "v1"), ("TLSRoute", "v1alpha3"),
    ("TLSRoute", "v1alpha2"), ("ReferenceGrant", "v1beta1"), ("ReferenceGrant", "v1"),
  ])
  func readsEveryServedVersion(kind: String, version: String) {
    let specs = [
      "GatewayClass": "controllerName: istio.io/gateway-controller",
      "Gateway": "gatewayClassName: istio, listeners: [{name: a, port: 80, protocol: HTTP}]",
      "HTTPRoute": "", "GRPCRoute": "",
      "TCPRoute": "rules: [{backendRefs: [{name: a, port: 1}]}]",
      "TLSRoute": "hostnames: [a.b], rules: [{backendRefs: [{name: a, port: 1}]}]",
      "ReferenceGrant":
        "from: [{group: '', kind: Service, namespace: a}], to: [{group: '', kind: Service}]",
    ]
    let (objects, findings) = read(
      """
      apiVersion: gateway.networking.k8s.io/\(version)
      kind: \(kind)
      metadata: {name: x}
      spec: {\(specs[kind] ?? "")}
      """)
    #expect(findings == [])
    #expect(!objects.isEmpty)
  }

  @Test func unknownVersionsAreRefused() {
    let (objects, findings) = read(
      """
      apiVersion: gateway.networking.k8s.io/v2
      kind: HTTPRoute
      metadata: {name: x}
      """)
    #expect(objects.isEmpty)
    #expect(
      findings == ["1: LB0011: HTTPRoute has no apiVersion “gateway.networking.k8s.io/v2”"])
  }

  @Test func fillsInTheDefaultsOfTheSchema() throws {
    let (objects, findings) = read(
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: x}
      spec:
        parentRefs: [{name: edge}]
        rules:
        - backendRefs: [{name: web, port: 80}]
        - matches: [{path: {value: /a}}, {headers: [{name: h, value: v}]}]
          filters: [{type: RequestRedirect, requestRedirect: {hostname: x.y}}]
        - filters: [{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80},
            fraction: {numerator: 5}}}]
      """)
    #expect(findings == [])
    let route = try #require(objects.httpRoutes.first)
    #expect(route.parents[0].kind == "Gateway")
    #expect(route.parents[0].group == "gateway.networking.k8s.io")
    #expect(route.rules[0].matches == [GatewayAPI.HTTPMatch()])
    #expect(route.rules[0].backends[0].weight == 1)
    #expect(route.rules[0].backends[0].kind == "Service")
    #expect(route.rules[1].matches[0].path == .prefix("/a"))
    #expect(route.rules[1].matches[1].path == .prefix("/"))
    #expect(route.rules[1].matches[1].headers[0].value == .exact("v"))
    guard case .requestRedirect(let redirect) = route.rules[1].filters[0],
      case .requestMirror(let mirror) = route.rules[2].filters[0]
    else {
      Issue.record("\(route.rules)")
      return
    }
    #expect(redirect.statusCode == 302)
    #expect(mirror.fraction?.denominator == 100)
  }

  @Test func aRouteWithoutRulesSendsEverythingNowhere() throws {
    let (objects, _) = read(
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: x}
      """)
    let route = try #require(objects.httpRoutes.first)
    #expect(route.rules.map(\.matches) == [[GatewayAPI.HTTPMatch()]])
  }

  /// A spec that the API server refuses, on line 4, and what is said of it.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var id: String
    var kind = "HTTPRoute"
    var spec: String
    var finding: String
    var testDescription: String { id }
  }

  @Test(arguments: refusals)
  func whatTheDefinitionsRefuseIsRefusedAtItsPlace(refusal: Refusal) {
    let (objects, findings) = read(
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: \(refusal.kind)
      metadata: {name: x}
      spec: {\(refusal.spec)}
      """)
    #expect(objects.isEmpty)
    #expect(findings.count == 1, "\(findings)")
    #expect(findings.first?.contains(refusal.finding) == true, "\(findings)")
    #expect(findings.first?.hasPrefix("4: LB00") == true)
  }
}

private let refusals: [GatewayAPITests.Refusal] = [
  .init(
    id: "redirect with backends",
    spec: "rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}], "
      + "backendRefs: [{name: a, port: 1}]}]",
    finding: "RequestRedirect filter must not be used together with backendRefs"),
  .init(
    id: "a filter twice",
    spec: "rules: [{filters: [{type: URLRewrite, urlRewrite: {hostname: a}}, "
      + "{type: URLRewrite, urlRewrite: {hostname: b}}]}]",
    finding: "a filter of this type cannot be repeated"),
  .init(
    id: "rewrite and redirect",
    spec: "rules: [{filters: [{type: URLRewrite, urlRewrite: {hostname: a}}, "
      + "{type: RequestRedirect, requestRedirect: {}}]}]",
    finding: "but not both"),
  .init(
    id: "a filter's content of another type",
    spec: "rules: [{filters: [{type: CORS, cors: {}, urlRewrite: {hostname: a}}]}]",
    finding: "urlRewrite must be nil if the type is not URLRewrite"),
  .init(
    id: "a filter without content", spec: "rules: [{filters: [{type: RequestMirror}]}]",
    finding: "requestMirror must be specified for type RequestMirror"),
  .init(
    id: "an unknown filter", spec: "rules: [{filters: [{type: Rewrite}]}]",
    finding: "must be one of RequestHeaderModifier"),
  .init(
    id: "a prefix replaced behind two matches",
    spec: "rules: [{matches: [{path: {value: /a}}, {path: {value: /b}}], filters: "
      + "[{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, "
      + "replacePrefixMatch: /c}}}]}]",
    finding: "exactly one PathPrefix match must be specified"),
  .init(
    id: "a path without a slash", spec: "rules: [{matches: [{path: {value: a}}]}]",
    finding: "must be an absolute path"),
  .init(
    id: "a path with two slashes", spec: "rules: [{matches: [{path: {value: /a//b}}]}]",
    finding: "must be an absolute path"),
  .init(
    id: "a method that is none", spec: "rules: [{matches: [{method: get}]}]",
    finding: "must be one of GET, HEAD"),
  .init(
    id: "a header twice",
    spec: "rules: [{matches: [{headers: [{name: a, value: b}, {name: a, value: c}]}]}]",
    finding: "names must be unique within a match"),
  .init(
    id: "a backend without port", spec: "rules: [{backendRefs: [{name: a}]}]",
    finding: "Must have port for Service reference"),
  .init(
    id: "a weight above a million",
    spec: "rules: [{backendRefs: [{name: a, port: 1, weight: 1000001}]}]",
    finding: "must lie between 0 and 1000000"),
  .init(
    id: "a host name in capitals", spec: "hostnames: [A.example.com]", finding: "host name"),
  .init(
    id: "a host name with a star inside", spec: "hostnames: ['a.*.com']", finding: "host name"),
  .init(
    id: "a backend's time above the request's",
    spec: "rules: [{timeouts: {request: 1s, backendRequest: 2s}}]",
    finding: "backendRequest timeout cannot be longer than request timeout"),
  .init(
    id: "a time with a fraction", spec: "rules: [{timeouts: {request: 1.5s}}]",
    finding: "must be a length of time such as 10s"),
  .init(
    id: "a whole parent and a section of it",
    spec: "parentRefs: [{name: a}, {name: a, sectionName: b}]",
    finding: "sectionName or port must be specified"),
  .init(
    id: "a parent twice", spec: "parentRefs: [{name: a, port: 1}, {name: a, port: 1}]",
    finding: "sectionName or port must be unique"),
  .init(
    id: "two rules of a name", spec: "rules: [{name: a}, {name: a}]",
    finding: "Rule name must be unique within the route"),
  .init(
    id: "a gRPC match of nothing", kind: "GRPCRoute", spec: "rules: [{matches: [{method: {}}]}]",
    finding: "One or both of 'service' or 'method' must be specified"),
  .init(
    id: "TLS on a plain listener", kind: "Gateway",
    spec: "gatewayClassName: istio, listeners: [{name: a, port: 80, protocol: HTTP, "
      + "tls: {mode: Passthrough}}]",
    finding: "tls must not be specified for protocol HTTP"),
  .init(
    id: "two listeners alike", kind: "Gateway",
    spec: "gatewayClassName: istio, listeners: [{name: a, port: 80, protocol: HTTP}, "
      + "{name: b, port: 80, protocol: HTTP}]",
    finding: "Combination of port, protocol and hostname must be unique"),
  .init(
    id: "no listener", kind: "Gateway", spec: "gatewayClassName: istio, listeners: []",
    finding: "must have at least 1 entries"),
  .init(
    id: "a TCPRoute without rules", kind: "TCPRoute", spec: "parentRefs: [{name: a}]",
    finding: "must have at least 1 entries"),
  .init(
    id: "a grant to nobody", kind: "ReferenceGrant", spec: "to: [{group: '', kind: Service}]",
    finding: "must have at least 1 entries"),
]

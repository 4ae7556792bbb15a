internal import Diagnostics
internal import Explanations
internal import Testing

/// What an answer says besides its decisions: clusters that are not there, shares, rewrites, TLS.
@Suite struct AnswerNoteTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var kind: AnswerNote.Kind
    var manifests: String
    var url = "http://web:8080/"
    var from = "caller.shop"
    /// Parts that the only remark of the kind says, in order.
    var says: [String]
  }

  @Test(arguments: cases)
  func remarkSaysIt(_ testCase: Case) throws {
    let words = try AskedMesh(testCase.manifests, testCase.url, from: testCase.from)
      .words(testCase.kind)
    #expect(words.count == 1)
    var rest = (words.first ?? "")[...]
    for part in testCase.says {
      let place = rest.firstRange(of: part)
      #expect(place != nil, "“\(part)” in “\(words.first ?? "")”")
      if let place { rest = rest[place.upperBound...] }
    }
  }

  static func rule(_ http: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web, namespace: shop}
    spec: {hosts: [web], http: [\(http)]}

    """
  }

  static func destination(_ text: String) -> String { rule("{route: [{destination: {\(text)}}]}") }

  static let strict = """
    ---
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: default, namespace: shop}
    spec: {mtls: {mode: STRICT}}
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: plain, namespace: shop}
    spec: {host: web, trafficPolicy: {tls: {mode: DISABLE}}}
    """

  static let cases: [Case] = [
    Case(
      testDescription: "a port that the service does not have", kind: .missing,
      manifests: destination("host: web, port: {number: 81}"),
      says: [
        "outbound|81||web.shop.svc.cluster.local", "no such cluster",
        "Service shop/web has port 8080, 9090",
      ]),
    Case(
      testDescription: "a name with a dot", kind: .missing,
      manifests: destination("host: web.shop"),
      says: [
        "outbound|8080||web.shop,", "no Service or ServiceEntry has the host web.shop",
        "web.shop.svc.cluster.local is there",
      ]),
    Case(
      testDescription: "a subset that nobody defines", kind: .missing,
      manifests: destination("host: web, subset: v3")
        + """
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: web, namespace: shop}
        spec: {host: web, subsets: [{name: v1, labels: {version: v1}}]}
        """,
      says: ["|v3|", "no DestinationRule defines subset v3", "the subsets here are v1"]),
    Case(
      testDescription: "a subset that the client does not see", kind: .missing,
      manifests: destination("host: web, subset: v1")
        + """
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: web, namespace: config}
        spec: {host: web.shop.svc.cluster.local, subsets: [{name: v1, labels: {version: v1}}]}
        """,
      says: ["|v1|", "defined by DestinationRule config/web", "(test.yaml:9)", "do not see"]),
    Case(
      testDescription: "weights", kind: .weights,
      manifests: rule(
        "{route: [{destination: {host: web}, weight: 90}, {destination: {host: web, port: "
          + "{number: 9090}}, weight: 10}]}"),
      says: ["outbound|8080||web.shop.svc.cluster.local 90 %", "10 %"]),
    Case(
      testDescription: "a rewritten path", kind: .rewritten,
      manifests: rule(
        "{match: [{uri: {prefix: /a}}], rewrite: {uri: /b, authority: other.example}, "
          + "route: [{destination: {host: web}}]}"), url: "http://web:8080/a/c?d=1",
      says: ["path /a/c?d=1 → /b/c?d=1", "authority web:8080 → other.example"]),
    Case(
      testDescription: "plain text meets STRICT", kind: .security, manifests: strict,
      says: [
        "plain text (DISABLE, by tls of DestinationRule shop/plain",
        "STRICT, by PeerAuthentication shop/default", "closes the connection",
      ]),
    Case(
      testDescription: "a caller without a proxy meets STRICT", kind: .security,
      manifests: strict + """

        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: bare, namespace: config, labels: {app: bare}}
        """,
      url: "http://web.shop:8080/", from: "bare.config",
      says: [
        "bare.config has no proxy that would offer mutual TLS",
        "STRICT, by PeerAuthentication shop/default", "meets no filter chain",
      ]),
  ]
}

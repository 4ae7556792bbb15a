internal import Diagnostics
internal import Explanations
internal import Testing

/// Why a rule for the called host does not act: the true reason, at its place.
@Suite struct IgnoredRuleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var manifests: String
    var url = "http://web.shop:8080/"
    var client = "caller.other"
    var version = "istio-1.30"
    /// Every remark on rules that do not act, `what: why`.
    var notes: [String]
    /// Where the first remark's rule is written.
    var line: Int?
  }

  @Test(arguments: cases)
  func reasonIsTheTrueOne(_ testCase: Case) throws {
    let answer = try AskedMesh(
      testCase.manifests, testCase.url, from: testCase.client, under: testCase.version)
    #expect(answer.words(.ignored) == testCase.notes)
    let first = answer.notes.first { $0.kind == .ignored }
    if let line = testCase.line { #expect(first?.origins.first?.location?.line == line) }
  }

  /// A VirtualService for `web`, each with a line of its own for `exportTo` and the like.
  static func rule(
    _ name: String, in namespace: String = "shop", day: Int = 1, _ more: String = "",
    http: String = "[{route: [{destination: {host: web.shop.svc.cluster.local}}]}]"
  ) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: \(name), namespace: \(namespace), creationTimestamp: "2024-01-0\(day)T00:00:00Z"}
    spec:
      hosts: [web.shop.svc.cluster.local]
      \(more)
      http: \(http)

    """
  }

  static let all = "[{route: [{destination: {host: web.shop.svc.cluster.local}}]}]"

  static let cases: [Case] =
    visibility + matches + ranking + delegates + policies

  static let visibility: [Case] = [
    Case(
      testDescription: "nothing is said of a rule that acts", manifests: rule("a"), notes: []),
    Case(
      testDescription: "exportTo", manifests: rule("a", "exportTo: [\".\"]"),
      notes: [
        "VirtualService shop/a does not act here: its exportTo leaves out the client's namespace "
          + "other"
      ], line: 7),
    Case(
      testDescription: "gateways without mesh", manifests: rule("a", "gateways: [edge]"),
      notes: [
        "VirtualService shop/a does not act here: its gateways are shop/edge and not mesh, which "
          + "stands for sidecars"
      ], line: 7),
    Case(
      testDescription: "a Sidecar imports the service and not the rule",
      manifests: rule("a", in: "config")
        + """
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: own, namespace: other}
        spec: {egress: [{hosts: [shop/*]}]}
        """,
      notes: [
        "VirtualService config/a does not act here: Sidecar other/own imports none of its hosts"
      ]),
  ]

  static let matches: [Case] = [
    Case(
      testDescription: "sourceLabels",
      manifests: rule(
        "a",
        http: "[{match: [{sourceLabels: {app: web}}], route: [{destination: {host: web}}]}]"),
      notes: [
        "spec.http[0].match[0] of VirtualService shop/a does not act here: its sourceLabels ask for "
          + "app: web, which the client's pod does not have",
        "VirtualService shop/a does not act here: none of its rules is left for this client, so it "
          + "is as if it were not there",
      ], line: 8),
    Case(
      testDescription: "a rule behind one that takes everything",
      manifests: rule(
        "a", http: "[{route: [{destination: {host: web}}]}, {route: [{destination: {host: web}}]}]"),
      notes: [
        "spec.http[1] of VirtualService shop/a does not act here: spec.http[0] before it takes every "
          + "request"
      ], line: 8),
    Case(
      testDescription: "http rules on a port called tcp", manifests: rule("a"),
      url: "http://web.shop:9090/",
      notes: [
        "VirtualService shop/a does not act here: port 9090 is called tcp-raw, which declares no "
          + "HTTP: its bytes are passed on, and http rules are not read"
      ]),
    Case(
      testDescription: "a port that the host does not have", manifests: rule("a"),
      url: "http://web.shop:81/",
      notes: [
        "VirtualService shop/a does not act here: the host has no port 81, only 8080, 9090"
      ]),
  ]

  static let ranking: [Case] = [
    Case(
      testDescription: "an older rule", manifests: rule("a", day: 2) + rule("b"),
      notes: [
        "VirtualService shop/a is ignored for host web.shop.svc.cluster.local: VirtualService shop/b "
          + "wins, because it is older"
      ], line: 6),
    Case(
      testDescription: "a rule that is not imported wins against nobody",
      manifests: rule("mine", in: "other", day: 2) + rule("theirs", in: "config")
        + """
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: own, namespace: other}
        spec: {egress: [{hosts: [./*, shop/*]}]}
        """,
      notes: [
        "VirtualService config/theirs does not act here: Sidecar other/own imports none of its hosts"
      ]),
    Case(
      testDescription: "roots that hand over come last in 1.20",
      manifests: rule("a", http: "[{delegate: {name: part}}]") + rule("b", day: 2) + part,
      version: "istio-1.20",
      notes: [
        "VirtualService shop/a is ignored for host web.shop.svc.cluster.local: VirtualService shop/b "
          + "wins, because rules that hand over to delegates come last in this release"
      ]),
    Case(
      testDescription: "and by age later",
      manifests: rule("a", http: "[{delegate: {name: part}}]") + rule("b", day: 2) + part,
      notes: [
        "VirtualService shop/b is ignored for host web.shop.svc.cluster.local: VirtualService shop/a "
          + "wins, because it is older"
      ]),
  ]

  static let part = """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: part, namespace: shop}
    spec: {http: [{route: [{destination: {host: web}}]}]}

    """

  static let delegates: [Case] = [
    Case(
      testDescription: "a delegate that is not there",
      manifests: rule("a", http: "[{delegate: {name: part}}]"),
      notes: [
        "spec.http[0].delegate of VirtualService shop/a brings no rules: there is no VirtualService "
          + "shop/part",
        "VirtualService shop/a does not act here: none of its rules is left for this client, so it "
          + "is as if it were not there",
      ]),
    Case(
      testDescription: "a delegate with hosts",
      manifests: rule("a", http: "[{delegate: {name: b}}]")
        + rule("b", in: "shop", day: 2, "gateways: [edge]"),
      notes: [
        "VirtualService shop/b does not act here: its gateways are shop/edge and not mesh, which "
          + "stands for sidecars",
        "spec.http[0].delegate of VirtualService shop/a brings no rules: VirtualService shop/b has "
          + "hosts of its own, and only one without hosts is a delegate",
        "VirtualService shop/a does not act here: none of its rules is left for this client, so it "
          + "is as if it were not there",
      ]),
  ]

  static func policy(_ namespace: String, _ spec: String) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: web, namespace: \(namespace)}
    spec:
      host: web.shop.svc.cluster.local
      \(spec)

    """
  }

  static let policies: [Case] = [
    Case(
      testDescription: "a DestinationRule of a third namespace",
      manifests: policy("config", "subsets: [{name: v1, labels: {version: v1}}]"),
      notes: [
        "DestinationRule config/web does not act here: for clients in other only the namespaces "
          + "istio-system, other, shop are asked: the client's, the service's and the root namespace"
      ]),
    Case(
      testDescription: "a rule of the client's namespace comes first",
      manifests: policy("shop", "trafficPolicy: {loadBalancer: {simple: RANDOM}}")
        + policy("other", "trafficPolicy: {loadBalancer: {simple: RANDOM}}"),
      notes: [
        "DestinationRule shop/web does not act here: DestinationRule other/web of other comes first, "
          + "and levels are not merged"
      ]),
    Case(
      testDescription: "exportTo that leaves out its own namespace",
      manifests: policy("shop", "exportTo: [other]"), client: "caller.shop",
      notes: [
        "DestinationRule shop/web does not act here: its exportTo leaves out the client's namespace "
          + "shop"
      ]),
    Case(
      testDescription: "portLevelSettings replace the rest",
      manifests: policy(
        "shop",
        "trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}, portLevelSettings: "
          + "[{port: {number: 8080}, loadBalancer: {simple: RANDOM}}]}"),
      notes: [
        "connectionPool of DestinationRule shop/web does not act here: the portLevelSettings of port "
          + "8080 replace the policy as a whole, and what they leave out is default"
      ]),
    Case(
      testDescription: "a subset without pods",
      manifests: policy("shop", "subsets: [{name: v9, labels: {version: v9}}]"),
      notes: [
        "subset v9 of DestinationRule shop/web has no pod of web.shop.svc.cluster.local: no pod has "
          + "the labels version: v9"
      ]),
  ]
}

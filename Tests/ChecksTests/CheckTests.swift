internal import Checks
internal import Diagnostics
internal import Testing

/// Each check finds what it is for, at its line, and says nothing of what is sound.
@Suite struct CheckTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var manifests: String
    var version = "istio-1.30"
    /// Every finding, as `CODE line`.
    var found: [String]
  }

  @Test(arguments: routes + references + policies)
  func findsJustThat(_ testCase: Case) throws {
    let found = try CheckedMesh.findings(testCase.manifests, under: testCase.version)
    #expect(found.map(\.codeAndLine) == testCase.found, "\(found.map(\.description))")
  }

  static func rule(_ rules: String, _ more: String = "") -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web, namespace: shop}
    spec:
      hosts: [web]
      \(more)
      http:
    \(rules)
    """
  }

  static func route(_ match: String) -> String {
    "  - {\(match.isEmpty ? "" : "match: [{\(match)}], ")route: [{destination: {host: web}}]}\n"
  }

  static let routes: [Case] = [
    Case(
      testDescription: "a longer prefix first",
      manifests: rule(route("uri: {prefix: /a/b}") + route("uri: {prefix: /a}") + route("")),
      found: []),
    Case(
      testDescription: "an exact path behind its prefix",
      manifests: rule(route("uri: {prefix: /a}") + route("uri: {exact: /a/b}")),
      found: ["LB0147 9"]),
    Case(
      testDescription: "a regular expression that takes an exact path",
      manifests: rule(route("uri: {regex: \"/a/.*\"}") + route("uri: {exact: /a/b}")),
      found: ["LB0147 9"]),
    Case(
      testDescription: "a regular expression takes not every path of a prefix",
      manifests: rule(route("uri: {regex: \"/a/.*\"}") + route("uri: {prefix: /a/b}")), found: []),
    Case(
      testDescription: "a header more before it leaves room",
      manifests: rule(
        route("uri: {prefix: /a}, headers: {x: {exact: \"1\"}}") + route("uri: {prefix: /a/b}")),
      found: []),
    Case(
      testDescription: "a header more behind it does not",
      manifests: rule(
        route("uri: {prefix: /a}") + route("uri: {prefix: /a/b}, headers: {x: {exact: \"1\"}}")),
      found: ["LB0147 9"]),
    Case(
      testDescription: "for other clients only",
      manifests: rule(
        route("uri: {prefix: /a}, sourceLabels: {app: batch}") + route("uri: {prefix: /a}")),
      found: []),
    Case(
      testDescription: "a header that must be missing leaves room",
      manifests: rule(
        route("uri: {prefix: /a}, withoutHeaders: {x: {}}") + route("uri: {prefix: /a}")),
      found: []),
  ]

  static let references: [Case] = [
    Case(
      testDescription: "the full name of a service",
      manifests: rule("  - {route: [{destination: {host: web.shop.svc.cluster.local}}]}"),
      found: []),
    Case(
      testDescription: "a misspelt host",
      manifests: rule("  - {route: [{destination: {host: wbe}}]}"), found: ["LB0106 8"]),
    Case(
      testDescription: "a port that is not there",
      manifests: rule("  - {route: [{destination: {host: web, port: {number: 81}}}]}"),
      found: ["LB0151 8"]),
    Case(
      testDescription: "a Gateway that is not there",
      manifests: rule("  - {route: [{destination: {host: web}}]}", "gateways: [mesh, edge]"),
      found: ["LB0167 6"]),
    Case(
      testDescription: "a comment with a reason keeps it quiet",
      manifests: rule(
        "  # labbook: ignore LB0106 because it comes later\n"
          + "  - {route: [{destination: {host: later}}]}"), found: []),
    Case(
      testDescription: "one without a reason does not, and is told",
      manifests: rule(
        "  # labbook: ignore LB0106\n  - {route: [{destination: {host: later}}]}"),
      found: ["LB0169 8", "LB0106 9"]),
    Case(
      testDescription: "one that keeps nothing quiet is told",
      manifests: "# labbook: ignore LB0106 because of nothing\n"
        + rule("  - {route: [{destination: {host: web}}]}"), found: ["LB0169 1"]),
    Case(
      testDescription: "one above a document is for all of it",
      manifests: "# labbook: ignore LB0106 because it comes later\n"
        + rule("  - {route: [{destination: {host: later}}]}"), found: []),
    Case(
      testDescription: "lines may end as Windows ends them",
      manifests: rule(
        "  # labbook: ignore LB0106 because it comes later\n"
          + "  - {route: [{destination: {host: later}}]}"
      ).replacing("\n", with: "\r\n"), found: []),
  ]

  static func policy(_ spec: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: web, namespace: shop}
    spec:
      host: web
      \(spec)
    """
  }

  static let policies: [Case] = [
    Case(
      testDescription: "subsets with pods",
      manifests: policy("subsets: [{name: v1, labels: {version: v1}}]"), found: []),
    Case(
      testDescription: "a subset without pods",
      manifests: policy("subsets: [{name: v3, labels: {version: v3}}]"), found: ["LB0152 6"]),
    Case(
      testDescription: "what a release refuses plays no part in other checks",
      manifests: policy("trafficPolicy: {proxyProtocol: {version: V2}}"),
      version: "istio-1.20",
      found: ["LB0101 6"]),
    Case(
      testDescription: "a proxyProtocol of a release that has none",
      manifests: policy(
        "trafficPolicy: {proxyProtocol: {version: V2}, loadBalancer: {simple: RANDOM}}"),
      version: "istio-1.20",
      found: ["LB0110 1", "LB0168 6"]),
  ]
}

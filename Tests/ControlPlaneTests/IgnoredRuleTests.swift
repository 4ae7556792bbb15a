internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What is said of VirtualServices that another one puts aside, and of what is not modelled.
@Suite struct IgnoredRuleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Namespace, name, creation and exportTo of each VirtualService for alpha.
    var rules: [(namespace: String, name: String, created: String, exportTo: String)]
    var code: DiagnosticCode?
    var summary = ""
  }

  @Test(arguments: cases)
  func warningNamesTheWinner(_ testCase: Case) throws {
    let manifests = testCase.rules.map { rule in
      let created = rule.created.isEmpty ? "" : ", creationTimestamp: \"\(rule.created)\""
      return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: \(rule.name), namespace: \(rule.namespace)\(created)}
        spec:
          hosts: [alpha.default.svc.cluster.local]
          exportTo: [\(rule.exportTo)]
          http: [{route: [{destination: {host: alpha.default.svc.cluster.local}}]}]
        """
    }.joined(separator: "\n---\n")
    let mesh = try SmallMesh(manifests)
    let found = mesh.compilation.diagnostics(on: nil).filter {
      $0.code == .shadowedRule || $0.code == .tieDecidesHost
    }
    #expect(found.map(\.code) == (testCase.code.map { [$0] } ?? []))
    #expect(
      found.map { "\($0.summary): \($0.why ?? "")" }
        == (testCase.code.map { _ in [testCase.summary] } ?? []))
    #expect(found.allSatisfy { $0.severity == .warning && $0.location != nil })
  }

  static let cases: [Case] = [
    Case(
      testDescription: "the older wins",
      rules: [
        ("default", "b", "2024-01-02T00:00:00Z", "\"*\""),
        ("default", "a", "2024-01-03T00:00:00Z", "\"*\""),
      ], code: .shadowedRule,
      summary: "VirtualService default/a is ignored for host alpha.default.svc.cluster.local: "
        + "VirtualService default/b wins, because it is older"),
    Case(
      testDescription: "a tie goes by name",
      rules: [("default", "b", "", "\"*\""), ("default", "a", "", "\"*\"")],
      code: .tieDecidesHost,
      summary: "VirtualService default/b is ignored for host alpha.default.svc.cluster.local: "
        + "VirtualService default/a wins, because they are equally old, and its name comes first"),
    Case(
      testDescription: "a private one beats an older public one",
      rules: [
        ("default", "old", "2024-01-02T00:00:00Z", "\"*\""),
        ("shop", "young", "2024-01-03T00:00:00Z", "\".\""),
      ], code: .shadowedRule,
      summary: "VirtualService default/old is ignored for host alpha.default.svc.cluster.local: "
        + "VirtualService shop/young wins, because it is private to the client's namespace shop"),
    Case(
      testDescription: "rules that no client sees together do not meet",
      rules: [("default", "a", "", "\".\""), ("shop", "b", "", "\".\"")]),
  ]

  @Test func partsOfDestinationRulesThatDoNotCountAreNamed() throws {
    let manifests = [("old", "01", "v1"), ("young", "02", "v1, v2")].map { name, day, subsets in
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: \(name), creationTimestamp: "2024-01-\(day)T00:00:00Z"}
      spec:
        host: alpha
        trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}}
        subsets: [\(subsets.split(separator: ",").map { "{name: \($0), labels: {version: v1}}" }
        .joined(separator: ", "))]
      """
    }.joined(separator: "\n---\n")
    let found = try SmallMesh(manifests).compilation.contests.map { $0.diagnostic(.warning) }
    #expect(
      found.map(\.summary)
        == ["trafficPolicy", "subset v1"].map {
          "\($0) of DestinationRule default/young is ignored for host "
            + "alpha.default.svc.cluster.local"
        })
    #expect(found.allSatisfy { $0.why == "default/old counts, because it is older" })
    #expect(found.allSatisfy { $0.code == .shadowedRule })
  }

  @Test(arguments: [
    (
      "tunnel",
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: tunnel}
      spec:
        host: alpha
        trafficPolicy:
          tunnel: {protocol: CONNECT, targetHost: alpha.example.com, targetPort: 443}
      """
    ),
    (
      "EnvoyFilter",
      """
      apiVersion: networking.istio.io/v1alpha3
      kind: EnvoyFilter
      metadata: {name: filter}
      spec: {}
      """
    ),
    (
      "servers for TLS that is not HTTPS",
      """
      {apiVersion: v1, kind: Pod, metadata: {name: edge, labels: {istio: ingressgateway}}}
      ---
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: edge}
      spec:
        selector: {istio: ingressgateway}
        servers:
        - {port: {number: 80, name: tls, protocol: TLS}, hosts: ["*"], tls: {mode: PASSTHROUGH}}
      """
    ),
  ])
  func whatIsNotModelledIsAnError(_ subject: String, _ manifest: String) throws {
    let found = try SmallMesh(manifest).compilation.diagnostics(on: nil)
      .filter { $0.code == .notModelled }
    #expect(found.count == 1)
    #expect(found.first?.summary.contains(subject) == true)
    #expect(found.first?.severity == .error)
    #expect(found.first?.location?.file == "test.yaml")
  }

  @Test func namespaceThatIsNotThereCountsAsInjected() throws {
    let mesh = try SmallMesh(
      "{apiVersion: v1, kind: Pod, metadata: {name: lost, namespace: nowhere}}")
    #expect(mesh.compilation.diagnostics.map(\.code) == [.assumedInjection])
    #expect(try mesh.proxy("lost.nowhere").routes.contains { $0.name == "5000" })
  }
}

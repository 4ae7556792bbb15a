internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// How a delegate's rules take the place of the rule that hands over to it
/// (`pilot/pkg/model/virtualservice_test.go` TestMergeHTTPMatchRequests and TestHasConflict@1.30.3
/// state the same facts).
@Suite struct DelegationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// The match of the root's rule, and of the delegate's two rules.
    var root: String
    var delegate: (String, String)
    var exportTo = "\"*\""
    /// Names of the routes and how their paths match.
    var expected: [String]
  }

  @Test(arguments: cases)
  func routes(_ testCase: Case) throws {
    func match(_ text: String) -> String { text.isEmpty ? "" : "match: [\(text)], " }
    let mesh = try SmallMesh(
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: root}
      spec:
        hosts: [alpha]
        http:
        - {name: root, \(match(testCase.root))delegate: {name: part, namespace: shop}}
        - {name: rest, route: [{destination: {host: alpha}}]}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: part, namespace: shop}
      spec:
        exportTo: [\(testCase.exportTo)]
        http:
        - {name: a, \(match(testCase.delegate.0))route: [{destination: {host: alpha.default}}]}
        - {name: b, \(match(testCase.delegate.1))route: [{destination: {host: beta}}]}
      """)
    let table = try #require(
      try mesh.proxy("client.shop").routes.first { $0.name == "5000" })
    let host = try #require(
      table.virtualHosts.first { $0.name == "alpha.default.svc.cluster.local:5000" })
    let found = (host.routes ?? []).map { route in
      "\(route.name ?? "") \(route.match.path ?? route.match.prefix ?? "?")"
    }
    #expect(found == testCase.expected)
  }

  static let cases: [Case] = [
    Case(
      testDescription: "narrower paths keep their own match",
      root: "{uri: {prefix: /api}}",
      delegate: ("{uri: {prefix: /api/a}}", "{uri: {exact: /api/b}}"),
      expected: ["root-a /api/a", "root-b /api/b", "rest /"]),
    Case(
      testDescription: "a rule without a match takes the root's, and ends nothing",
      root: "{uri: {prefix: /api}}", delegate: ("{uri: {prefix: /api/a}}", ""),
      expected: ["root-a /api/a", "root-b /api", "rest /"]),
    Case(
      testDescription: "a path outside the root's drops the rule alone",
      root: "{uri: {prefix: /api}}", delegate: ("{uri: {prefix: /other}}", ""),
      expected: ["root-b /api", "rest /"]),
    Case(
      testDescription: "regular expressions exclude each other",
      root: "{uri: {regex: /api.*}}", delegate: ("{uri: {prefix: /api}}", "{uri: {regex: /a}}"),
      expected: ["rest /"]),
    Case(
      testDescription: "without matches the first rule ends the list", root: "",
      delegate: ("", ""), expected: ["root-a /"]),
    Case(
      testDescription: "a delegate that is not exported to the root drops the rule",
      root: "{uri: {prefix: /api}}", delegate: ("", ""), exportTo: ".",
      expected: ["rest /"]),
    Case(
      testDescription: "a delegate that is exported to the root by name is taken",
      root: "{uri: {prefix: /api}}", delegate: ("{uri: {exact: /api}}", ""),
      exportTo: "default", expected: ["root-a /api", "root-b /api", "rest /"]),
  ]
}

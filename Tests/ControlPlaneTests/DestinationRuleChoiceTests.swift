internal import Resources
internal import Testing

@testable internal import ControlPlane

/// Which of several DestinationRules governs a client, and how they merge
/// (`pilot/pkg/model/push_context_test.go` SetDestinationRuleMerging, …WithExportTo and
/// …WithWorkloadSelector@1.30.3 state the same facts).
@Suite struct DestinationRuleChoiceTests {
  /// One rule for alpha: its limit is its mark.
  struct Rule: Sendable {
    var namespace = "default"
    var host = "alpha.default.svc.cluster.local"
    var age = 0
    var exportTo: [String] = []
    var selector: [String: String]?
    var limit: Int32?
    var subsets: [String] = []

    var resource: DestinationRule {
      var rule = DestinationRule()
      rule.metadata.kind = "DestinationRule"
      rule.metadata.namespace = namespace
      rule.metadata.name = "rule-\(age)"
      rule.metadata.creationTimestamp = Int64(age)
      rule.host = host
      rule.exportTo = exportTo
      rule.workloadSelector = selector
      rule.subsets = subsets.map { name in
        var subset = Subset()
        subset.name = name
        return subset
      }
      guard let limit else { return rule }
      var http = ConnectionPoolSettings.HTTP()
      http.http2MaxRequests = limit
      rule.trafficPolicy = TrafficPolicy()
      rule.trafficPolicy?.connectionPool = ConnectionPoolSettings()
      rule.trafficPolicy?.connectionPool?.http = http
      return rule
    }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var rules: [Rule]
    var client = "shop"
    var labels: [String: String] = [:]
    /// Up to 1.23 and from 1.24 on: the limit that holds, and the subsets.
    var before: (limit: Int32?, subsets: [String])
    var after: (limit: Int32?, subsets: [String])
  }

  static let cases = [
    Case(
      testDescription: "subsets add up, and the oldest policy counts",
      rules: [
        Rule(age: 2, limit: 2, subsets: ["v1", "v2"]), Rule(age: 1, subsets: ["v1"]),
        Rule(age: 3, limit: 3, subsets: ["v3"]),
      ], before: (2, ["v1", "v2", "v3"]), after: (2, ["v1", "v2", "v3"])),
    Case(
      testDescription: "a wildcard in the client's namespace beats the exact host elsewhere",
      rules: [
        Rule(namespace: "shop", host: "*.default.svc.cluster.local", limit: 1), Rule(limit: 2),
      ], before: (1, []), after: (1, [])),
    Case(
      testDescription: "the longest wildcard counts",
      rules: [
        Rule(host: "*.local", age: 1, limit: 1),
        Rule(host: "*.svc.cluster.local", age: 2, limit: 2),
      ], before: (2, []), after: (2, [])),
    Case(
      testDescription: "the root namespace comes last",
      rules: [
        Rule(namespace: "istio-system", age: 1, limit: 1), Rule(age: 2, limit: 2),
      ], before: (2, []), after: (2, [])),
    Case(
      testDescription: "a rule that is not exported lets the root namespace speak",
      rules: [
        Rule(age: 1, exportTo: ["."], limit: 1),
        Rule(namespace: "istio-system", age: 2, limit: 2),
      ], before: (2, []), after: (2, [])),
    Case(
      testDescription: "a rule hidden from its own namespace",
      rules: [Rule(exportTo: ["shop"], limit: 1)], client: "default", before: (nil, []),
      after: (nil, [])),
    Case(
      testDescription: "unequal exportTo: the newest rule alone governs since 1.24",
      rules: [
        Rule(age: 1, exportTo: ["default", "shop"], limit: 1, subsets: ["v1"]),
        Rule(age: 2, exportTo: ["."], limit: 2),
      ], client: "default", before: (1, ["v1"]), after: (2, [])),
    Case(
      testDescription: "a wider, newer rule vanishes into the narrower, older one",
      rules: [
        Rule(age: 1, exportTo: ["."], subsets: ["v1"]),
        Rule(age: 2, exportTo: [".", "shop"], limit: 2),
      ], client: "default", before: (2, ["v1"]), after: (2, ["v1"])),
    Case(
      testDescription: "a selector governs the pods that it selects",
      rules: [
        Rule(namespace: "shop", age: 2, selector: ["app": "client"], limit: 1),
        Rule(namespace: "shop", age: 1, limit: 2),
      ], labels: ["app": "client"], before: (1, []), after: (1, [])),
    Case(
      testDescription: "a selector of another namespace selects nobody",
      rules: [Rule(selector: ["app": "client"], limit: 1)], labels: ["app": "client"],
      before: (nil, []), after: (nil, [])),
    Case(
      testDescription: "a rule for the namespace alone is absorbed by a selecting one since 1.24",
      rules: [
        Rule(namespace: "shop", age: 1, selector: ["app": "other"], limit: 1),
        Rule(namespace: "shop", age: 2, exportTo: ["."], limit: 2, subsets: ["v1"]),
      ], labels: ["app": "client"], before: (2, ["v1"]), after: (nil, [])),
  ]

  @Test(arguments: cases) func theRuleThatGoverns(_ test: Case) throws {
    for (version, expected) in [
      ("istio-1.22", test.before), ("istio-1.23", test.before), ("istio-1.24", test.after),
      ("istio-1.30", test.after),
    ] {
      let rules = try #require(RuleVersion.named(version))
      let index = DestinationRuleIndex(
        test.rules.map(\.resource), mesh: MeshConfig(), rules: rules)
      let rule = index.rule(
        hostname: "alpha.default.svc.cluster.local", serviceNamespace: "default",
        clientNamespace: test.client, clientLabels: test.labels)
      let pool = rule?.policy(port: 5000).connectionPool
      #expect(pool?.value.http?.http2MaxRequests == expected.limit, "\(version)")
      #expect(rule?.subsets.map(\.name) ?? [] == expected.subsets, "\(version)")
    }
  }

  @Test func theReceiverIgnoresSelectors() throws {
    let rules = try #require(RuleVersion.named("istio-1.30"))
    let index = DestinationRuleIndex(
      [
        Rule(age: 1, selector: ["app": "alpha"], limit: 1).resource,
        Rule(age: 2, limit: 2).resource,
      ], mesh: MeshConfig(), rules: rules)
    let rule = index.inboundRule(
      hostname: "alpha.default.svc.cluster.local", serviceNamespace: "default",
      podNamespace: "default")
    #expect(rule?.policy(port: 5000).connectionPool?.value.http?.http2MaxRequests == 2)
  }
}

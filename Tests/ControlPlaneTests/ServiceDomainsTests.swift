internal import ProxyConfig
internal import Resources
internal import Testing

@testable internal import ControlPlane

/// The hosts by which a client calls a service
/// (`pilot/pkg/networking/core/httproute_test.go` TestGenerateVirtualHostDomains@1.30.3).
@Suite struct ServiceDomainsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var host = "foo.default.svc.cluster.local"
    var addresses = ["1.2.3.4"]
    var isHeadless = false
    var aliases: [String] = []
    var client = "default"
    var version = "istio-1.26"
    var expected: [String]
  }

  @Test(arguments: cases)
  func domains(_ testCase: Case) throws {
    let rules = try #require(RuleVersion.named(testCase.version))
    var draft = MeshServiceDraft(
      hostname: testCase.host, name: "foo", registry: .kubernetes, metadata: ResourceMetadata())
    draft.addresses = testCase.addresses
    if testCase.isHeadless { draft.resolution = .passthrough }
    draft.aliases = testCase.aliases.map {
      MeshService.Alias(hostname: $0, namespace: "default")
    }
    let domains = ServiceDomains(
      MeshService(draft, id: 0), hostname: testCase.host, seenFrom: testCase.client, port: nil,
      rules)
    #expect(domains.domains == testCase.expected)
  }

  static let full = "foo.default.svc.cluster.local"

  static let cases: [Case] = [
    Case(
      testDescription: "same namespace",
      expected: [full, "foo", "foo.default.svc", "foo.default", "1.2.3.4"]),
    Case(
      testDescription: "other namespace", client: "other",
      expected: [full, "foo.default", "foo.default.svc", "1.2.3.4"]),
    Case(
      testDescription: "trailing dot from 1.27", version: "istio-1.27",
      expected: [full, "\(full).", "foo", "foo.default.svc", "foo.default", "1.2.3.4"]),
    Case(
      testDescription: "headless", addresses: [], isHeadless: true, client: "other",
      expected: [
        full, "foo.default", "foo.default.svc", "*.\(full)", "*.foo.default",
        "*.foo.default.svc",
      ]),
    Case(
      testDescription: "outside the cluster", host: "api.example.com", version: "istio-1.30",
      expected: ["api.example.com", "api.example.com.", "1.2.3.4"]),
    Case(
      testDescription: "an alias", addresses: [], aliases: ["bar.other.svc.cluster.local"],
      expected: [
        full, "foo", "foo.default.svc", "foo.default", "bar.other.svc.cluster.local",
        "bar.other", "bar.other.svc",
      ]),
  ]
}

internal import Testing

@testable internal import ControlPlane

/// The register of rule versions and their switches.
@Suite struct RuleVersionTests {
  @Test(arguments: [
    ("istio-1.20", "istio-1.20.2"), ("istio-1.24", "istio-1.24.0"),
    ("istio-1.30", "istio-1.30.3"), ("istio-1.21.0", "istio-1.21.0"), ("naive", "naive"),
    ("blog-2024-02", "blog-2024-02"),
  ])
  func nameResolves(_ name: String, _ resolved: String) throws {
    let version = try #require(RuleVersion.named(name))
    #expect(version.name == resolved)
    #expect(version.isTheory == !resolved.hasPrefix("istio-"))
  }

  @Test(arguments: ["istio-1.19", "istio-1.20.1", "istio-1.3", "", "blog"])
  func unknownNameResolvesToNothing(_ name: String) {
    #expect(RuleVersion.named(name) == nil)
  }

  @Test func releasesDifferAsTheirSwitchesSay() throws {
    let older = try #require(RuleVersion.named("istio-1.23"))
    let newer = try #require(RuleVersion.named("istio-1.24"))
    let differences = Set(newer.differences(from: older))
    #expect(
      differences.isSuperset(of: [
        .defaultRetryOn503, .inboundRetry, .mergesByEqualExport, .localityWeightsAlways,
        .versionOneInMetadata, .unifiedSidecarScope,
      ]))
    #expect(older[.defaultRetryOn503] && !newer[.defaultRetryOn503])
    #expect(newer.differences(from: newer).isEmpty)
  }

  @Test func everySwitchIsOnSomewhereAndOffSomewhere() {
    for rule in RuleSwitch.allCases where rule.entry.releases != .never {
      #expect(RuleVersion.all.contains { $0[rule] } || rule.id.hasPrefix("nodeLabels"), "\(rule)")
      #expect(RuleVersion.all.contains { !$0[rule] }, "\(rule)")
    }
  }

  @Test func registerSaysWhatWhoAndWhere() {
    var identifiers: Set<String> = []
    for rule in RuleSwitch.allCases {
      #expect(identifiers.insert(rule.id).inserted)
      #expect(RuleSwitch.named(rule.id) == rule)
      for text in [rule.summary, rule.otherwise, rule.concerns, rule.source] {
        #expect(!text.isEmpty && !text.hasSuffix("."), "\(rule.id): \(text)")
      }
      #expect(rule.summary != rule.otherwise)
    }
  }

  @Test func versionOfOnesOwnSetsSwitchesByIdentifier() throws {
    let base = try #require(RuleVersion.named("istio-1.30"))
    let (version, unknown) = base.extended(
      name: "mine", setting: [("defaultRetryOn503", true), ("noSuchSwitch", true)])
    #expect(version.name == "mine")
    #expect(version.differences(from: base) == [.defaultRetryOn503])
    #expect(unknown == ["noSuchSwitch"])
  }
}

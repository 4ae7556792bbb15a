internal import Foundation
internal import Testing

@testable internal import ControlPlane

/// The register of rule versions and their switches.
@Suite struct RuleVersionTests {
  @Test(arguments: [
    ("istio-1.20", "istio-1.20.2"), ("istio-1.24", "istio-1.24.0"),
    ("istio-1.30", "istio-1.30.3"), ("istio-1.21.0", "istio-1.21.0"), ("naive", "naive"),
    ("blog-2024-02", "blog-2024-02"), ("1.24", "istio-1.24.0"), ("1.24.0", "istio-1.24.0"),
    ("istio-1.24.3", "istio-1.24.0"), ("istio-1.24.6", "istio-1.24.5"),
    ("1.29.4", "istio-1.29.3"), ("istio-1.20.1", "istio-1.20.2"),
    ("istio-1.20.8", "istio-1.20.4"), ("istio-1.31", "istio-1.31.0"),
    ("istio-1.26.999999999999", "istio-1.26.0"),
  ])
  func nameResolves(_ name: String, _ resolved: String) throws {
    let version = try #require(RuleVersion.named(name))
    #expect(version.name == resolved)
    #expect(version.isTheory == !resolved.hasPrefix("istio-"))
  }

  @Test(arguments: [
    ("istio-1.29.4", true), ("1.24.3", true), ("1.24", false), ("istio-1.24.0", false),
    ("1.24.0", false), ("naive", false),
  ])
  func saysWhereAnotherReleaseStands(_ name: String, _ isNearest: Bool) throws {
    #expect(try #require(RuleVersion.named(name)).isNearest(to: name) == isNearest)
  }

  /// Each carries its Envoy; versions of one's own keep that of the one they extend.
  @Test(arguments: [
    ("istio-1.20", 28), ("istio-1.24.6", 32), ("istio-1.30", 38), ("istio-1.31", 39),
    ("naive", 28), ("blog-2024-02", 28),
  ])
  func carriesItsEnvoy(_ name: String, _ minor: Int) throws {
    let version = try #require(RuleVersion.named(name))
    #expect(version.envoyMinor == minor)
    #expect(version.extended(name: "mine", setting: []).version.envoyMinor == minor)
  }

  @Test func patchesDifferWhereASwitchSaysSo() throws {
    let first = try #require(RuleVersion.named("istio-1.24.0"))
    let later = try #require(RuleVersion.named("istio-1.24.6"))
    #expect(later.differences(from: first) == [.inboundRetrySparesGRPC])
    let oldest = try #require(RuleVersion.named("istio-1.20.2"))
    let patched = try #require(RuleVersion.named("istio-1.20.8"))
    #expect(
      Set(patched.differences(from: oldest)) == [
        .unmatchedWildcardIgnored, .delegatingRootsLast, .anyRegexEndsRules,
      ])
  }

  @Test(arguments: [
    "istio-1.19", "istio-1.3", "", "blog", "istio-2.0", "1", "1.", "istio-1.24.x", "1.24.0.1",
    "istio-1.-24", "istio-1.99999999999999999999",
  ])
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
    for rule in RuleSwitch.all where rule.releases != .never {
      #expect(RuleVersion.all.contains { $0[rule] }, "\(rule)")
      #expect(RuleVersion.all.contains { !$0[rule] }, "\(rule)")
    }
  }

  /// Every entry of the topics' files goes by its own name and stands in the list of all.
  @Test func everyEntryIsListed() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/ControlPlane/Rules")
    var listed: [String] = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where file.hasPrefix("RuleSwitch+") {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for entry in text.matches(of: /public static let (\w+) = Self\(\s*"(\w+)"/) {
        #expect(entry.1 == entry.2)
        listed.append(String(entry.2))
      }
    }
    #expect(listed.sorted() == RuleSwitch.all.map(\.id).sorted())
    #expect(Set(RuleSwitch.all.map(\.key)).count == listed.count)
  }

  @Test func registerSaysWhatWhoAndWhere() {
    var identifiers: Set<String> = []
    for rule in RuleSwitch.all {
      #expect(identifiers.insert(rule.id).inserted)
      #expect(RuleSwitch.named(rule.id) == rule)
      for text in [rule.summary, rule.otherwise, rule.concerns, rule.source] {
        #expect(!text.isEmpty && !text.hasSuffix("."), "\(rule.id): \(text)")
      }
      #expect(rule.summary != rule.otherwise)
    }
  }

  /// A switch is set and unset alone.
  @Test(arguments: RuleSwitch.all)
  func everySwitchIsSetAlone(rule: RuleSwitch) throws {
    let base = try #require(RuleVersion.named("istio-1.30"))
    var other = base
    other[rule].toggle()
    #expect(other[rule] != base[rule])
    #expect(other.differences(from: base) == [rule])
    other[rule].toggle()
    #expect(other == base)
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

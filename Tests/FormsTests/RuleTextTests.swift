import ControlPlane
import Forms
import Testing

/// Rule versions and their switches as text.
@Suite struct RuleTextTests {
  @Test func everyVersionHasALine() {
    let lines = RuleText.list(RuleVersion.all)
    #expect(lines.count == RuleVersion.all.count)
    #expect(lines.contains("istio-1.24.0    release  also istio-1.24"))
    #expect(lines.contains("naive           theory"))
    #expect(lines.allSatisfy { !$0.hasSuffix(" ") && $0.count <= 80 })
  }

  @Test func aVersionSaysEverySwitch() throws {
    let version = try #require(RuleVersion.named("istio-1.30"))
    let lines = RuleText.lines(of: version)
    #expect(lines.first == "istio-1.30.3, a release of Istio")
    for rule in RuleSwitch.all { #expect(lines.contains(rule.id), "\(rule.id)") }
    #expect(lines.filter { $0.hasPrefix("  source: ") }.count == RuleSwitch.all.count)
  }

  @Test func differencesHaveBothSides() throws {
    let before = try #require(RuleVersion.named("istio-1.23"))
    let after = try #require(RuleVersion.named("istio-1.24"))
    let lines = RuleText.differences(from: before, to: after)
    #expect(lines.first == "From istio-1.23.0 to istio-1.24.0:")
    let place = try #require(lines.firstIndex(of: RuleSwitch.defaultRetryOn503.id))
    #expect(lines[place + 1].hasPrefix("  before: "))
    #expect(
      lines.filter { $0.hasPrefix("  before: ") }.count == after.differences(from: before).count)
    #expect(
      RuleText.differences(from: before, to: before) == [
        "istio-1.23.0 and istio-1.23.0 apply the same rules."
      ])
  }
}

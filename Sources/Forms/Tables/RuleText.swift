package import ControlPlane
internal import Diagnostics

/// Rule versions and their switches as text for a terminal.
package enum RuleText {
  /// A line for each version: its name, what it is, and its short name.
  package static func list(_ versions: [RuleVersion]) -> [String] {
    versions.map { version in
      let kind = version.isTheory ? "theory " : "release"
      let short = version.shortName == version.name ? "" : "also \(version.shortName)"
      return "\(version.name.padded(to: 14))  \(kind)  \(short)".trimmedEnd
    }
  }

  /// Every switch of a version: what holds under it, for whom, and by which source.
  package static func lines(of version: RuleVersion) -> [String] {
    ["\(version.name), a \(version.isTheory ? "theory" : "release of Istio")"]
      + RuleSwitch.all.flatMap { [""] + lines(of: $0, [$0.text(under: version)]) }
  }

  /// What changes from one version to another, switch by switch.
  package static func differences(
    from first: RuleVersion, to second: RuleVersion
  ) -> [String] {
    let rules = second.differences(from: first)
    guard !rules.isEmpty else {
      return ["\(first.name) and \(second.name) apply the same rules."]
    }
    return ["From \(first.name) to \(second.name):"]
      + rules.flatMap { rule in
        let sides = ["before: \(rule.text(under: first))", "after:  \(rule.text(under: second))"]
        return [""] + lines(of: rule, sides)
      }
  }

  private static func lines(of rule: RuleSwitch, _ sides: [String]) -> [String] {
    [rule.id]
      + (sides + ["for:    \(rule.concerns)", "source: \(rule.source)"]).flatMap {
        TextLayout.wrapped($0, indent: 2, hanging: 10)
      }
  }
}

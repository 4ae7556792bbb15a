import ControlPlane
import Diagnostics
import Laboratory
import ProjectFiles
import Manifests

/// `labbook rules list|show|diff|support`.
struct RulesAction {
  /// The rule versions that there are.
  let book: RuleVersionBook
  /// Where the program writes.
  let console: Console

  /// Prints the list, a version, a difference or what is modelled.
  func run(_ name: CommandName, _ arguments: [String]) -> ExitStatus {
    switch name {
    case .rulesList: return list()
    case .rulesSupport:
      console.print(lines: ModelledKinds.table + "\n")
      return .success
    default: break
    }
    let (versions, findings) = book.resolve(arguments)
    console.report(findings)
    guard !findings.hasErrors else { return .badInput }
    if name == .rulesShow { return show(versions[0].version) }
    return diff(versions[0].version, versions[versions.count - 1].version)
  }

  private func list() -> ExitStatus {
    for version in book.versions {
      let kind = version.isTheory ? "theory " : "release"
      let short = version.shortName == version.name ? "" : "also \(version.shortName)"
      console.print("\(version.name.padded(to: 14))  \(kind)  \(short)".trimmedEnd)
    }
    return .success
  }

  private func show(_ version: RuleVersion) -> ExitStatus {
    console.print("\(version.name), a \(version.isTheory ? "theory" : "release of Istio")")
    for rule in RuleSwitch.all {
      console.print("")
      entry(rule, lines: [rule.text(under: version)])
    }
    return .success
  }

  private func diff(_ first: RuleVersion, _ second: RuleVersion) -> ExitStatus {
    let rules = second.differences(from: first)
    guard !rules.isEmpty else {
      console.print("\(first.name) and \(second.name) apply the same rules.")
      return .success
    }
    console.print("From \(first.name) to \(second.name):")
    for rule in rules {
      console.print("")
      entry(
        rule,
        lines: ["before: \(rule.text(under: first))", "after:  \(rule.text(under: second))"])
    }
    return .success
  }

  private func entry(_ rule: RuleSwitch, lines: [String]) {
    console.print(rule.id)
    for line in lines + ["for:    \(rule.concerns)", "source: \(rule.source)"] {
      for part in Help.wrapped(line, indent: 2, hanging: 10) { console.print(part) }
    }
  }
}

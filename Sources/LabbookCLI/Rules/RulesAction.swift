import Commands
import ControlPlane
import Diagnostics
import Forms
import Laboratory
import Manifests
import ProjectFiles

/// `labbook rules list|show|diff|support`.
struct RulesAction {
  /// The rule versions that there are.
  let book: RuleVersionBook
  /// Where the program writes.
  let console: Console

  /// Prints the list, a version, a difference or what is modelled.
  func run(_ name: CommandName, _ arguments: [String]) -> ExitStatus {
    switch name {
    case .rulesList: return print(RuleText.list(book.versions))
    case .rulesSupport:
      console.print(lines: ModelledKinds.table + "\n")
      return .success
    default: break
    }
    let (versions, findings) = book.resolve(arguments)
    console.report(findings)
    guard !findings.hasErrors else { return .badInput }
    if name == .rulesShow { return print(RuleText.lines(of: versions[0].version)) }
    return print(
      RuleText.differences(from: versions[0].version, to: versions[versions.count - 1].version))
  }

  private func print(_ lines: [String]) -> ExitStatus {
    for line in lines { console.print(line) }
    return .success
  }
}

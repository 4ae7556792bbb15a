import Commands
import ControlPlane
import Diagnostics
import EnvoyMessages
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
  /// Whether JSON is printed.
  let printsJSON: Bool

  /// Prints the list, a version, a difference or what is modelled.
  func run(_ name: CommandName, _ arguments: [String]) -> ExitStatus {
    switch name {
    case .rulesList where printsJSON: return print(json: RuleJSON.list(book.versions))
    case .rulesList: return print(RuleText.list(book.versions))
    case .rulesSupport:
      console.print(lines: ModelledKinds.table + "\n")
      return .success
    default: break
    }
    let (versions, findings) = book.resolve(arguments)
    console.report(findings)
    guard !findings.hasErrors else { return .badInput }
    if printsJSON {
      return print(
        json: name == .rulesShow
          ? RuleJSON.version(versions[0].version)  // in range: one name gave one version
          : RuleJSON.differences(
            from: versions[0].version,  // in range: names give at least one version
            to: versions[versions.count - 1].version))
    }
    if name == .rulesShow { return print(RuleText.lines(of: versions[0].version)) }
    return print(
      RuleText.differences(from: versions[0].version, to: versions[versions.count - 1].version))
  }

  private func print(json: JSONValue) -> ExitStatus {
    console.print(json: json.text(indentation: 2))
    return .success
  }

  private func print(_ lines: [String]) -> ExitStatus {
    for line in lines { console.print(line) }
    return .success
  }
}

import ControlPlane
import Diagnostics
import Laboratory
import ProjectFiles

// What commands are given by name. A name that is none is told, and then there is nothing.
extension Session {
  /// The rule versions of these names, each once; the newest release where none is named.
  func ruleVersions(_ names: [String]) -> [RuleVersion]? {
    guard let book = loadBook(nearestProject) else { return nil }
    let (versions, findings) = book.resolve(
      names.isEmpty ? [RuleVersionBook.newest.name] : names)
    console.report(findings)
    return findings.hasErrors ? nil : versions.map(\.version)
  }

  /// The rule version of a name; the newest release for `nil`.
  func ruleVersion(_ name: String?) -> RuleVersion? {
    ruleVersions(name.map { [$0] } ?? [])?.first
  }

  /// The experiments that are wanted; all of the project where none is named.
  func experiments(_ wanted: [String], of project: Project) -> [String]? {
    let known = project.experimentNames()
    let unknown = wanted.filter { !known.contains($0) }
    console.report(unknown.map { .unknownExperiment($0, among: known) })
    guard unknown.isEmpty else { return nil }
    return wanted.isEmpty ? known : wanted
  }
}

extension Diagnostic {
  /// The finding about a name that no experiment has.
  static func unknownExperiment(_ name: String, among known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownExperiment, "there is no experiment “\(name.quotedForDiagnostics)”",
      hint: known.nearest(to: name).map { "did you mean “\($0)”?" }
        ?? "labbook list shows all")
  }
}

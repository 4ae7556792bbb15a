import Commands
import Diagnostics
import EnvoyMessages
import Forms
import Laboratory
import Notebook
import ProjectFiles

/// `labbook list`.
struct ListAction {
  /// Whose experiments are listed.
  let project: Project
  /// Where the program writes.
  let console: Console

  /// Whether JSON is printed.
  let printsJSON: Bool

  /// - Throws: a form that is none.
  init(_ invocation: Invocation, project: Project, console: Console) throws(UsageError) {
    self.project = project
    self.console = console
    printsJSON = try invocation.wantsJSON
  }

  /// Prints a line an experiment.
  func run() -> ExitStatus {
    let names = project.experimentNames()
    let width = names.map(\.count).max() ?? 0
    var findings: [Diagnostic] = []
    var listed: [JSONValue] = []
    for name in names {
      let (loaded, diagnostics) = ExperimentLoader.load(name, in: project)
      findings += diagnostics
      if let loaded { listed.append(ExperimentList.json(of: loaded.experiment)) }
      guard !printsJSON else { continue }
      let title = loaded?.experiment.title.text(in: "en") ?? "(unreadable)"
      console.print("\(name.padded(to: width))  \(title)".cut(to: console.columns))
    }
    if printsJSON { console.print(json: JSONValue.array(listed).text(indentation: 2)) }
    console.report(findings)
    return findings.hasErrors ? .badInput : .success
  }
}

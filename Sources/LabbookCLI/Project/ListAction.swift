import Commands
import Diagnostics
import Laboratory
import Notebook
import ProjectFiles

/// `labbook list`.
struct ListAction {
  /// Whose experiments are listed.
  let project: Project
  /// Where the program writes.
  let console: Console

  /// Prints a line an experiment.
  func run() -> ExitStatus {
    let names = project.experimentNames()
    let width = names.map(\.count).max() ?? 0
    var findings: [Diagnostic] = []
    for name in names {
      let (loaded, diagnostics) = ExperimentLoader.load(name, in: project)
      findings += diagnostics
      let title = loaded?.experiment.title.text(in: "en") ?? "(unreadable)"
      console.print("\(name.padded(to: width))  \(title)".cut(to: console.columns))
    }
    console.report(findings)
    return findings.hasErrors ? .badInput : .success
  }
}

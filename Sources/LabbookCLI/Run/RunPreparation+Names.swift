import Diagnostics
import Laboratory
import Notebook
import ProjectFiles

extension RunPreparation {
  /// Reads and prepares the experiments that are named, each once; all of a project for none.
  mutating func prepare(_ wanted: [String], of project: Project) {
    let known = project.experimentNames()
    var names = wanted.isEmpty ? known : []
    for name in wanted where !names.contains(name) {
      if known.contains(name) {
        names.append(name)
      } else {
        add([Self.unknownExperiment(name, known)])
      }
    }
    if known.isEmpty {
      add([
        Diagnostic(
          .unknownExperiment, "the project holds no experiment", hint: "add one below Experiments/")
      ])
    }
    for name in names { prepare(name, of: project) }
  }

  private static func unknownExperiment(_ name: String, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownExperiment, "there is no experiment “\(name.quotedForDiagnostics)”",
      hint: known.nearest(to: name).map { "did you mean “\($0)”?" }
        ?? "labbook list shows all")
  }

  private mutating func prepare(_ name: String, of project: Project) {
    guard OutputFolder.canHold(name) else {
      add([
        Diagnostic(
          .invalidValue,
          "no experiment can be called “\(name.quotedForDiagnostics)”: its pages need a folder of "
            + "letters, digits, dashes, dots and underscores other than compare and ko")
      ])
      return
    }
    let (loaded, findings) = ExperimentLoader.load(name, in: project)
    guard let loaded else { return add(findings) }
    prepare(loaded, findings: findings, folder: "\(project.shown)Experiments/\(name)/")
  }
}

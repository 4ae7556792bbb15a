import Diagnostics
import Laboratory
import Notebook
import ProjectFiles

extension RunPreparation {
  /// Reads and prepares the experiments that are named, each once; all of a project for none.
  ///
  /// `jobs`: how many are prepared at once.
  mutating func prepare(_ wanted: [String], of project: Project, jobs: Int) async {
    let known = project.experimentNames()
    var names = wanted.isEmpty ? known : []
    for name in wanted where !names.contains(name) {
      if known.contains(name) {
        names.append(name)
      } else {
        add([.unknownExperiment(name, among: known)])
      }
    }
    if known.isEmpty {
      add([
        Diagnostic(
          .unknownExperiment, "the project holds no experiment", hint: "add one below Experiments/")
      ])
    }
    let preparation = self
    let prepared = await names.mapConcurrently(jobs: jobs, progress: { _ in }) {
      preparation.preparation(of: $0, in: project)
    }
    for (experiment, findings) in prepared {
      add(findings)
      if let experiment { add(experiment) }
    }
  }

  private func preparation(
    of name: String, in project: Project
  ) -> (prepared: PreparedExperiment?, diagnostics: [Diagnostic]) {
    guard OutputFolder.canHold(name) else {
      return (
        nil,
        [
          Diagnostic(
            .invalidValue,
            "no experiment can be called “\(name.quotedForDiagnostics)”: its pages need a folder of "
              + "letters, digits, dashes, dots and underscores other than "
              + OutputFolder.siteNames.joined(separator: ", "))
        ]
      )
    }
    let (loaded, findings) = ExperimentLoader.load(name, in: project)
    guard let loaded else { return (nil, findings) }
    return preparation(
      of: loaded, findings: findings, folder: "\(project.shown)Experiments/\(name)/")
  }
}

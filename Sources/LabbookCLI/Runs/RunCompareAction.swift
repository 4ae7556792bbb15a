import Commands
import Diagnostics
import Forms
import Laboratory
import Notebook
import ProjectFiles

/// `labbook compare --base`: recorded runs against those of the project's output folder.
struct RunCompareAction {
  /// The arguments.
  let invocation: Invocation
  /// Whose runs are compared.
  let project: Project
  /// The program around it.
  let session: Session

  /// Compares and prints.
  func run() throws(UsageError) -> ExitStatus {
    let console = session.console
    let failure = try invocation.word(
      "fail-on", else: MeshCompareOptions.Failure.verdicts)
    for option in ["before", "after", "filename", "rules", "seed", "format"]
    where invocation.has(option) {
      throw .contradiction("--\(option) cannot stand beside --base, which compares recorded runs")
    }
    guard let base = invocation.value("base") else { throw .missingOption("--base") }
    guard let names = session.experiments(invocation.arguments, of: project) else {
      return .badInput
    }
    let before = RecordedRuns(
      base: base, from: session.directory, in: project, names: names)
    let after = RecordedRuns(folder: "\(project.root)/output", called: "output", names: names)
    console.report(before.diagnostics + after.diagnostics)
    guard before.diagnostics.isEmpty, after.diagnostics.isEmpty else { return .badInput }
    guard names.contains(where: { before.records[$0] != nil && after.records[$0] != nil }) else {
      console.report([
        Diagnostic(
          .nothingInCommon,
          "“\(base.quotedForDiagnostics)” and output/ have no recorded run in common",
          hint: "labbook run records the runs of the project")
      ])
      return .badInput
    }
    var fails = false
    for name in names {
      guard let old = before.records[name] else {
        if after.records[name] != nil { console.print("\(name): not in \(base)") }
        continue
      }
      guard let new = after.records[name] else {
        console.print("\(name): only in \(base)")
        continue
      }
      let comparison = RunComparison(old, new)
      for line in RunComparisonText.lines(of: comparison, RecordedManifests.differences(old, new)) {
        console.print(line)
      }
      switch failure {
      case .verdicts: fails = fails || comparison.changesVerdicts
      case .answers, .properties:
        fails = fails || comparison.changesVerdicts || comparison.changesOutcomes
      case .never: break
      }
    }
    return fails ? .unexpected : .success
  }
}

import Commands
import Diagnostics
import EnvoyMessages
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
    for option in ["before", "after", "filename", "rules", "seed"]
    where invocation.has(option) {
      throw .contradiction("--\(option) cannot stand beside --base, which compares recorded runs")
    }
    let format = try invocation.word("format", else: MeshCompareOptions.Format.text)
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
    var entries: [RunComparisonReport.Entry] = []
    for name in names {
      guard let old = before.records[name], let new = after.records[name] else {
        if before.records[name] != nil || after.records[name] != nil {
          entries.append(.alone(experiment: name, isBefore: before.records[name] != nil))
        }
        continue
      }
      let comparison = RunComparison(old, new)
      entries.append(.compared(comparison, RecordedManifests.differences(old, new)))
      switch failure {
      case .verdicts: fails = fails || comparison.changesVerdicts
      case .answers, .properties:
        fails = fails || comparison.changesVerdicts || comparison.changesOutcomes
      case .never: break
      }
    }
    show(RunComparisonReport(base: base, entries: entries), as: format)
    return fails ? .unexpected : .success
  }

  private func show(_ report: RunComparisonReport, as format: MeshCompareOptions.Format) {
    let console = session.console
    switch format {
    case .text: for line in report.textLines { console.print(line) }
    case .markdown: console.print(lines: report.markdown)
    case .html: console.print(lines: report.html)
    case .json: console.print(json: report.json.text(indentation: 2))
    case .junit: console.print(lines: report.junit)
    case .github: for line in report.githubLines { console.print(line) }
    }
  }
}

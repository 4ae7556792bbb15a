import Diagnostics
import Foundation
import Laboratory
import Notebook
import ProjectFiles
import Report

/// `labbook run`.
struct RunAction {
  let options: RunOptions
  let project: Project
  let book: RuleVersionBook
  let console: Console
  let output: OutputFolder

  init(
    options: RunOptions, project: Project, book: RuleVersionBook, directory: String,
    console: Console
  ) {
    self.options = options
    self.book = book
    self.project = project
    self.console = console
    output = OutputFolder(
      path: options.output.map { Project.absolute($0, from: directory) }
        ?? project.root + "/output")
  }

  func run() async -> ExitStatus {
    var preparation = RunPreparation(book: book, settings: options.settings)
    preparation.prepare(options.names, of: project)
    console.report(preparation.diagnostics)
    guard !preparation.diagnostics.hasErrors else { return .badInput }
    let prepared = preparation.prepared
    let histories = await RunExecution.run(prepared, jobs: options.jobs, progress: console.progress)
    console.endProgress()
    let records = zip(prepared, histories).map {
      RunRecord(
        $0, histories: $1, settings: options.settings, labbookVersion: Labbook.version)
    }
    let indistinct = zip(records, prepared).flatMap { record, prepared in
      Discrimination.problems(of: record, prepared)
        .map { $0.located(under: "\(project.shown)Experiments/\(record.experiment)/") }
    }
    console.report(indistinct)
    guard indistinct.isEmpty else { return .badInput }
    let pages = ReportPages(project: project, output: output)
    do {
      let comparisons =
        options.isWhole
        ? await ReleaseComparisons.all(
          prepared, records: records, histories: histories, jobs: options.jobs,
          progress: console.progress)
        : nil
      console.endProgress()
      let rendering = try pages.render(
        records, notebooks: prepared.map(\.loaded.notebooks), comparisons: comparisons)
      console.report(rendering.diagnostics)
      guard !rendering.diagnostics.hasErrors else { return .badInput }
      if options.isCheck { return check(rendering, records) }
      try output.write(rendering.files)
      try output.remove(rendering.stale)
    } catch {
      console.report([
        Diagnostic(
          .unwritable,
          "the reports cannot be written to “\(output.path.quotedForDiagnostics)”: "
            + error.localizedDescription.quotedForDiagnostics)
      ])
      return .badInput
    }
    return conclude(records)
  }

  private func check(_ rendering: ReportPages.Rendering, _ records: [RunRecord]) -> ExitStatus {
    let changed = rendering.files.filter { output.contents($0.path) != $0.bytes }.map(\.path)
    for path in changed + rendering.stale {
      let isGone = rendering.stale.contains(path)
      console.report([
        Diagnostic(
          .staleReport, "\(path) \(isGone ? "is no longer made" : "is not what a run gives")")
      ])
    }
    let status = conclude(records)
    guard !changed.isEmpty || !rendering.stale.isEmpty else { return status }
    console.note("The reports are stale; labbook run makes them anew.")
    return .unexpected
  }

  private func conclude(_ records: [RunRecord]) -> ExitStatus {
    for record in records {
      for line in VerdictTable.lines(of: record, columns: console.columns) { console.print(line) }
      console.print("")
    }
    let tally = VerdictTally(records)
    console.print(VerdictTable.legend)
    console.print(tally.sentence)
    if !options.isCheck { console.print("Reports: \(shownOutput)/index.html") }
    return tally.status
  }

  private var shownOutput: String {
    options.output ?? "\(project.shown)output"
  }
}

/// How the verdicts of some records compare with what their authors expect.
struct VerdictTally {
  var verdictCount = 0
  var unexpected = 0
  var undecided = 0

  init(_ records: [RunRecord]) {
    for record in records {
      for result in record.results {
        for (judgement, hypothesis) in zip(result.judgements, record.hypotheses) {
          verdictCount += 1
          guard let expected = hypothesis.expected[result.ruleVersion],
            expected != judgement.verdict
          else { continue }
          if judgement.verdict == .undecided { undecided += 1 } else { unexpected += 1 }
        }
      }
    }
  }

  var status: ExitStatus {
    unexpected > 0 ? .unexpected : undecided > 0 ? .undecided : .success
  }

  var sentence: String {
    guard unexpected + undecided > 0 else { return "\(verdictCount) verdicts, all as expected." }
    return "\(verdictCount) verdicts: \(unexpected) not as expected, \(undecided) undecided."
  }
}

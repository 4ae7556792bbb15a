import Commands
import Diagnostics
import Forms
import Laboratory
import Notebook
import ProjectFiles
import Report

/// `labbook run`.
struct RunAction: Sendable {
  /// What was asked for.
  let options: RunOptions
  /// The notebook on disk.
  let project: Project
  /// The rule versions that it knows.
  let book: RuleVersionBook
  /// Where the user stands.
  let directory: String
  /// Where findings and verdicts go.
  let console: Console

  /// Prepares everything, runs it, and writes the reports if nothing is wrong.
  func run() async -> ExitStatus {
    let (output, problem) = OutputLocation.find(
      named: options.output, in: project, from: directory)
    if let problem, !options.keepsReports { console.report([problem]) }
    var preparation = RunPreparation(book: book, settings: options.settings)
    await preparation.prepare(options.names, of: project, jobs: options.jobs)
    console.report(preparation.diagnostics)
    guard !preparation.diagnostics.hasErrors else { return .badInput }
    if options.keepsReports { return await runWithoutReports(preparation.prepared) }
    guard let output else { return .badInput }
    do throws(OutputProblem) {
      let target = try ReportTarget(
        output, isCheck: options.isCheck, overwrites: options.overwrites, waiting: console.note)
      return try await ReportedRun(action: self, output: output, target: target)
        .run(preparation.prepared)
    } catch {
      return refuse(error, output)
    }
  }

  private func runWithoutReports(_ prepared: [PreparedExperiment]) async -> ExitStatus {
    let runs = await ExperimentRun.each(
      of: prepared, request(comparesReleases: false), progress: console.progress
    ) { (record: $1.record.withoutRuns, problems: indistinct($1)) }
    console.endProgress()
    let problems = runs.flatMap(\.problems)
    console.report(problems)
    guard problems.isEmpty else { return .badInput }
    return conclude(
      runs.map(\.record),
      closing: "The reports stay as they are; --output DIR writes those of this run to a folder.")
  }

  /// What is made of each experiment.
  func request(comparesReleases: Bool) -> ExperimentRun.Request {
    ExperimentRun.Request(
      settings: options.settings, labbookVersion: Labbook.version,
      comparesReleases: comparesReleases, jobs: options.jobs)
  }

  /// Findings where an experiment does not tell apart what it says it does, or answers otherwise
  /// than its verdicts.
  func indistinct(_ run: ExperimentRun) -> [Diagnostic] {
    (Discrimination.problems(of: run.record, run.prepared)
      + AnswerReview.problems(of: run.record, run.prepared, settings: options.settings))
      .map { $0.located(under: "\(project.shown)Experiments/\(run.record.experiment)/") }
  }

  private func refuse(_ problem: OutputProblem, _ output: OutputFolder) -> ExitStatus {
    console.endProgress()
    console.report(problem.diagnostics(shown: output.shown))
    switch problem {
    case .inTheWay: return .badInput
    case .system, .unencodable: return .undelivered
    }
  }

  /// Prints the verdicts.
  ///
  /// - `reports`: the folder of the reports; `nil` where none are written.
  /// - `closing`: the last line, which says what became of the reports.
  func conclude(
    _ records: [RunRecord], reports: String? = nil, closing: String?
  ) -> ExitStatus {
    for record in records {
      let report = reports.map { "\($0)/\(record.experiment)/index.html" }
      let lines =
        VerdictTable.lines(of: record, columns: console.columns)
        + VerdictReasons.lines(of: record, report: report, columns: console.columns)
      for line in lines { console.print(verdicts: line) }
      console.print("")
    }
    let tally = VerdictTally(records)
    console.print(verdicts: VerdictTable.legend)
    console.print(tally.sentence)
    if let closing { console.print(closing) }
    return tally.status(requiresExpectations: options.requiresExpectations)
  }
}

extension VerdictTally {
  /// How the program ends.
  ///
  /// `requiresExpectations`: whether a verdict of which nobody said what it would be is as bad as
  /// an unexpected one.
  func status(requiresExpectations: Bool) -> ExitStatus {
    if unexpected > 0 || requiresExpectations && withoutExpectation > 0 { return .unexpected }
    return undecided + limited > 0 ? .undecided : .success
  }
}

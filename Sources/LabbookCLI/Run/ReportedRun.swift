import Diagnostics
import Laboratory
import Notebook
import ProjectFiles
import Report

/// A run whose pages are written, or held against those that are there.
///
/// Each experiment's pages are rendered and handed over as soon as it has been run; of the
/// experiment only what the index and the comparisons of releases need is kept.
struct ReportedRun {
  /// The command that it belongs to.
  let action: RunAction
  /// The output folder as it is found.
  let output: OutputFolder
  /// Where the pages go.
  let target: ReportTarget

  /// What is kept of an experiment.
  private struct Kept: Sendable {
    /// Its card on the index.
    var entry: IndexEntry
    /// ``ExperimentRun/releases``.
    var releases: [ExperimentComparison?]
    /// A finding where it does not tell apart what it says it does.
    var indistinct: [Diagnostic]
    /// Findings about its prose.
    var diagnostics: [Diagnostic]
    /// Its files, handed over.
    var files: Result<[StagedFile], OutputProblem>
  }

  /// Runs experiments, renders their pages, and hands over all of them at the end.
  func run(_ prepared: [PreparedExperiment]) async throws(OutputProblem) -> ExitStatus {
    do throws(OutputProblem) {
      let status = try await render(prepared)
      if status == nil { target.abandon() }
      return status ?? .badInput
    } catch {
      target.abandon()
      throw error
    }
  }

  /// - Returns: `nil` where something was wrong, which has been reported.
  private func render(_ prepared: [PreparedExperiment]) async throws(OutputProblem) -> ExitStatus? {
    let console = action.console
    let pages = SitePages(project: action.project, loaded: prepared.map(\.loaded))
    let kept = await ExperimentRun.each(
      of: prepared, action.request(comparesReleases: action.options.isWhole),
      progress: console.progress
    ) { index, run in keep(run, part: index, pages) }
    console.endProgress()
    let indistinct = kept.flatMap(\.indistinct)
    console.report(indistinct)
    guard indistinct.isEmpty else { return nil }
    var findings = DistinctDiagnostics()
    findings.add(pages.diagnostics)
    var files: [StagedFile] = []
    for experiment in kept {
      findings.add(experiment.diagnostics)
      files += try experiment.files.get()
    }
    files += try stageSite(kept, pages, &findings)
    console.report(findings.all)
    guard !findings.all.hasErrors else { return nil }
    return try finish(files, kept.map(\.entry.record))
  }

  private func keep(_ run: ExperimentRun, part: Int, _ pages: SitePages) -> Kept {
    var kept = Kept(
      entry: IndexEntry(run.record), releases: run.releases,
      indistinct: action.indistinct(run), diagnostics: [], files: .success([]))
    guard kept.indistinct.isEmpty else { return kept }
    do throws(OutputProblem) {
      let rendering = try pages.experiment(
        run.record, notebooks: run.prepared.loaded.notebooks)
      kept.diagnostics = rendering.diagnostics
      kept.files = .success(try target.take(rendering.files, part: part))
    } catch {
      kept.files = .failure(error)
    }
    return kept
  }

  /// The pages that all experiments share.
  private func stageSite(
    _ kept: [Kept], _ pages: SitePages, _ findings: inout DistinctDiagnostics
  ) throws(OutputProblem) -> [StagedFile] {
    var files: [StagedFile] = []
    var comparisons = SitePages.recordedComparisons(in: output)
    if action.options.isWhole {
      comparisons = ReleaseComparisons.joined(kept.map(\.releases))
    }
    if action.options.isWhole || output.contents(SitePages.comparisonList) == nil {
      let rendering = try pages.comparisons(comparisons, of: kept.map(\.entry.record))
      findings.add(rendering.diagnostics)
      files += try target.take(rendering.files, part: kept.count)
    }
    let others = pages.recordedExperiments(
      in: output, besides: Set(kept.map(\.entry.record.experiment)))
    let index = pages.index(of: kept.map(\.entry) + others, comparisons)
    findings.add(index.diagnostics)
    return files + (try target.take(index.files, part: kept.count + 1))
  }

  private func finish(
    _ files: [StagedFile], _ records: [RunRecord]
  ) throws(OutputProblem) -> ExitStatus {
    let options = action.options
    let scope: OutputScope =
      options.names.isEmpty ? .everything : .experiments(Set(records.map(\.experiment)))
    switch target {
    case .write(let transaction):
      for path in try transaction.commit(files, scope: scope) {
        action.console.note("\(output.shown)/\(path) stays: it is not as labbook wrote it.")
      }
      return action.conclude(
        records, reports: output.shown, closing: "Reports: \(output.shown)/index.html")
    case .check(let check):
      let findings = try check.findings(files, scope: scope)
      action.console.report(findings.map { Diagnostic(.staleReport, $0) })
      let status = action.conclude(records, closing: nil)
      guard !findings.isEmpty else { return status }
      action.console.note(
        "The reports are not as a run leaves them; labbook run makes them anew, and leaves alone "
          + "what it did not write.")
      return .unexpected
    }
  }
}

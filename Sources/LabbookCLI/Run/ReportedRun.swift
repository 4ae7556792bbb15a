import Commands
import Diagnostics
import Forms
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

  /// Which recorded runs this program has made itself; `nil` where none may be taken.
  private var cache: RunCache? {
    action.options.usesRecordedRuns ? RunCache(action.project, output: output) : nil
  }

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
    /// What differs from the run that is recorded, in words; empty where reports are written.
    var changes: [String] = []
    /// What its run depends on; `nil` where nothing notes it.
    var key: RunKey?
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
    let pages = SitePages(
      project: action.project, loaded: prepared.map(\.loaded), labbookVersion: Labbook.version)
    let cache = cache
    let kept = await ExperimentRun.each(
      of: prepared, action.request(comparesReleases: action.options.isWhole),
      progress: console.progress, recorded: { recorded($0, cache) }
    ) { index, run in keep(run, part: index, pages, cache) }
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
    let status = try finish(files, kept.map(\.entry.record), changes: kept.flatMap(\.changes))
    for experiment in kept {
      if let cache, let key = experiment.key {
        cache.keep(experiment.entry.record.experiment, key: key, releases: experiment.releases)
      }
    }
    return status
  }

  /// The run that is recorded, where everything that it depends on is as it was.
  private func recorded(_ prepared: PreparedExperiment, _ cache: RunCache?) -> ExperimentRun? {
    guard let cache else { return nil }
    let key = RunKey(prepared, settings: action.options.settings, program: cache.program)
    guard let known = cache.run(of: prepared.loaded.experiment.name, key: key),
      !action.options.isWhole || !known.releases.isEmpty
    else { return nil }
    return ExperimentRun(
      prepared, recorded: known.record, releases: action.options.isWhole ? known.releases : [])
  }

  private func keep(
    _ run: ExperimentRun, part: Int, _ pages: SitePages, _ cache: RunCache?
  ) -> Kept {
    var kept = Kept(
      entry: IndexEntry(run.record), releases: run.releases,
      indistinct: action.indistinct(run), diagnostics: [], files: .success([]))
    guard kept.indistinct.isEmpty else { return kept }
    kept.changes = changes(since: run.record)
    // What was not compared with other releases must be, once all experiments are run.
    if action.options.isWhole {
      kept.key = cache.map {
        RunKey(run.prepared, settings: action.options.settings, program: $0.program)
      }
    }
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

  /// How a run differs from the one that is recorded; none where it does not, or where reports are
  /// written.
  private func changes(since record: RunRecord) -> [String] {
    guard case .check = target else { return [] }
    let recorded = RecordedRuns(
      folder: output.path, called: output.shown, names: [record.experiment])
    guard let known = recorded.records[record.experiment], known != record else { return [] }
    let lines = RunComparisonText.lines(
      of: RunComparison(known, record), RecordedManifests.differences(known, record))
    return lines.count > 1 ? lines : []
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
    _ files: [StagedFile], _ records: [RunRecord], changes: [String]
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
      for line in changes { action.console.note(line) }
      action.console.report(StaleFiles.grouped(findings).map { Diagnostic(.staleReport, $0) })
      let status = action.conclude(records, closing: nil)
      guard !findings.isEmpty else { return status }
      action.console.note(
        "The reports are not as a run leaves them; labbook run makes them anew, and leaves alone "
          + "what it did not write.")
      return .unexpected
    }
  }
}

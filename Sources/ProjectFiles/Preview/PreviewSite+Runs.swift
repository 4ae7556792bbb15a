internal import Diagnostics
internal import Laboratory
internal import Notebook

extension PreviewSite {
  /// The run of an experiment: this session's or the recorded one where it is up to date, else a
  /// new one.
  mutating func record(
    of loaded: LoadedExperiment, _ found: [Diagnostic], _ book: RuleVersionBook
  ) async -> (record: RunRecord?, findings: [Diagnostic], isRun: Bool) {
    let name = loaded.experiment.name
    let prefix = "\(project.shown)Experiments/\(name)/"
    let (versions, _) = book.resolve(loaded.experiment.rules)
    if var known = records[name] ?? recorded(name),
      RecordFreshness.reason(known, against: loaded, versions, labbookVersion: labbookVersion)
        == nil
    {
      loaded.describe(&known)
      return (known, found, false)
    }
    records[name] = nil
    let preparation = RunPreparation(book: book, settings: RunSettings())
    let (prepared, problems) = preparation.preparation(
      of: loaded, findings: found, folder: prefix)
    guard let prepared else { return (nil, problems, false) }
    let request = ExperimentRun.Request(
      settings: RunSettings(), labbookVersion: labbookVersion, comparesReleases: false, jobs: jobs)
    let runs = await ExperimentRun.each(of: [prepared], request, progress: { _ in }) { _, run in
      (
        record: run.record,
        problems: Discrimination.problems(of: run.record, run.prepared)
          + AnswerReview.problems(of: run.record, run.prepared, settings: RunSettings())
      )
    }
    guard let run = runs.first else { return (nil, problems, false) }
    records[name] = run.record
    return (run.record, problems + run.problems.map { $0.located(under: prefix) }, true)
  }

  private func recorded(_ name: String) -> RunRecord? {
    let output = OutputFolder(path: project.root + "/output", shown: "output")
    return output.contents("\(name)/\(RunRecordFile.name)").flatMap(RunRecordFile.record)
  }
}

package import Notebook
internal import Simulator

/// One experiment from its scenarios to its record, with what comparing releases needs of it.
///
/// Everything in it that is independent goes on side by side; what it held of single requests goes
/// with it, so that a notebook of many experiments needs no more memory than a few of them.
package struct ExperimentRun: Sendable {
  /// What was run.
  package let prepared: PreparedExperiment
  /// What came of it.
  package let record: RunRecord
  /// What changes for the experiment between neighbouring releases, by pair; `nil` where one of the
  /// two refuses its manifests.
  ///
  /// Empty where releases are not compared.
  package let releases: [ExperimentComparison?]

  /// What is made of each run.
  package struct Request: Sendable {
    /// What the runs differ in from what their experiments say.
    package var settings: RunSettings
    /// labbook's own version.
    package var labbookVersion: String
    /// Whether neighbouring releases are compared.
    package var comparesReleases: Bool
    /// How many pieces of work go on at once.
    package var jobs: Int

    package init(
      settings: RunSettings, labbookVersion: String, comparesReleases: Bool, jobs: Int
    ) {
      self.settings = settings
      self.labbookVersion = labbookVersion
      self.comparesReleases = comparesReleases
      self.jobs = jobs
    }
  }

  /// Runs experiments, a few at once, and keeps of each what a function makes of it.
  ///
  /// - `progress`: called with a line that says how far the work is.
  /// - `finish`: called with the experiment's position and its run, side by side with other work.
  /// - Returns: what `finish` has made, in the order of the experiments.
  package static func each<Result: Sendable>(
    of experiments: [PreparedExperiment], _ request: Request, progress: (String) -> Void,
    recorded: @escaping @Sendable (PreparedExperiment) -> ExperimentRun? = { _ in nil },
    finish: @escaping @Sendable (Int, ExperimentRun) -> Result
  ) async -> [Result] {
    let slots = WorkSlots(request.jobs)
    let total = experiments.count
    return await Array(experiments.indices).mapConcurrently(
      jobs: request.jobs, progress: { progress("experiment \($0) of \(total)") },
      { index in
        if let run = await slots.run({ recorded(experiments[index]) }) {
          return await slots.run { finish(index, run) }
        }
        let run = await ExperimentRun(experiments[index], request, in: slots)
        return await slots.run { finish(index, run) }
      })
  }

  /// A run that need not be made again, since the very same is recorded; what no run depends on is
  /// taken as it was read.
  package init(
    _ prepared: PreparedExperiment, recorded record: RunRecord, releases: [ExperimentComparison?]
  ) {
    var record = record
    prepared.loaded.describe(&record)
    self.prepared = prepared
    self.record = record
    self.releases = releases.map { releases in
      guard var releases else { return nil }
      releases.title = record.title
      return releases
    }
  }

  private init(_ prepared: PreparedExperiment, _ request: Request, in slots: WorkSlots) async {
    let histories = await RunExecution.histories(of: prepared, in: slots)
    let record = await RunRecord(
      prepared, histories: histories, settings: request.settings,
      labbookVersion: request.labbookVersion, in: slots)
    self.prepared = prepared
    self.record = record
    releases =
      request.comparesReleases
      ? await ReleaseComparisons.pairs(of: prepared, record, histories, in: slots) : []
  }
}

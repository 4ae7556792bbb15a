import Laboratory
import Notebook

extension Comparison {
  /// Runs experiments under two rule versions, and compares what comes of them.
  ///
  /// - `settings`: name the two rule versions.
  /// - `jobs`: how many runs go on at once.
  static func running(
    _ prepared: [PreparedExperiment], from before: String, to after: String,
    _ settings: RunSettings, jobs: Int, console: Console
  ) async -> Comparison {
    let request = ExperimentRun.Request(
      settings: settings, labbookVersion: Labbook.version, comparesReleases: false, jobs: jobs)
    let experiments = await ExperimentRun.each(
      of: prepared, request, progress: console.progress
    ) { ExperimentComparison($1.record, from: before, to: after) }
    console.endProgress()
    return Comparison(
      before: before, after: after, experiments: experiments.compactMap(\.self))
  }
}

internal import ControlPlane
package import Notebook
package import Simulator

/// The comparisons of neighbouring releases over the experiments of a run.
package enum ReleaseComparisons {
  /// One comparison for each neighbouring pair of releases, in order.
  ///
  /// - Parameters:
  ///   - histories: by experiment, rule version and replication.
  ///   - jobs: how many experiments are worked on at once.
  ///   - progress: called with a line that says how far the work is.
  package static func all(
    _ experiments: [PreparedExperiment], records: [RunRecord], histories: [[[History]]], jobs: Int,
    progress: (String) -> Void
  ) async -> [Comparison] {
    let series = await Array(experiments.indices).mapConcurrently(
      jobs: jobs, progress: { progress("releases: \($0) of \(experiments.count)") },
      { ReleaseSeries(experiments[$0], record: records[$0], histories: histories[$0]) })
    let releases = RuleVersion.all.filter { !$0.isTheory }
    return zip(releases, releases.dropFirst()).map { before, after in
      Comparison(
        before: before.name, after: after.name,
        experiments: zip(series, records).compactMap {
          $0.comparison(in: $1, from: before, to: after)
        })
    }
  }
}

internal import ControlPlane
package import Notebook
internal import Simulator

/// The comparisons of neighbouring releases over the experiments of a run.
package enum ReleaseComparisons {
  private static var releases: [RuleVersion] { RuleVersion.all.filter { !$0.isTheory } }

  /// What changes for one experiment between neighbouring releases, by pair, in order; `nil` where
  /// one of the two refuses its manifests.
  ///
  /// `histories`: by rule version and replication.
  static func pairs(
    of prepared: PreparedExperiment, _ record: RunRecord, _ histories: [[History]],
    in slots: WorkSlots
  ) async -> [ExperimentComparison?] {
    let series = await ReleaseSeries(prepared, record: record, histories: histories, in: slots)
    return await Array(zip(releases, releases.dropFirst())).map(in: slots) { before, after in
      series.comparison(in: record, from: before, to: after)
    }
  }

  /// One comparison for each neighbouring pair of releases, in order.
  ///
  /// `experiments`: ``ExperimentRun/releases`` of each, in order.
  package static func joined(_ experiments: [[ExperimentComparison?]]) -> [Comparison] {
    zip(releases, releases.dropFirst()).enumerated().map { index, pair in
      Comparison(
        before: pair.0.name, after: pair.1.name, experiments: experiments.compactMap { $0[index] })
    }
  }
}

internal import Limits
internal import Notebook
internal import Simulator

/// How much work is left to do, seen from what the first runs took.
enum RunWork {
  /// Why the further replications of an experiment are not run; `nil` where they are.
  ///
  /// `first`: its first run under each rule version.
  static func excess(of prepared: PreparedExperiment, first: [History]) -> String? {
    let experiment = prepared.loaded.experiment
    var runCount = 0
    var stepCount = 0
    for history in first {
      let count = 1 + experiment.furtherReplications(after: history).count
      runCount += count
      stepCount = stepCount.adding(saturating: history.stepCount.multiplied(saturatingBy: count))
    }
    // One run for each rule version is what the limit of a run allows.
    guard stepCount > experiment.workLimit, runCount > first.count else { return nil }
    return
      "the \(runCount) runs of the experiment would take about \(stepCount) steps, and at most "
      + "\(experiment.workLimit) are taken: lower replications "
      + "(\(experiment.replications)), or what the clients ask for, or raise workLimit"
  }

  /// Whether so many runs like one that was made are more than an experiment may take.
  static func isExcessive(_ count: Int, like history: History, within limit: Int) -> Bool {
    history.stepCount.multiplied(saturatingBy: count) > limit
  }
}

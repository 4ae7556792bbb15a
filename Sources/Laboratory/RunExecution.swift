internal import Notebook
package import Simulator

/// Runs prepared experiments: every rule version, and every replication where chance plays a part.
package enum RunExecution {
  /// One run to be made.
  private struct Task: Sendable {
    var experiment: Int
    var version: Int
    var replication: Int
  }

  /// The histories of each experiment and rule version, one a replication, in their order.
  ///
  /// - `jobs`: how many runs go on at once.
  /// - `progress`: called with a line that says how far the work is.
  package static func run(
    _ experiments: [PreparedExperiment], jobs: Int, progress: (String) -> Void
  ) async -> [[[History]]] {
    var histories = experiments.map { $0.versions.map { _ in [History]() } }
    let first = experiments.indices.flatMap { experiment in
      experiments[experiment].versions.indices.map {
        Task(experiment: experiment, version: $0, replication: 0)
      }
    }
    await make(first, of: experiments, jobs, progress, into: &histories)
    for index in experiments.indices {
      let excess = RunWork.excess(of: experiments[index], first: histories[index].map { $0[0] })
      guard let excess else { continue }
      for version in histories[index].indices where histories[index][version][0].truncation == nil {
        histories[index][version][0].truncation = excess
      }
    }
    let further = first.filter { histories[$0.experiment][$0.version][0].truncation == nil }.flatMap
    { task in
      experiments[task.experiment].loaded.experiment
        .furtherReplications(after: histories[task.experiment][task.version][0])
        .map { Task(experiment: task.experiment, version: task.version, replication: $0) }
    }
    await make(further, of: experiments, jobs, progress, into: &histories)
    return histories
  }

  /// The histories of one experiment by rule version, one a replication, in their order.
  static func histories(
    of prepared: PreparedExperiment, in slots: WorkSlots
  ) async -> [[History]] {
    let versions = Array(prepared.versions.indices)
    var first = await versions.map(in: slots) { run(prepared, version: $0, replication: 0) }
    if let excess = RunWork.excess(of: prepared, first: first) {
      for version in versions where first[version].truncation == nil {
        first[version].truncation = excess
      }
    }
    let further = versions.filter { first[$0].truncation == nil }.flatMap { version in
      prepared.loaded.experiment.furtherReplications(after: first[version])
        .map { (version: version, replication: $0) }
    }
    let more = await further.map(in: slots) {
      run(prepared, version: $0.version, replication: $0.replication)
    }
    var histories = first.map { [$0] }
    for (task, history) in zip(further, more) { histories[task.version].append(history) }
    return histories
  }

  /// One run; its traces are kept where it is the first of its rule version.
  private static func run(
    _ prepared: PreparedExperiment, version: Int, replication: Int
  ) -> History {
    var history = Simulation.run(prepared.scenario(version: version, replication: replication))
    if replication > 0 {
      history.traces = []
      history.events = nil
    }
    return history
  }

  private static func make(
    _ tasks: [Task], of experiments: [PreparedExperiment], _ jobs: Int,
    _ progress: (String) -> Void, into histories: inout [[[History]]]
  ) async {
    let results = await tasks.mapConcurrently(
      jobs: jobs,
      progress: { count in
        let name = experiments[tasks[count - 1].experiment].loaded.experiment.name
        progress("run \(count) of \(tasks.count): \(name)")
      },
      { task in
        run(experiments[task.experiment], version: task.version, replication: task.replication)
      })
    for (task, history) in zip(tasks, results) {
      histories[task.experiment][task.version].append(history)
    }
  }
}

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
  /// - Parameters:
  ///   - jobs: how many runs go on at once.
  ///   - progress: called with a line that says how far the work is.
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
    let further = first.flatMap { task in
      experiments[task.experiment].loaded.experiment
        .furtherReplications(after: histories[task.experiment][task.version][0])
        .map { Task(experiment: task.experiment, version: task.version, replication: $0) }
    }
    await make(further, of: experiments, jobs, progress, into: &histories)
    return histories
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
        let scenario = experiments[task.experiment]
          .scenario(version: task.version, replication: task.replication)
        var history = Simulation.run(scenario)
        if task.replication > 0 { history.traces = [] }
        return history
      })
    for (task, history) in zip(tasks, results) {
      histories[task.experiment][task.version].append(history)
    }
  }
}

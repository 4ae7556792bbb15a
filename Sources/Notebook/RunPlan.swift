internal import Limits
public import ProxyConfig
public import Simulator

extension Experiment {
  /// What one run of this experiment needs, under the mesh that a rule version gives.
  ///
  /// - `mesh`: the manifests, compiled.
  /// - `seed`: the run's seed, which stands in for the experiment's own.
  /// - `replication`: which of the independent runs it is, counted from 0.
  public func scenario(mesh: MeshConfiguration, seed: UInt64, replication: Int) -> Scenario {
    var scenario = Scenario(mesh: mesh, clients: clients, seed: seed)
    scenario.workloads = workloads
    scenario.external = external
    scenario.network = network
    scenario.replication = replication
    scenario.eventLimit = runStepLimit
    return scenario
  }

  /// How many steps one run may take: less where there are many rule versions.
  ///
  /// Who raises the limit of the experiment raises that of a run alike.
  private var runStepLimit: Int {
    let share = workLimit / max(rules.count, 1)
    let most = workLimit / (WorkLimits.experimentStepCount / WorkLimits.runStepCount)
    return min(most, max(share, min(most, WorkLimits.leastRunStepCount)))
  }

  /// How many further runs are needed after the first: none where chance was never consulted.
  public func furtherReplications(after first: History) -> Range<Int> {
    first.consultedChance ? 1..<max(1, replications) : 1..<1
  }
}

extension RuleVersionResult {
  /// Sums up the runs under one rule version.
  ///
  /// `histories`: one a replication, in their order; not empty.
  public init(
    requestedName: String, ruleVersion: String, isTheory: Bool, hypotheses: [Hypothesis],
    histories: [History]
  ) {
    self.init(
      requestedName: requestedName, ruleVersion: ruleVersion,
      history: histories.first ?? History(clients: []))
    self.isTheory = isTheory
    judgements = hypotheses.map { Judge.judge($0, by: histories) }
    requestCount = histories.reduce(0) { $0 + $1.requests.count }
    consultedChance = histories.contains(where: \.consultedChance)
    truncation = histories.lazy.compactMap(\.truncation).first
    outcomes = Self.counts(histories)
  }

  /// Outcomes of all runs by client, most frequent first, then by first appearance.
  private static func counts(_ histories: [History]) -> [OutcomeCount] {
    struct Key: Hashable {
      var client: Int
      var outcome: Outcome
    }
    var position: [Key: Int] = [:]
    var counts: [(key: Key, count: Int, runs: [Int])] = []
    for (run, history) in histories.enumerated() {
      for ((client, outcome), count) in history.outcomeCounts {
        let key = Key(client: client, outcome: history.outcomes[outcome])
        if let index = position[key] {
          counts[index].count += count
          counts[index].runs[run] += count
        } else {
          position[key] = counts.count
          var runs = Array(repeating: 0, count: histories.count)
          runs[run] = count
          counts.append((key, count, runs))
        }
      }
    }
    let clients = histories.first?.clients ?? []
    let order = counts.indices.sorted { first, second in
      let (one, other) = (counts[first], counts[second])
      if one.key.client != other.key.client { return one.key.client < other.key.client }
      return one.count != other.count ? one.count > other.count : first < second
    }
    return order.map { index in
      let (key, count, runs) = counts[index]
      return OutcomeCount(
        client: clients[key.client], outcome: key.outcome, count: count,
        runs: histories.count > 1 ? runs : nil)
    }
  }
}

extension History {
  /// How often each client met each outcome, in the order of first appearance.
  fileprivate var outcomeCounts: [((client: Int, outcome: Int), Int)] {
    var counts: [Int: Int] = [:]
    var order: [Int] = []
    for request in requests {
      let cell = request.client * outcomes.count + request.outcome
      if counts[cell] == nil { order.append(cell) }
      counts[cell, default: 0] += 1
    }
    return order.map { cell in
      ((cell / outcomes.count, cell % outcomes.count), counts[cell] ?? 0)
    }
  }
}

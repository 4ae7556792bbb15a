internal import ControlPlane
internal import Diagnostics
internal import Notebook
internal import ProxyConfig
internal import Simulator

/// An experiment under every release, in order, as far as the release takes its manifests.
///
/// Draws are paired, so two releases whose first replication is the same act alike; only the first
/// of such a group is run and judged in full.
struct ReleaseSeries: Sendable {
  /// One release that takes the manifests.
  private struct Member: Sendable {
    var version: RuleVersion
    var mesh: MeshConfiguration
    var history: History
    /// The position of the member that was run in full for it.
    var judged: Int
  }

  private let prepared: PreparedExperiment
  private var members: [Member] = []
  private var results: [Int: RuleVersionResult] = [:]

  /// - `record`: the experiment's record, whose rule versions need no second run.
  /// - `histories`: the record's, by rule version and replication.
  /// - `slots`: where the releases find room to be run side by side.
  init(
    _ prepared: PreparedExperiment, record: RunRecord, histories: [[History]], in slots: WorkSlots
  ) async {
    self.prepared = prepared
    let releases = RuleVersion.all.filter { !$0.isTheory }
    guard
      let largest = histories.map({ $0[0] }).max(by: { $0.stepCount < $1.stepCount }),
      largest.truncation == nil,
      !RunWork.isExcessive(
        releases.count, like: largest, within: prepared.loaded.experiment.workLimit)
    else { return }
    let runs = await releases.map(in: slots) { version -> (MeshConfiguration, History)? in
      let known = prepared.versions.firstIndex { $0.version == version }
      if let known { return (prepared.meshes[known], histories[known][0]) }
      return Self.compiled(prepared, under: version).map { mesh in
        (mesh, Simulation.run(Self.scenario(prepared, mesh, replication: 0)))
      }
    }
    for case (let version, let (mesh, history)?) in zip(releases, runs) {
      add(version, mesh, history)
    }
    guard !isExcessive else {
      self.members = []
      return
    }
    let members = self.members
    let groups = Set(members.map(\.judged)).sorted()
    let judged = await groups.map(in: slots) { index in
      let group = members.filter { $0.judged == index }
      let known = group.lazy.compactMap { member in
        record.results.first { $0.ruleVersion == member.version.name }
      }.first
      return known ?? Self.judged(prepared, members[index])
    }
    results = Dictionary(uniqueKeysWithValues: zip(groups, judged))
  }

  /// What is cut off decides nothing, and what would take too long is not compared.
  private var isExcessive: Bool {
    let judgedCount = Set(members.map(\.judged)).count
    let further = members.map { prepared.loaded.experiment.furtherReplications(after: $0.history) }
    let runCount = judgedCount * (1 + (further.map(\.count).max() ?? 0))
    return members.contains {
      $0.history.truncation != nil
        || RunWork.isExcessive(
          runCount, like: $0.history, within: prepared.loaded.experiment.workLimit)
    }
  }

  private mutating func add(_ version: RuleVersion, _ mesh: MeshConfiguration, _ history: History) {
    var judged = members.count
    if let last = members.last, DecisionDifference(from: last.history, to: history) == nil {
      judged = last.judged
    }
    members.append(Member(version: version, mesh: mesh, history: history, judged: judged))
  }

  /// - Returns: `nil` where the release refuses a manifest.
  private static func compiled(
    _ prepared: PreparedExperiment, under version: RuleVersion
  ) -> MeshConfiguration? {
    let compilation = ControlPlane.compile(prepared.loaded.resources, under: version)
    return compilation.refused.contains { $0.severity == .error } ? nil : compilation.mesh
  }

  private static func scenario(
    _ prepared: PreparedExperiment, _ mesh: MeshConfiguration, replication: Int
  ) -> Scenario {
    prepared.scenario(mesh, replication: replication)
  }

  private static func judged(
    _ prepared: PreparedExperiment, _ member: Member
  ) -> RuleVersionResult {
    let experiment = prepared.loaded.experiment
    let further = experiment.furtherReplications(after: member.history).map {
      Simulation.run(scenario(prepared, member.mesh, replication: $0))
    }
    return RuleVersionResult(
      requestedName: member.version.name, ruleVersion: member.version.name, isTheory: false,
      hypotheses: experiment.hypotheses, histories: [member.history] + further)
  }

  /// What changes for the experiment from one release to another; `nil` where one of them refuses
  /// its manifests.
  func comparison(
    in record: RunRecord, from before: RuleVersion, to after: RuleVersion
  ) -> ExperimentComparison? {
    guard let first = members.first(where: { $0.version == before }),
      let second = members.first(where: { $0.version == after }),
      var old = results[first.judged], var new = results[second.judged]
    else { return nil }
    old.ruleVersion = before.name
    new.ruleVersion = after.name
    var pair = record
    pair.results = [old, new]
    let known = record.changes?.first { $0.before == before.name && $0.after == after.name }
    pair.changes = [known ?? change(from: first, to: second)]
    return ExperimentComparison(pair, from: before.name, to: after.name)
  }
}

extension ReleaseSeries {
  private func change(from first: Member, to second: Member) -> RuleChange {
    let difference = DecisionDifference(from: first.history, to: second.history)
    let causes =
      difference == nil
      ? []
      : RuleChangeSearch.causes(
        of: prepared, from: first.version, mesh: first.mesh, to: second.version,
        history: first.history)
    return RuleChange(
      before: first.version.name, after: second.version.name, causes: causes,
      difference: difference)
  }
}

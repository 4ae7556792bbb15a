internal import ControlPlane
internal import Notebook
internal import ProxyConfig
internal import Simulator

/// Finds what changes between neighbouring rule versions of a run, and which switches do it.
enum RuleChangeSearch {
  /// What changes from one rule version of a run to the next one.
  ///
  /// - `first`: the earlier one's position.
  /// - `histories`: by rule version and replication.
  static func change(
    of prepared: PreparedExperiment, after first: Int, histories: [[History]]
  ) -> RuleChange {
    let before = prepared.versions[first].version
    let after = prepared.versions[first + 1].version
    let difference = DecisionDifference(
      from: histories[first][0], to: histories[first + 1][0])
    let causes =
      difference == nil
      ? []
      : causes(
        of: prepared, from: before, mesh: prepared.meshes[first], to: after,
        history: histories[first][0])
    return RuleChange(
      before: before.name, after: after.name, causes: causes, difference: difference)
  }

  /// The switches that, set alone as in the later version, let some request end otherwise; none
  /// where runs were cut off, or where asking each would be too much work.
  ///
  /// - `mesh`: the manifests under the earlier version.
  /// - `history`: its first replication.
  static func causes(
    of prepared: PreparedExperiment, from before: RuleVersion, mesh known: MeshConfiguration,
    to after: RuleVersion, history: History
  ) -> [RuleChange.Cause] {
    guard history.truncation == nil else { return [] }
    let candidates = after.differences(from: before).compactMap { rule in
      var version = before
      version[rule] = after[rule]
      let mesh = ControlPlane.compile(prepared.loaded.resources, under: version).mesh
      return mesh == known ? nil : (rule: rule, mesh: mesh)
    }
    guard
      !RunWork.isExcessive(
        candidates.count, like: history, within: prepared.loaded.experiment.workLimit)
    else { return [] }
    return candidates.compactMap { rule, mesh in
      let scenario = prepared.scenario(mesh, replication: 0)
      guard DecisionDifference(from: history, to: Simulation.run(scenario)) != nil else {
        return nil
      }
      return RuleChange.Cause(
        id: rule.id, before: rule.text(under: before), after: rule.text(under: after),
        source: rule.source)
    }
  }
}

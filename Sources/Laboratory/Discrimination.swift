internal import ControlPlane
package import Diagnostics
package import Notebook

/// Whether an experiment tells apart the rule versions that it says it does.
package enum Discrimination {
  /// A finding where every hypothesis has the same verdict under all of them.
  package static func problems(
    of record: RunRecord, _ prepared: PreparedExperiment
  ) -> [Diagnostic] {
    let experiment = prepared.loaded.experiment
    let names = experiment.discriminates
    let results = names.compactMap { name in
      record.results.first { result in
        prepared.versions.contains {
          $0.version.name == result.ruleVersion
            && [$0.requestedName, $0.version.name, $0.version.shortName].contains(name)
        }
      }
    }
    guard names.count > 1, results.count == names.count else { return [] }
    let verdicts = results.map { $0.judgements.map(\.verdict) }
    guard verdicts.allSatisfy({ $0 == verdicts[0] }) else { return [] }
    return [
      Diagnostic(
        .doesNotDiscriminate,
        "the experiment does not tell \(names.joined(separator: " and ")) apart: every hypothesis "
          + "has the same verdict under both",
        at: experiment.places.location(of: FieldPath().key("discriminates")))
    ]
  }
}

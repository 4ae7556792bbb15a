package import Notebook
internal import ControlPlane

/// Whether a recorded run is the one that an experiment would give.
package enum RecordFreshness {
  /// Why a record is of another experiment than the one that was read, as the end of a sentence
  /// that begins with the experiment's name; `nil` where it is up to date.
  ///
  /// Everything that a run depends on is held against the record: the bytes of `experiment.yaml` and
  /// of every manifest, the switches of every rule version, the seed, the number of runs, and
  /// labbook's version. Prose and its front matter are no part of a run
  /// (``LoadedExperiment/describe(_:)``).
  package static func reason(
    _ record: RunRecord, against loaded: LoadedExperiment, _ versions: [RequestedVersion],
    labbookVersion: String
  ) -> String? {
    let known = Dictionary(
      record.digests.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    if let file = loaded.digests.first(where: { known[$0.path] != $0.sha256 }) {
      return "has another \(file.path) than when its run was recorded"
    }
    if let gone = record.digests.first(where: { digest in
      !loaded.digests.contains { $0.path == digest.path }
    }) {
      return "no longer reads \(gone.path), which its recorded run did"
    }
    let recorded = record.results.map { "\($0.requestedName) \($0.ruleVersionDigest)" }
    guard recorded == versions.map({ "\($0.requestedName) \($0.version.digest)" }) else {
      return "was recorded under other rule versions"
    }
    guard record.seed == loaded.experiment.seed,
      record.replications == loaded.experiment.replications
    else { return "was recorded with another seed or number of runs" }
    guard record.labbookVersion == labbookVersion else {
      return "was recorded by labbook \(record.labbookVersion)"
    }
    return nil
  }
}

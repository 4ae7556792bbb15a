internal import ControlPlane
internal import Notebook

/// What a run depends on, as a digest: a run of an equal key gives an equal record, but for what
/// ``LoadedExperiment/describe(_:)`` writes.
package struct RunKey: Hashable, Sendable {
  /// In hexadecimal digits.
  package let text: String

  /// The key of an experiment's run as the experiment itself says.
  ///
  /// `program` tells one build of labbook from another: what a build computes is a part of what a run
  /// depends on.
  package init(_ prepared: PreparedExperiment, settings: RunSettings, program: String) {
    var lines = [
      "program \(program)", "unmodelled \(settings.allowsUnmodelled)", "seed \(prepared.seed)",
      "work \(prepared.loaded.experiment.workLimit)",
    ]
    lines += prepared.loaded.digests.map { "file \($0.sha256) \($0.path)" }
    lines += prepared.versions.map { "rules \($0.version.digest) \($0.requestedName)" }
    text = SHA256.hexadecimal(of: lines.joined(separator: "\n").utf8)
  }
}

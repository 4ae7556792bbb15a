package import Diagnostics
package import Laboratory
package import Notebook

/// The recorded run of an experiment, where it is the one that the experiment would give.
package struct PublishableRun {
  /// The run; `nil` with a finding.
  package private(set) var record: RunRecord?
  /// The bytes of its file.
  package private(set) var bytes: [UInt8] = []
  /// Why there is none.
  package private(set) var findings: [Diagnostic] = []

  /// `output` is where runs are recorded.
  package init(
    of loaded: LoadedExperiment, in output: OutputFolder, _ book: RuleVersionBook,
    labbookVersion: String
  ) {
    let name = loaded.experiment.name
    let (versions, unknown) = book.resolve(loaded.experiment.rules)
    findings = unknown.filter { $0.severity == .error }
    guard let bytes = output.contents("\(name)/\(RunRecordFile.name)") else {
      refuse(name, "has no recorded run in \(output.shown)")
      return
    }
    guard var record = RunRecordFile.record(from: bytes), record.experiment == name else {
      refuse(name, "has a run in \(output.shown) that cannot be read")
      return
    }
    let reason = RecordFreshness.reason(
      record, against: loaded, versions, labbookVersion: labbookVersion)
    if let reason {
      refuse(name, reason)
      return
    }
    loaded.describe(&record)
    self.record = record
    self.bytes = bytes
  }

  private mutating func refuse(_ name: String, _ reason: String) {
    findings.append(
      Diagnostic(.unpublishableRun, "\(name) \(reason)", hint: "labbook run \(name)"))
  }
}

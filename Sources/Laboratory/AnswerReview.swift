package import Diagnostics
package import Notebook

/// Whether an answer that an author wrote is one to the verdicts that the runs gave.
package enum AnswerReview {
  /// A finding where the verdicts are others than the answer was written for.
  ///
  /// Runs that differ from what the experiment says, by their rules or seed, are not held against
  /// it: their pages show the answer that labbook finds.
  package static func problems(
    of record: RunRecord, _ prepared: PreparedExperiment, settings: RunSettings
  ) -> [Diagnostic] {
    let experiment = prepared.loaded.experiment
    guard let answer = experiment.answer, settings.rules == nil, settings.seed == nil,
      answer.verdicts != record.verdictsDigest
    else { return [] }
    let found = Answer(to: record).text.text(in: "en")
    return [
      Diagnostic(
        .staleAnswer,
        answer.verdicts.isEmpty
          ? "the answer does not say for which verdicts it was written"
          : "the answer was written for other verdicts than the runs give",
        at: experiment.places.location(of: FieldPath().key("answer")),
        hint: "where it still holds, write verdicts: \"\(record.verdictsDigest)\" beside its text",
        notes: [.init("labbook finds: \(found)")])
    ]
  }
}

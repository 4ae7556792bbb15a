internal import CommonMark
internal import Diagnostics
internal import Notebook

/// What an experiment gives in English alone, although it has pages in another language.
enum MissingTranslations {
  /// One warning for each language, which lists what is missing.
  static func diagnostics(
    _ record: RunRecord, _ notebook: [String: Report.Prose]
  ) -> [Diagnostic] {
    record.languages.filter { $0 != .english }.compactMap { language in
      var missing: [String] = []
      if !record.title.isGiven(in: language.tag) { missing.append("the title") }
      if !record.question.isGiven(in: language.tag) { missing.append("the question") }
      missing += record.hypotheses.filter { !$0.claim.isGiven(in: language.tag) }
        .map { "the claim of \(VisibleText.line($0.id))" }
      if notebook[Language.english.tag] != nil, notebook[language.tag] == nil {
        missing.append("notebook.\(language.tag).md")
      }
      guard !missing.isEmpty else { return nil }
      let name = VisibleText.line(record.experiment)
      return Diagnostic(
        .warning, .missingTranslation,
        "\(name) has pages in '\(language.tag)' and lacks some texts",
        notes: missing.map { .init("missing: \($0)") })
    }
  }
}

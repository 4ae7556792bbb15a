internal import Checks
public import Diagnostics

/// What `labbook explain` knows: every code, each from the file of its check, lesson or note.
public enum CodeRegister {
  /// Every code with what is said of it, in the order of the codes.
  public static var all: [CodeExplanation] {
    DiagnosticCode.allCases.map(explanation).sorted { $0.code.rawValue < $1.code.rawValue }
  }

  /// Codes that are given no more, with what they meant; none is ever used again.
  public static let retired: [(code: String, meaning: String)] = []

  /// What is said of a code.
  public static func explanation(of code: DiagnosticCode) -> CodeExplanation {
    if let check = Check.named(code) { return check.explanation }
    if let lesson = Lesson.all.first(where: { $0.explanation.code == code }) {
      return lesson.explanation
    }
    if let note = NoteExplanations.all.first(where: { $0.code == code }) { return note }
    let title = code.title
    return CodeExplanation(
      code, title: title, meaning: title.prefix(1).uppercased() + title.dropFirst() + ".",
      source: "labbook")
  }
}

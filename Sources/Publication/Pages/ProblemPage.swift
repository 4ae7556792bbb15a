public import Diagnostics

/// What a preview shows in the place of a page that cannot be made: each finding, with the lines
/// around its place.
public enum ProblemPage {
  /// How many lines are shown above and below a finding's own.
  private static let context = 2

  /// CommonMark, to stand below a title.
  ///
  /// `source` is the text of a file as findings call it; `nil` where it cannot be had.
  public static func markdown(
    _ findings: [Diagnostic], source: (String) -> String?
  ) -> String {
    findings.map { part($0, source) }.joined(separator: "\n\n") + "\n"
  }

  private static func part(_ finding: Diagnostic, _ source: (String) -> String?) -> String {
    let place = finding.location.map { "\($0): " } ?? ""
    let code = Prose.code("\(place)\(finding.severity.rawValue)[\(finding.code.rawValue)]")
    var parts = ["## \(Prose.escaped(finding.summary))", code]
    if let location = finding.location, let text = source(location.file) {
      parts.append("```text\n\(excerpt(text, location))\n```")
    }
    if let why = finding.why { parts.append(Prose.escaped("why: \(why)")) }
    parts += finding.notes.map { note in
      Prose.escaped("note: \(note.location.map { "\($0): " } ?? "")\(note.text)")
    }
    if let hint = finding.hint { parts.append("**\(Prose.escaped("hint: \(hint)"))**") }
    return parts.joined(separator: "\n\n")
  }

  /// Lines with their numbers, and a mark below the place.
  private static func excerpt(_ text: String, _ place: SourceLocation) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = max(1, place.line - context)
    let last = min(lines.count, place.line + context)
    guard first <= last else { return "" }
    var shown: [String] = []
    for number in first...last {
      let digits = String(number)
      let label = String(repeating: " ", count: max(0, 5 - digits.count)) + digits
      // A fence within the text would end the block.
      let line = VisibleText.line(String(lines[number - 1])).replacing("```", with: "'''")
      shown.append("\(label) | \(line)")
      if number == place.line {
        shown.append("      | " + String(repeating: " ", count: max(0, place.column - 1)) + "^")
      }
    }
    return shown.joined(separator: "\n")
  }
}

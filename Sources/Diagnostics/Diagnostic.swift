/// How grave a finding is.
public enum Severity: String, Hashable, Sendable, Codable {
  /// The input cannot be used as it is.
  case error
  /// The input is used, and may not mean what it seems to.
  case warning
  /// The input does what it says; this is good to know.
  case note
}

/// Something that is wrong with an input, and where.
public struct Diagnostic: Hashable, Sendable {
  /// A remark at another place that belongs to the finding.
  public struct Note: Hashable, Sendable {
    /// Where it stands in the source text; absent where it is about no text.
    public var location: SourceLocation?
    /// One sentence without a full stop.
    public var text: String

    /// A remark, with its place where it has one.
    public init(_ text: String, at location: SourceLocation? = nil) {
      self.text = text
      self.location = location
    }
  }

  /// An error stops the question that was asked; a warning does not.
  public var severity: Severity
  /// What kind of finding it is; stable over versions.
  public var code: DiagnosticCode
  /// Where the text stands that the finding is about; absent where it is about no text.
  public var location: SourceLocation?
  /// One line without a full stop: what is wrong, what was understood.
  public var summary: String
  /// Further places that belong to the finding, such as the first of two duplicates.
  public var notes: [Note]
  /// The likely fix, given only where one fix is plausible.
  public var hint: String?
  /// Why it is so: the rule of Istio's or Envoy's behind the finding, in a sentence without a full
  /// stop; absent where the summary says it all.
  public var why: String?

  /// The value of these parts.
  public init(
    _ severity: Severity, _ code: DiagnosticCode, _ summary: String,
    at location: SourceLocation? = nil, why: String? = nil, hint: String? = nil,
    notes: [Note] = []
  ) {
    self.severity = severity
    self.code = code
    self.location = location
    self.summary = summary
    self.notes = notes
    self.hint = hint
    self.why = why
  }
}

extension Diagnostic {
  /// An error.
  public init(
    _ code: DiagnosticCode, _ summary: String, at location: SourceLocation? = nil,
    hint: String? = nil, notes: [Note] = []
  ) {
    self.init(.error, code, summary, at: location, hint: hint, notes: notes)
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error[LB0001]: summary`, then the reason, notes and the hint on lines of their own.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    var lines = ["\(place)\(severity.rawValue)[\(code.rawValue)]: \(summary)"]
    if let why { lines.append("  why: \(why)") }
    for note in notes {
      lines.append("  note: \(note.location.map { "\($0): " } ?? "")\(note.text)")
    }
    if let hint { lines.append("  hint: \(hint)") }
    // Names of files and of resources may hold anything, line ends too.
    return lines.map(VisibleText.line).joined(separator: "\n")
  }
}

extension Sequence<Diagnostic> {
  /// Whether any finding forbids going on.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}

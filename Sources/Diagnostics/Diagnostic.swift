/// How grave a finding is.
public enum Severity: String, Hashable, Sendable, Codable {
  /// The input cannot be used as it is.
  case error
  /// The input is used, and may not mean what it seems to.
  case warning
}

/// Something that is wrong with an input, and where.
public struct Diagnostic: Hashable, Sendable {
  /// A remark at another place that belongs to the finding.
  public struct Note: Hashable, Sendable {
    public var location: SourceLocation?
    public var text: String

    public init(_ text: String, at location: SourceLocation? = nil) {
      self.text = text
      self.location = location
    }
  }

  public var severity: Severity
  public var code: DiagnosticCode
  public var location: SourceLocation?
  /// One line without a full stop: what is wrong, what was understood.
  public var summary: String
  public var notes: [Note]
  /// The likely fix, given only where one fix is plausible.
  public var hint: String?

  public init(
    _ severity: Severity, _ code: DiagnosticCode, _ summary: String,
    at location: SourceLocation? = nil, hint: String? = nil, notes: [Note] = []
  ) {
    self.severity = severity
    self.code = code
    self.location = location
    self.summary = summary
    self.notes = notes
    self.hint = hint
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
  /// `file:line:column: error[LB0001]: summary`, then notes and the hint on lines of their own.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    var lines = ["\(place)\(severity.rawValue)[\(code.rawValue)]: \(summary)"]
    for note in notes {
      lines.append("  note: \(note.location.map { "\($0): " } ?? "")\(note.text)")
    }
    if let hint { lines.append("  hint: \(hint)") }
    return lines.joined(separator: "\n")
  }
}

extension Sequence<Diagnostic> {
  /// Whether any finding forbids going on.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}

package import Diagnostics
package import EnvoyMessages
internal import Notebook

/// The remarks on an answer, as text for a terminal and as JSON.
package enum AnswerNoteForm {
  /// Sections in the order of kinds; nothing where there is no remark.
  package static func lines(_ notes: [AnswerNote]) -> [String] {
    AnswerNote.Kind.allCases.flatMap { kind -> [String] in
      let own = notes.filter { $0.kind == kind }
      guard !own.isEmpty else { return [] }
      return ["", "\(kind.heading.text(in: "en")):"] + own.flatMap(lines)
    }
  }

  private static func lines(_ note: AnswerNote) -> [String] {
    let code = note.code.map { "[\($0.rawValue)] " } ?? ""
    var lines = ["  \(code)\(note.what)"]
    if let why = note.why { lines.append("    why: \(why)") }
    if let fix = note.fix { lines.append("    fix: \(fix)") }
    for origin in note.origins { lines.append("    see: \(origin)") }
    return lines
  }

  /// The object in an answer's `notes`.
  package static func json(_ note: AnswerNote) -> JSONValue {
    var value: JSONValue = [
      "kind": .string(note.kind.rawValue), "proxy": .string(note.proxy),
      "what": .string(note.what), "origins": .array(note.origins.map(json)),
    ]
    value["code"] = note.code.map { .string($0.rawValue) } ?? .null
    value["why"] = note.why.map { .string($0) } ?? .null
    value["fix"] = note.fix.map { .string($0) } ?? .null
    return value
  }

  /// Where something is written.
  package static func json(_ origin: Origin) -> JSONValue {
    var value: JSONValue = [
      "kind": .string(origin.resource.kind), "namespace": .string(origin.resource.namespace),
      "name": .string(origin.resource.name), "field": .string(origin.fieldPath),
    ]
    if let location = origin.location {
      value["file"] = .string(location.file)
      value["line"] = .number(Double(location.line))
    }
    return value
  }
}

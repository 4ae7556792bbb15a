package import Diagnostics
package import EnvoyMessages
package import Laboratory
internal import Simulator

/// An answer with all that must be said of it, as text and as JSON.
package struct AnswerForm {
  /// What became of the request.
  package var answer: RequestAnswer
  /// The rule version's own name.
  package var ruleVersion: String
  /// Rules that do not act, what is missing, shares, changes, lessons.
  package var notes: [AnswerNote]
  /// Resources that play no part in it.
  package var leftOut: [LeftOut]
  /// What is not modelled and touches it: it is given without that.
  package var unmodelled: [Diagnostic]

  package init(
    answer: RequestAnswer, ruleVersion: String, notes: [AnswerNote] = [],
    leftOut: [LeftOut] = [], unmodelled: [Diagnostic] = []
  ) {
    self.answer = answer
    self.ruleVersion = ruleVersion
    self.notes = notes
    self.leftOut = leftOut
    self.unmodelled = unmodelled
  }

  /// Lines for a terminal.
  package func lines(isVerbose: Bool) -> [String] {
    var lines = TraceText(isVerbose: isVerbose).lines(
      of: answer.trace, notes, ruleVersion: ruleVersion)
    if let entrance = answer.entrance {
      lines.insert(contentsOf: [""] + EntranceWords.lines(of: entrance), at: 1)
    }
    if let failure = answer.failure {
      lines.append(VisibleText.line("Reason: \(failure.reason)"))
      if let hint = failure.hint { lines.append(VisibleText.line("Hint: \(hint)")) }
    }
    lines += leftOut.map(\.line)
    lines += unmodelled.map { finding in
      let place = finding.location.map { " (\($0))" } ?? ""
      return VisibleText.line("Not modelled, so that this may be wrong: \(finding.summary)\(place)")
    }
    return lines
  }

  /// The object that `-o json` prints.
  ///
  /// `askedFor`: the rule version as it was asked for; told where another stands for it.
  package func json(askedFor: String? = nil) -> JSONValue {
    var value = TraceJSON.value(of: answer.trace, ruleVersion: ruleVersion, askedFor: askedFor)
    if let entrance = answer.entrance { value["entrance"] = EntranceWords.json(of: entrance) }
    if let failure = answer.failure {
      value["outcome"]?["reason"] = .string(failure.reason)
      value["outcome"]?["hint"] = failure.hint.map { .string($0) } ?? .null
    }
    value["leftOut"] = .array(leftOut.map(\.json))
    value["notes"] = .array(notes.map(AnswerNoteForm.json))
    if !unmodelled.isEmpty { value["notModelled"] = .array(unmodelled.map(Self.json)) }
    return value
  }

  private static func json(_ finding: Diagnostic) -> JSONValue {
    var value: JSONValue = [
      "code": .string(finding.code.rawValue), "reason": .string(finding.summary),
    ]
    if let location = finding.location {
      value["file"] = .string(location.file)
      value["line"] = .number(Double(location.line))
      value["column"] = .number(Double(location.column))
    }
    return value
  }
}

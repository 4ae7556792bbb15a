internal import Diagnostics
internal import Laboratory

extension ChangeReport {
  /// A JUnit report: a failed case for each cause that changes answers, one that passes where
  /// nothing does.
  package func junit() -> String {
    let failures = sections.filter { !$0.answers.isEmpty }
    let fallen = verdicts?.sentences ?? []
    let bad = failures.count + comparison.refusals.count + fallen.count
    let count = max(bad, 1)
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites><testsuite name=\"\(Self.markup(title))\" tests=\"\(count)\" "
    text += "failures=\"\(bad)\">\n"
    for sentence in fallen { text += testCase(sentence, "verdict differs", sentence) }
    for refusal in comparison.refusals {
      text += testCase(refusal.resource.description, words(refusal), words(refusal))
    }
    for section in failures {
      let name = section.causes.map(\.title).joined(separator: "; ")
      let details = section.answers.map { answer in
        "\(answer.command ?? answer.question)\n  before: \(answer.before)\n  after:  \(answer.after)"
      }.joined(separator: "\n")
      text += testCase(name, "answers differ", details)
    }
    if bad == 0 {
      text += "<testcase classname=\"labbook compare\" name=\"\(Self.markup(headline))\"/>\n"
    }
    return text + "</testsuite></testsuites>\n"
  }

  private func testCase(_ name: String, _ message: String, _ details: String) -> String {
    "<testcase classname=\"labbook compare\" name=\"\(Self.markup(name))\">"
      + "<failure message=\"\(Self.markup(message))\">\(Self.markup(details))</failure>"
      + "</testcase>\n"
  }

  /// Annotations of GitHub Actions' workflow commands, at the lines that changed.
  package func githubLines() -> [String] {
    var lines: [String] = []
    for refusal in comparison.refusals {
      lines.append(Self.annotation("error", refusal.reason.location, words(refusal)))
    }
    for section in sections {
      let place =
        section.causes.flatMap(\.places).first
        ?? section.answers.compactMap(\.place).first ?? section.properties.compactMap(\.place).first
      let title = section.causes.map(\.title).joined(separator: "; ")
      if let first = section.answers.first {
        let more = section.answers.reduce(-1) { $0 + 1 + $1.more }
        let rest = more > 0 ? " (and \(more) more requests)" : ""
        lines.append(
          Self.annotation(
            "error", place,
            "\(title): \(first.question): \(first.before) → \(first.after)\(rest)"))
      } else if let first = section.properties.first {
        lines.append(
          Self.annotation(
            "warning", place,
            "\(title): \(first.subject): \(first.path) \(first.values)"))
      }
    }
    for sentence in verdicts?.sentences ?? [] {
      lines.append(Self.annotation("error", nil, sentence))
    }
    for words in comparison.notCompared {
      lines.append(Self.annotation("warning", nil, "not compared: \(words)"))
    }
    return lines + [Self.annotation("notice", nil, "\(title): \(headline)")]
  }

  /// One annotation, at a place or at none.
  static func annotation(
    _ level: String, _ place: SourceLocation?, _ message: String
  ) -> String {
    let text = message.replacing("%", with: "%25").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
    guard let place else { return "::\(level)::\(text)" }
    let file = place.file.replacing("%", with: "%25").replacing(",", with: "%2C")
      .replacing(":", with: "%3A")
    return "::\(level) file=\(file),line=\(place.line),col=\(place.column)::\(text)"
  }
}

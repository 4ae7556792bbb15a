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
    text += "<testsuites><testsuite name=\"\(MarkupText.escaped(title))\" tests=\"\(count)\" "
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
      text += "<testcase classname=\"labbook compare\" name=\"\(MarkupText.escaped(headline))\"/>\n"
    }
    return text + "</testsuite></testsuites>\n"
  }

  private func testCase(_ name: String, _ message: String, _ details: String) -> String {
    "<testcase classname=\"labbook compare\" name=\"\(MarkupText.escaped(name))\">"
      + "<failure message=\"\(MarkupText.escaped(message))\">\(MarkupText.escaped(details))</failure>"
      + "</testcase>\n"
  }

  /// Annotations of GitHub Actions' workflow commands, at the lines that changed.
  package func githubLines() -> [String] {
    var lines: [String] = []
    for refusal in comparison.refusals {
      lines.append(WorkflowAnnotation.line("error", at: refusal.reason.location, words(refusal)))
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
          WorkflowAnnotation.line(
            "error", at: place,
            "\(title): \(first.question): \(first.before) → \(first.after)\(rest)"))
      } else if let first = section.properties.first {
        lines.append(
          WorkflowAnnotation.line(
            "warning", at: place,
            "\(title): \(first.subject): \(first.path) \(first.values)"))
      }
    }
    for sentence in verdicts?.sentences ?? [] {
      lines.append(WorkflowAnnotation.line("error", at: nil, sentence))
    }
    for words in comparison.notCompared {
      lines.append(WorkflowAnnotation.line("warning", at: nil, "not compared: \(words)"))
    }
    return lines + [WorkflowAnnotation.line("notice", at: nil, "\(title): \(headline)")]
  }
}

internal import Diagnostics
internal import Laboratory

extension ChangeReport {
  /// The comparison for a terminal, a line each.
  package func textLines() -> [String] {
    guard let verdicts else { return meshLines() }
    var lines = meshLines() + ["", "Verdicts of this project's experiments"]
    for sentence in verdicts.sentences {
      lines += TextLayout.wrapped(sentence, indent: 2, hanging: 4)
    }
    return lines + TextLayout.wrapped(verdicts.unchanged, indent: 2, hanging: 4)
  }

  private func meshLines() -> [String] {
    var lines = [title, headline]
    for words in comparison.notCompared {
      lines += TextLayout.wrapped("not compared: \(words)", indent: 2, hanging: 4)
    }
    if comparison.isEmpty { return lines }
    for refusal in comparison.refusals { lines += TextLayout.wrapped(words(refusal), indent: 2) }
    for (name, proxies) in [
      ("gone", comparison.goneProxies), ("new", comparison.newProxies),
    ] where !proxies.isEmpty {
      lines.append("  \(name): \(ProxyList.words(proxies))")
    }
    lines += part("Answered differently", sections.filter { !$0.answers.isEmpty }) { section in
      section.answers.flatMap { self.lines(of: $0) }
    }
    lines += part(
      "Same answer, other properties", sections.filter { !$0.properties.isEmpty }
    ) { section in
      section.properties.flatMap { self.lines(of: $0) }
    }
    return lines + ["", unchanged]
  }

  private func part(
    _ title: String, _ sections: [Section], _ body: (Section) -> [String]
  ) -> [String] {
    guard !sections.isEmpty else { return [] }
    var lines = ["", title]
    for section in sections {
      for cause in section.causes { lines += causeLines(cause) }
      lines += body(section)
    }
    return lines
  }

  private func causeLines(_ cause: ChangeCause) -> [String] {
    switch cause.kind {
    case .rule(_, let before, _, let source):
      return TextLayout.wrapped(cause.title, indent: 2, hanging: 4)
        + TextLayout.wrapped("before: \(before)", indent: 4, hanging: 6)
        + TextLayout.wrapped("source: \(source)", indent: 4, hanging: 6)
    case .manifest(_, .changed, let fields), .meshConfiguration(let fields):
      guard fields.count > 1 else { return ["  " + cause.title] }
      return ["  " + cause.title] + fields.dropFirst().prefix(4).map { "    \($0.words)" }
    case .manifest, .envoy, .together: return ["  " + cause.title]
    }
  }

  private func lines(of answer: Answer) -> [String] {
    let more = answer.more > 0 ? "; \(answer.more) more like it" : ""
    let place = answer.place.map { " (\($0.file):\($0.line))" } ?? ""
    return ["    " + (answer.command ?? answer.question)]
      + TextLayout.wrapped("before: \(answer.before)", indent: 6, hanging: 8)
      + TextLayout.wrapped("after:  \(answer.after)\(place)", indent: 6, hanging: 8)
      + TextLayout.wrapped("at \(ProxyList.words(answer.proxies))\(more)", indent: 6, hanging: 8)
  }

  private func lines(of property: Property) -> [String] {
    let more = property.more > 0 ? "; \(property.more) more like it" : ""
    let place = property.place.map { " (\($0.file):\($0.line))" } ?? ""
    return TextLayout.wrapped(
      "\(property.subject): \(property.path) \(property.values)\(place)", indent: 4, hanging: 6)
      + TextLayout.wrapped("at \(ProxyList.words(property.proxies))\(more)", indent: 6, hanging: 8)
  }
}

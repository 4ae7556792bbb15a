internal import Laboratory

extension ChangeReport {
  /// GitHub refuses comments of more than 65,536 characters.
  private static let byteLimit = 60_000
  /// How many entries of one section are shown.
  private static let entryLimit = 25

  /// The comparison as a comment for a pull request: the answer first, details folded.
  package func markdown() -> String {
    guard let verdicts else { return meshMarkdown() }
    let changed = verdicts.sentences.map { "- \(Self.escaped($0))\n" }.joined()
    return meshMarkdown() + "\n### Verdicts of this project's experiments\n\n\(changed)"
      + (changed.isEmpty ? "" : "\n") + "\(Self.escaped(verdicts.unchanged)).\n"
  }

  private func meshMarkdown() -> String {
    var text = "**\(Self.escaped(headline))**\n\n\(Self.escaped(title))\n"
    for words in comparison.notCompared { text += "\n- not compared: \(Self.escaped(words))" }
    if !comparison.notCompared.isEmpty { text += "\n" }
    if comparison.isEmpty { return text }
    for refusal in comparison.refusals { text += "\n- \(Self.escaped(words(refusal)))" }
    if !comparison.refusals.isEmpty { text += "\n" }
    for section in sections {
      let part = markdown(section)
      guard text.utf8.count + part.utf8.count < Self.byteLimit else {
        text += "\nMore is left out here: `labbook compare` in a terminal prints all of it.\n"
        break
      }
      text += part
    }
    return text + "\n\(Self.escaped(unchanged)).\n"
  }

  private func markdown(_ section: Section) -> String {
    var text = "\n### \(section.causes.map { Self.escaped($0.title) }.joined(separator: "; "))\n"
    for cause in section.causes {
      guard case .rule(_, let before, _, let source) = cause.kind else { continue }
      text += "\nBefore: \(Self.escaped(before)). Source: \(Self.escaped(source)).\n"
    }
    let answers = section.answers.prefix(Self.entryLimit).map { answer in
      var item = "- \(Self.escaped(answer.before)) → **\(Self.escaped(answer.after))**"
      item += " at \(Self.escaped(ProxyList.words(answer.proxies)))"
      if answer.more > 0 { item += ", and \(answer.more) more requests like it" }
      let line = answer.command ?? answer.question
      return item + "\n\n  ```sh\n  \(line.replacing("\n", with: " "))\n  ```\n"
    }
    text += fold(
      "\(section.answers.count) ways in which answers differ", answers,
      section.answers.count, isOpen: section.answers.count <= 3)
    let properties = section.properties.prefix(Self.entryLimit).map { property in
      let more = property.more > 0 ? ", and \(property.more) more like it" : ""
      return "- \(Self.escaped(property.subject)): `\(property.path)` "
        + "\(Self.escaped(property.values)) at "
        + "\(Self.escaped(ProxyList.words(property.proxies)))\(more)\n"
    }
    text += fold(
      "\(section.properties.count) other properties", properties,
      section.properties.count, isOpen: false)
    return text
  }

  private func fold(_ title: String, _ items: [String], _ count: Int, isOpen: Bool) -> String {
    guard !items.isEmpty else { return "" }
    let left = count > items.count ? "- and \(count - items.count) more\n" : ""
    let body = items.joined() + left
    return "\n<details\(isOpen ? " open" : "")><summary>\(title)</summary>\n\n\(body)\n</details>\n"
  }

  /// Text in which Markdown and HTML see nothing of their own.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\n": result += " "
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "*", "_", "`", "[", "]", "|", "\\", "#", "~": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}

extension SiteGenerator {
  /// Whether it takes Markdown within HTML for Markdown, and HTML at all, as it is set up at first.
  ///
  /// Hugo's goldmark leaves HTML out unless `unsafe` is set, summaries with it; MkDocs' Python-Markdown
  /// shows what stands within an element as it is written.
  private var readsFolds: Bool {
    switch self {
    case .docusaurus: true
    case .hugo, .mkdocs: false
    }
  }

  /// The text as the generator can read it: what is folded away stands open below its summary where
  /// folds are not read.
  func withReadableFolds(_ text: String) -> String {
    guard !readsFolds else { return text }
    var isCode = false
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.drop { $0 == " " }
      if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") { isCode.toggle() }
      if !isCode, ["<details>", "<details open>", "</details>"].contains(line) { continue }
      if !isCode, line.hasPrefix("<summary>"), line.hasSuffix("</summary>") {
        let summary = line.dropFirst("<summary>".count).dropLast("</summary>".count)
        lines.append("**\(Self.escaped(summary))**")
      } else {
        lines.append(String(line))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A summary, which is text with HTML's entities, as running Markdown.
  private static func escaped(_ summary: Substring) -> String {
    var text = ""
    for character in summary {
      if "\\`*_[]".contains(character) { text.append("\\") }
      text.append(character)
    }
    return text
  }
}

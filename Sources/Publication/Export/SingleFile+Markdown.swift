internal import Diagnostics
public import Notebook

/// A generator of sites, which reads Markdown with front matter.
public enum SiteGenerator: String, CaseIterable, Sendable {
  /// gohugo.io.
  case hugo
  /// docusaurus.io.
  case docusaurus
  /// mkdocs.org.
  case mkdocs

  /// What stands above the text.
  func frontMatter(title: String, summary: String, experiment: String) -> String {
    let title = Self.scalar(title)
    let summary = Self.scalar(summary)
    return switch self {
    case .hugo:
      "---\ntitle: \(title)\ndescription: \(summary)\nslug: \(Self.scalar(experiment))\n---\n\n"
    case .docusaurus:
      // Read as CommonMark: braces in the text are no JavaScript.
      "---\nid: \(Self.scalar(experiment))\ntitle: \(title)\ndescription: \(summary)\n"
        + "mdx:\n  format: md\n---\n\n"
    case .mkdocs: "---\ntitle: \(title)\ndescription: \(summary)\n---\n\n"
    }
  }

  /// A text as YAML writes it in double quotes, which is JSON's way.
  private static func scalar(_ text: String) -> String {
    Markup.json(VisibleText.line(text)).replacing("\\u003c", with: "<")
  }
}

extension SingleFile {
  /// The page as Markdown; figures are in the text.
  ///
  /// `page` is the Markdown that the site has beside the page.
  /// `generator` is whose front matter stands above it, which then has the title; `nil` for none.
  public func markdown(
    _ page: [UInt8], for generator: SiteGenerator?, record: RunRecord, language: String
  ) -> [UInt8] {
    var text = rewritten(String(decoding: page, as: UTF8.self))
    if let generator {
      if text.hasPrefix("# "), let end = text.firstIndex(of: "\n") {
        text = String(text[text.index(after: end)...].drop { $0.isNewline })
      }
      text =
        generator.frontMatter(
          title: record.title.text(in: language), summary: record.shownAnswer.text(in: language),
          experiment: record.experiment) + generator.withReadableFolds(text)
    }
    return Array(text.utf8)
  }

  /// The text with every relative address behind `](` or in `src` and `href` as the page alone
  /// needs it; code blocks stay as they are.
  func rewritten(_ text: String) -> String {
    var isCode = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let trimmed = line.drop { $0 == " " }
      if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") { isCode.toggle() }
      return isCode ? String(line) : rewritten(line: line)
    }
    return lines.joined(separator: "\n")
  }

  private func rewritten(line: Substring) -> String {
    var result = ""
    var rest = line
    while let mark = rest.firstRange(of: "](") {
      let target = rest[mark.upperBound...].prefix { $0 != ")" && $0 != " " }
      result += rest[..<mark.lowerBound]
      rest = rest[target.endIndex...]
      if let data = dataAddress(String(target)) {
        result += "](" + data
      } else if let link = link(String(target)) {
        result += "](" + link
      } else {
        // The link becomes its text.
        rest = rest.drop { $0 != ")" }.dropFirst()
        if let open = Self.opening(in: result) { result.remove(at: open) }
      }
    }
    return result + rest
  }

  /// The bracket that the end of a text closes.
  private static func opening(in text: String) -> String.Index? {
    var depth = 0
    for index in text.indices.reversed() {
      let isEscaped = index > text.startIndex && text[text.index(before: index)] == "\\"
      if isEscaped { continue }
      if text[index] == "]" { depth += 1 }
      if text[index] == "[" {
        if depth == 0 { return index }
        depth -= 1
      }
    }
    return nil
  }
}

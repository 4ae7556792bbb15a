public import Diagnostics

/// The pages of the findings' codes, as prose.
public struct FindingPages: Sendable {
  /// A page of prose.
  public struct Page: Sendable {
    /// Its folder below the site's top, with a slash at the end.
    public var folder: String
    /// What it is called.
    public var title: String
    /// What it says of itself.
    public var summary: String
    /// CommonMark.
    public var markdown: String
  }

  /// The page that lists the codes.
  static let path = "findings/index.html"

  /// A page for each code, then the one that lists them.
  public let pages: [Page]

  /// Takes each part as it is.
  public init(_ explanations: [CodeExplanation]) {
    let list = Page(
      folder: "findings/", title: "Findings",
      summary: "Every code that labbook gives a finding, and what it means.",
      markdown: Self.list(explanations))
    pages = explanations.map(Self.page) + [list]
  }

  private static func list(_ explanations: [CodeExplanation]) -> String {
    let items = explanations.map { explanation in
      let code = explanation.code.rawValue
      return "- [\(code)](\(code)/index.html): \(Prose.escaped(explanation.title))"
    }
    return "Every code that labbook gives a finding, and what it means.\n\n"
      + items.joined(separator: "\n") + "\n"
  }

  private static func page(_ explanation: CodeExplanation) -> Page {
    let code = explanation.code.rawValue
    let title = "\(code): \(explanation.title)"
    var parts = [Prose.escaped(explanation.meaning)]
    if !explanation.fix.isEmpty { parts += ["## Fix", Prose.escaped(explanation.fix)] }
    if !explanation.example.isEmpty {
      parts += [
        "## Example", "Beside a Service `web` of namespace `shop` on port 8080:",
        "```yaml\n\(explanation.example.trimmingLineEnds)\n```",
      ]
      if let request = explanation.request {
        let line = "labbook curl --from \(request.client) \(request.url)"
        parts += ["Asked by:", "```sh\n\(line)\n```"]
      }
    }
    if !explanation.istioCodes.isEmpty {
      let codes = explanation.istioCodes.map(Prose.code).joined(separator: ", ")
      parts += ["## The same from istioctl analyze", codes]
    }
    parts += ["## Source", Prose.code(explanation.source), "[All findings](../index.html)"]
    return Page(
      folder: "findings/\(code)/", title: title, summary: explanation.meaning,
      markdown: parts.joined(separator: "\n\n") + "\n")
  }
}

extension String {
  /// The text without line ends at its end.
  fileprivate var trimmingLineEnds: Substring {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}

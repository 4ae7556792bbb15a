internal import CCMark

/// A footnote that the text refers to.
struct Footnote: Hashable {
  /// As it is written, in lower case.
  var label: String
  /// Its body as CommonMark.
  var source: FootnoteSource
  /// How often it is referred to.
  var references = 0
}

/// Footnotes as GitHub has them: `[^label]` in the text, `[^label]: …` anywhere.
extension Document {
  /// Makes references of the marks whose footnote is defined, numbered as they come.
  mutating func makeFootnoteReferences(_ parents: [Node], _ source: ProseSource) {
    guard !source.footnotes.isEmpty else { return }
    for parent in parents {
      for text in parent.children where text.kind == CMARK_NODE_TEXT {
        split(text, source)
      }
    }
  }

  private mutating func split(_ text: Node, _ source: ProseSource) {
    var rest = text.literal[...]
    var isSplit = false
    while let mark = Self.mark(in: rest, source) {
      let before = rest[..<mark.range.lowerBound]
      if !before.isEmpty { Node(CMARK_NODE_TEXT, literal: String(before)).insertBefore(text) }
      reference(mark.label, source).insertBefore(text)
      rest = rest[mark.range.upperBound...]
      isSplit = true
    }
    guard isSplit else { return }
    if rest.isEmpty { text.free() } else { text.setLiteral(String(rest)) }
  }

  private static func mark(
    in text: Substring, _ source: ProseSource
  ) -> (label: String, range: Range<String.Index>)? {
    var search = text
    while let start = search.firstRange(of: "[^")?.lowerBound {
      let behind = search[start...].dropFirst(2)
      guard let end = behind.firstIndex(of: "]") else { return nil }
      let label = behind[..<end].lowercased()
      if ProseSource.isLabel(behind[..<end]), source.footnotes[label] != nil {
        return (label, start..<text.index(after: end))
      }
      search = behind
    }
    return nil
  }

  private mutating func reference(_ label: String, _ source: ProseSource) -> Node {
    let known = footnotes.firstIndex { $0.label == label }
    let index = known ?? footnotes.count
    if known == nil {
      let body = source.footnotes[label] ?? FootnoteSource(text: "", line: 1)
      footnotes.append(Footnote(label: label, source: body))
    }
    footnotes[index].references += 1
    let number = index + 1
    let count = footnotes[index].references
    let suffix = count == 1 ? "" : "-\(count)"
    identifiers.formUnion(["fn-\(number)", "fnref-\(number)\(suffix)"])
    let enter =
      "<sup><a href=\"#fn-\(number)\" id=\"fnref-\(number)\(suffix)\" role=\"doc-noteref\">"
      + "\(number)</a></sup>"
    return marked(
      Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: enter, exit: ""), .around("[^\(label)]", ""))
  }

  /// Appends the footnotes that were referred to; each may refer to further ones.
  mutating func makeFootnotes(_ prose: ProseSource) {
    guard !footnotes.isEmpty else { return }
    let section = customBlock(
      .children, "<section class=\"footnotes\" role=\"doc-endnotes\"><ol>", "</ol></section>")
    var index = 0
    while index < footnotes.count {
      section.append(note(index, prose))
      index += 1
    }
    root.append(section)
    footnoteSection = section
  }

  /// Puts the footnotes behind everything that was added since.
  func moveFootnotesToEnd() {
    if let footnoteSection { root.append(footnoteSection) }
  }

  private mutating func note(_ index: Int, _ prose: ProseSource) -> Node {
    let number = index + 1
    let item = customBlock(
      .footnote(label: footnotes[index].label), "<li id=\"fn-\(number)\">", "</li>")
    let source = footnotes[index].source
    let body = ProseSource(marked: source.text)
    let definitions = source.text.contains("[") ? prose.linkDefinitions.joined(separator: "\n") : ""
    if let parsed = Node(parsing: "\(body.text)\n\n\(definitions)") {
      makeSafeElements(below: parsed)
      clean(parsed, firstLine: source.line)
      parsed.moveChildren(to: item)
      parsed.free()
    }
    extend(item, prose)
    var links = ""
    for count in 1...max(footnotes[index].references, 1) {
      let suffix = count == 1 ? "" : "-\(count)"
      links += " <a href=\"#fnref-\(number)\(suffix)\" role=\"doc-backlink\">↩</a>"
    }
    let back = marked(
      Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: links, exit: ""), .absent)
    if let last = item.children.last, last.kind == CMARK_NODE_PARAGRAPH {
      last.append(back)
    } else {
      let paragraph = customBlock(.absent, "<p>", "</p>")
      paragraph.append(back)
      item.append(paragraph)
    }
    return item
  }
}

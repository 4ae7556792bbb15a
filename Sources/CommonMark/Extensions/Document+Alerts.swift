internal import CCMark

/// What a quotation that begins with `[!NOTE]` or the like is for (GitHub, "Alerts").
public enum Alert: String, Hashable, Sendable, CaseIterable {
  /// Useful to know, also when skimming.
  case note
  /// Advice for doing something better.
  case tip
  /// What is needed for success.
  case important
  /// What needs attention at once.
  case warning
  /// What may go wrong.
  case caution

  /// Its title in English.
  public var englishTitle: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension Document {
  /// Makes alerts of quotations at the outermost level whose first line is a mark.
  mutating func makeAlerts(_ title: (Alert) -> String) {
    for quote in root.children where quote.kind == CMARK_NODE_BLOCK_QUOTE {
      guard let paragraph = quote.children.first, paragraph.kind == CMARK_NODE_PARAGRAPH,
        let alert = Self.takeMark(from: paragraph)
      else { continue }
      if paragraph.children.isEmpty { paragraph.free() }
      let block = customBlock(
        .alert(alert), "<div class=\"alert alert-\(alert.rawValue)\" role=\"note\">", "</div>")
      block.append(
        filled(
          customBlock(.absent, "<p class=\"alert-title\">", "</p>"),
          with: [Inline.text(title(alert))]))
      quote.moveChildren(to: block)
      quote.replace(with: block)
    }
  }

  /// Takes `[!NOTE]` and the line's end from the beginning of a paragraph.
  private static func takeMark(from paragraph: Node) -> Alert? {
    let children = paragraph.children
    guard let first = children.first, first.kind == CMARK_NODE_TEXT else { return nil }
    let text = first.literal
    guard text.hasPrefix("[!"), text.hasSuffix("]"),
      let alert = Alert(rawValue: text.dropFirst(2).dropLast().lowercased())
    else { return nil }
    guard children.count > 1 else {
      first.free()
      return alert
    }
    guard [CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK].contains(children[1].kind) else {
      return nil
    }
    first.free()
    children[1].free()
    return alert
  }
}

internal import CCMark

/// Items of a list that are done or not (GitHub Flavored Markdown, §5.3).
extension Document {
  /// Puts a box in the place of `[ ]` and `[x]` at the beginning of items.
  mutating func makeTaskLists(below node: Node) {
    var texts: [Node] = []
    node.walk { item in
      guard item.kind == CMARK_NODE_ITEM, let paragraph = item.children.first,
        paragraph.kind == CMARK_NODE_PARAGRAPH, let text = paragraph.children.first,
        text.kind == CMARK_NODE_TEXT
      else { return }
      texts.append(text)
    }
    for text in texts { makeBox(text) }
  }

  private mutating func makeBox(_ text: Node) {
    let literal = text.literal
    let mark = literal.prefix(3).lowercased()
    let rest = literal.dropFirst(3)
    guard mark == "[ ]" || mark == "[x]", rest.first?.isWhitespace == true else { return }
    let checked = mark == "[x]" ? " checked=\"\"" : ""
    let box = Node(
      custom: CMARK_NODE_CUSTOM_INLINE,
      enter: "<input type=\"checkbox\" disabled=\"\"\(checked)>", exit: "")
    box.insertBefore(text)
    text.setLiteral(String(rest))
    _ = marked(box, .around(mark, ""))
  }
}

internal import CCMark

/// What a custom node, which writes HTML, turns into for Markdown.
enum MarkdownForm: Hashable {
  /// Its children alone.
  case children
  /// Running text on lines of its own.
  case paragraph
  /// A heading, with its level from 1 to 6.
  case heading(level: Int)
  /// A fenced block, with its text and info string.
  case code(text: String, info: String)
  /// A picture, then the children.
  case figure(alternative: String, file: String)
  /// A pipe table; its rows follow.
  case table
  /// The line above a table.
  case caption
  /// One line of a pipe table.
  case row
  /// A cell that takes so many columns.
  case cell(columns: Int)
  /// Nothing.
  case absent
  /// Plain text without children.
  case text(String)
}

extension Document {
  /// Turns every custom node into nodes that libcmark writes as CommonMark, leaves first.
  ///
  /// A custom block that writes nothing would leave an unprefixed blank line and split a block
  /// quote (libcmark 0.30.2), so none is kept.
  mutating func becomeMarkdown() {
    var marked: [Node] = []
    var tildes: [Node] = []
    root.walk { node in
      if node.kind == CMARK_NODE_LINK { node.pointToMarkdown() }
      if node.mark > 0 { marked.append(node) }
      if node.couldOpenTildeFence { tildes.append(node) }
    }
    for node in tildes { node.escapeFirstTilde() }
    for node in marked.reversed() { becomeMarkdown(node, forms[node.mark - 1]) }
  }

  private func becomeMarkdown(_ node: Node, _ form: MarkdownForm) {
    switch form {
    case .children:
      node.unwrap()
    case .paragraph:
      become(Node(CMARK_NODE_PARAGRAPH), node)
    case .heading(let level):
      let heading = Node(CMARK_NODE_HEADING)
      accepted(cmark_node_set_heading_level(heading.pointer, CInt(level)))
      become(heading, node)
    case .code(let text, let info):
      let code = Node(CMARK_NODE_CODE_BLOCK, literal: text)
      accepted(cmark_node_set_fence_info(code.pointer, info))
      node.replace(with: code)
    case .figure(let alternative, let file):
      let paragraph = Node(CMARK_NODE_PARAGRAPH)
      let image = Node(CMARK_NODE_IMAGE)
      accepted(cmark_node_set_url(image.pointer, file))
      image.append(Node(CMARK_NODE_TEXT, literal: alternative))
      paragraph.append(image)
      paragraph.insertBefore(node)
      node.unwrap()
    case .table:
      PipeTable.replace(node, forms)
    case .absent:
      node.free()
    case .text(let text):
      node.replace(with: Node(CMARK_NODE_TEXT, literal: text))
    case .caption, .row, .cell:
      break  // The table around them takes them along.
    }
  }

  private func become(_ other: Node, _ node: Node) {
    node.moveChildren(to: other)
    node.replace(with: other)
  }
}

extension Node {
  /// A link to an HTML page beside the page leads to its Markdown form instead.
  fileprivate func pointToMarkdown() {
    let address = cmark_node_get_url(pointer).map { String(cString: $0) } ?? ""
    guard !address.contains(":"), !address.hasPrefix("//") else { return }
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let page = parts.first, page.hasSuffix(".html") else { return }
    let anchor = parts.count > 1 ? "#\(parts[1])" : ""
    accepted(cmark_node_set_url(pointer, "\(page.dropLast(5)).md\(anchor)"))
  }

  /// Whether it is a text at the beginning of a line with three tildes, which libcmark 0.30.2 does
  /// not escape, so that the rest of the page would become code.
  fileprivate var couldOpenTildeFence: Bool {
    guard kind == CMARK_NODE_TEXT, let text = cmark_node_get_literal(pointer) else { return false }
    guard (0..<3).allSatisfy({ text[$0] == CChar(UInt8(ascii: "~")) }) else { return false }
    guard let before = cmark_node_previous(pointer) else { return true }
    return [CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK].contains(cmark_node_get_type(before))
  }

  fileprivate func escapeFirstTilde() {
    Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: "\\~", exit: "").insertBefore(self)
    accepted(cmark_node_set_literal(pointer, String(literal.dropFirst())))
  }
}

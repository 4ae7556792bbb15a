internal import CCMark

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

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
  case cell(columns: Int, alignment: ColumnAlignment? = nil)
  /// Its children between two marks that are written as they are.
  case around(String, String)
  /// Its children between two elements of HTML that stand on lines of their own.
  case element(String, String)
  /// A quotation that begins with the mark of an alert.
  case alert(Alert)
  /// The definition of a footnote.
  case footnote(label: String)
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
      if node.holdsTilde { tildes.append(node) }
    }
    for node in tildes { node.escapeTildes() }
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
    case .around(let before, let after):
      Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: before, exit: "").insertBefore(node)
      if !after.isEmpty {
        let end = Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: after, exit: "")
        end.insertBefore(node)
        for child in node.children { child.insertBefore(end) }
      }
      node.unwrap()
    case .element(let before, let after):
      Node(CMARK_NODE_HTML_BLOCK, literal: before).insertBefore(node)
      for child in node.children { child.insertBefore(node) }
      node.replace(with: Node(CMARK_NODE_HTML_BLOCK, literal: after))
    case .alert(let alert):
      let quote = Node(CMARK_NODE_BLOCK_QUOTE)
      let mark = Node(CMARK_NODE_PARAGRAPH)
      let name = alert.rawValue.uppercased()
      mark.append(Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: "[!\(name)]", exit: ""))
      quote.append(mark)
      become(quote, node)
    case .footnote(let label):
      becomeFootnote(node, label)
    case .caption, .row, .cell:
      break  // The table around them takes them along.
    }
  }

  /// A footnote's body is indented below its first line.
  private func becomeFootnote(_ node: Node, _ label: String) {
    let body = Node(CMARK_NODE_DOCUMENT)
    node.moveChildren(to: body)
    defer { body.free() }
    var lines = String(decoding: body.commonMark(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    let text = lines.enumerated().map { index, line in
      index == 0 || line.isEmpty ? String(line) : "    \(line)"
    }.joined(separator: "\n")
    node.replace(with: Node(CMARK_NODE_HTML_BLOCK, literal: "[^\(label)]: \(text)"))
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

  /// Whether it is a text with a tilde, which libcmark 0.30.2 does not escape: three at a line's
  /// beginning would make the rest of the page code, and two runs would strike what is between.
  fileprivate var holdsTilde: Bool {
    guard kind == CMARK_NODE_TEXT, let text = cmark_node_get_literal(pointer) else { return false }
    return strchr(text, CInt(UInt8(ascii: "~"))) != nil
  }

  /// Writes each tilde with a backslash.
  fileprivate func escapeTildes() {
    let parts = literal.split(separator: "~", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index > 0 {
        Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: "\\~", exit: "").insertBefore(self)
      }
      if !part.isEmpty { Node(CMARK_NODE_TEXT, literal: String(part)).insertBefore(self) }
    }
    free()
  }
}

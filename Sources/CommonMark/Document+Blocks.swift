internal import Diagnostics
internal import CCMark

extension Document {
  /// Makes the node of a block, with everything below it.
  mutating func node(for block: Block) -> Node {
    switch block {
    case .heading(let level, let id, let content):
      let isLink = !content.contains(where: \.hasLink)
      return filled(headingNode(level: level, id: unique(id), isLink: isLink), with: content)
    case .paragraph(let content, nil):
      return filled(Node(CMARK_NODE_PARAGRAPH), with: content)
    case .paragraph(let content, let style?):
      let open = "<p\(MarkupEscape.attribute("class", style))>"
      return filled(customBlock(.paragraph, open, "</p>"), with: content)
    case .list(let items, let ordered):
      return list(items, ordered: ordered)
    case .code(let code):
      if let prefix = code.lineAnchorPrefix { numberedLines[prefix] = code.lineCount }
      return customBlock(.code(text: VisibleText.lines(code.text), info: code.info), code.html, "")
    case .quote(let blocks):
      return filled(Node(CMARK_NODE_BLOCK_QUOTE), with: blocks)
    case .table(let table):
      return node(for: table)
    case .figure(let figure):
      return node(for: figure)
    case .section(let id, let style, let blocks):
      let attributes =
        MarkupEscape.attribute("id", id.map { unique($0) })
        + MarkupEscape.attribute("class", style)
      return filled(customBlock(.children, "<div\(attributes)>", "</div>"), with: blocks)
    case .disclosure(let summary, let isOpen, let style, let blocks):
      let attributes = MarkupEscape.attribute("class", style) + (isOpen ? " open" : "")
      let details = self.details(attributes, summary: summary, isOpen: isOpen)
      return filled(details, with: blocks)
    }
  }

  /// An empty custom block with its two faces.
  mutating func customBlock(_ form: MarkdownForm, _ enter: String, _ exit: String) -> Node {
    marked(Node(custom: CMARK_NODE_CUSTOM_BLOCK, enter: enter, exit: exit), form)
  }

  /// Remembers how a node is written in Markdown, and gives it back.
  mutating func marked(_ node: Node, _ form: MarkdownForm) -> Node {
    forms.append(form)
    node.mark = forms.count
    return node
  }

  /// A heading whose text links to itself, unless it holds links of its own.
  mutating func headingNode(level: Int, id: String, isLink: Bool) -> Node {
    let attribute = MarkupEscape.attribute("id", id)
    let link = isLink ? "<a class=\"anchor\"\(MarkupEscape.attribute("href", "#" + id))>" : ""
    let node = customBlock(
      .heading(level: level), "<h\(level)\(attribute)>\(link)",
      (isLink ? "</a>" : "") + "</h\(level)>")
    headingAnchors[node.mark] = id
    return node
  }

  /// A disclosure with its line of summary, which Markdown has as plain text.
  private mutating func details(
    _ attributes: String, summary: [Inline], isOpen: Bool
  ) -> Node {
    let text = MarkupEscape.content(VisibleText.line(summary.map(\.plainText).joined()))
    let enter = "<details\(isOpen ? " open" : "")>\n<summary>\(text)</summary>"
    let details = customBlock(.element(enter, "</details>"), "<details\(attributes)>", "</details>")
    details.append(filled(customBlock(.absent, "<summary>", "</summary>"), with: summary))
    return details
  }

  /// Appends blocks to a node, and gives it back.
  mutating func filled(_ node: Node, with blocks: [Block]) -> Node {
    for block in blocks { node.append(self.node(for: block)) }
    return node
  }

  /// Whether items may stand without blank lines: what follows a paragraph in its item would else
  /// read as its next line, and only a list is told from it.
  private func isTight(_ items: [[Block]]) -> Bool {
    items.allSatisfy { item in
      guard item.count > 1 else { return true }
      guard item.count == 2, case .paragraph = item[0], case .list(let inner, _) = item[1] else {
        return false
      }
      return isTight(inner)
    }
  }

  private mutating func list(_ items: [[Block]], ordered: Bool) -> Node {
    let list = Node(CMARK_NODE_LIST)
    let kind = ordered ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST
    accepted(cmark_node_set_list_type(list.pointer, kind))
    if ordered { accepted(cmark_node_set_list_start(list.pointer, 1)) }
    accepted(cmark_node_set_list_tight(list.pointer, isTight(items) ? 1 : 0))
    for item in items { list.append(filled(Node(CMARK_NODE_ITEM), with: item)) }
    return list
  }

  private mutating func node(for figure: Figure) -> Node {
    let id = unique(figure.id)
    let caption = unique(id + "-caption")
    let open =
      "<figure\(MarkupEscape.attribute("id", id))>"
      + "<div class=\"picture\" tabindex=\"0\" role=\"region\""
      + "\(MarkupEscape.attribute("aria-labelledby", caption))>\n\(figure.picture)\n</div>"
    let node = customBlock(
      .figure(alternative: VisibleText.line(figure.alternative), file: figure.file), open,
      "</figure>")
    let captionOpen = "<figcaption\(MarkupEscape.attribute("id", caption))>"
    node.append(filled(customBlock(.paragraph, captionOpen, "</figcaption>"), with: figure.caption))
    let details = self.details(
      MarkupEscape.attribute("class", "data"), summary: figure.tableSummary, isOpen: false)
    details.append(self.node(for: figure.table))
    if let data = figure.data { details.append(self.node(for: .paragraph(for: data))) }
    for further in figure.further {
      details.append(self.node(for: further.table))
      details.append(self.node(for: .paragraph(for: further.data)))
    }
    node.append(details)
    return node
  }
}

extension Block {
  /// The link to data that can be saved.
  fileprivate static func paragraph(for data: Figure.File) -> Block {
    .paragraph(
      [.link(destination: data.address, [.text(data.label)])], style: "note")
  }
}

extension Figure {
  /// The picture in HTML: drawn in the page, or as a file; in a narrow layout beside it.
  fileprivate var picture: String {
    let alternative = MarkupEscape.attribute("alt", VisibleText.line(alternative))
    func image(_ address: String, _ style: String, _ size: String) -> String {
      "<img\(style)\(MarkupEscape.attribute("src", address))\(alternative)\(size) loading=\"lazy\">"
    }
    let size = " width=\"\(size.width)\" height=\"\(size.height)\""
    guard let narrowFile else { return svg ?? image(file, "", size) }
    let narrow = image(narrowFile, " class=\"narrow\"", "")
    return (svg ?? image(file, " class=\"wide\"", size)) + "\n" + narrow
  }
}

extension Code {
  /// The whole element: each line of its own where lines have anchors.
  fileprivate var html: String {
    let classes = ["code", style].compactMap { $0 }.joined(separator: " ")
    let open =
      "<div\(MarkupEscape.attribute("class", classes)) tabindex=\"0\" role=\"region\""
      + "\(MarkupEscape.attribute("aria-label", VisibleText.line(label)))><pre>"
      + "<code\(MarkupEscape.attribute("class", info.isEmpty ? nil : "language-\(info)"))>"
    let visible = VisibleText.lines(text)
    let text = HighlightedCode.html(of: visible, info: info) ?? MarkupEscape.text(visible)
    guard let lineAnchorPrefix else { return "\(open)\(text)</code></pre></div>" }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let numbered = lines.enumerated().map { index, line in
      let id = Code.lineID(prefix: lineAnchorPrefix, line: index + 1)
      let style = markedLines.contains(index + 1) ? "line acted" : "line"
      return "<span class=\"\(style)\"\(MarkupEscape.attribute("id", id))>\(line)\n</span>"
    }
    return "\(open)\(numbered.joined())</code></pre></div>"
  }
}

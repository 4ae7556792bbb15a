internal import Diagnostics
internal import CCMark

extension Document {
  /// Puts running text below a node.
  mutating func filled(_ node: Node, with content: [Inline]) -> Node {
    for inline in content { node.append(self.node(for: inline)) }
    return node
  }

  private mutating func node(for inline: Inline) -> Node {
    switch inline {
    case .text(let text):
      return Node(CMARK_NODE_TEXT, literal: VisibleText.line(text))
    case .code(let text):
      return Node(CMARK_NODE_CODE, literal: VisibleText.line(text))
    case .emphasis(let content):
      return filled(Node(CMARK_NODE_EMPH), with: content)
    case .strong(let content):
      return filled(Node(CMARK_NODE_STRONG), with: content)
    case .link(let destination, let content):
      guard LinkSafety.isSafe(link: destination) else {
        return filled(customInline(.children, "", ""), with: content)
      }
      let link = Node(CMARK_NODE_LINK)
      accepted(cmark_node_set_url(link.pointer, destination))
      return filled(link, with: content)
    case .image(let file, let alternative):
      let image = Node(CMARK_NODE_IMAGE)
      accepted(cmark_node_set_url(image.pointer, file))
      image.append(Node(CMARK_NODE_TEXT, literal: VisibleText.line(alternative)))
      return image
    case .reference(let id, let content):
      let open = "<a\(MarkupEscape.attribute("href", "#" + id))>"
      return filled(customInline(.children, open, "</a>"), with: content)
    case .span(let style, let content):
      let open = "<span\(MarkupEscape.attribute("class", style))>"
      return filled(customInline(.children, open, "</span>"), with: content)
    case .foreign(let language, let content):
      let open = "<span\(MarkupEscape.attribute("lang", language))>"
      return filled(customInline(.children, open, "</span>"), with: content)
    case .graphic(let svg):
      return customInline(.absent, svg, "")
    case .lineBreak:
      return customInline(.text("; "), "<br>", "")
    }
  }

  /// An empty custom piece of running text with its two faces.
  mutating func customInline(
    _ form: MarkdownForm, _ enter: String, _ exit: String
  ) -> Node {
    marked(Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: enter, exit: exit), form)
  }

  /// A table: rows are custom blocks, cells custom inlines with their text below them.
  mutating func node(for table: Table) -> Node {
    let id = unique(table.id)
    let captionID = unique(id + "-caption")
    let classes = ["scroll", table.style].compactMap { $0 }.joined(separator: " ")
    let open =
      "<div\(MarkupEscape.attribute("class", classes)) tabindex=\"0\" role=\"region\""
      + "\(MarkupEscape.attribute("aria-labelledby", captionID))>"
      + "<table\(MarkupEscape.attribute("id", id))>"
    let node = customBlock(.table, open, "</tbody></table></div>")
    let captionOpen = "<caption\(MarkupEscape.attribute("id", captionID))>"
    node.append(filled(customBlock(.caption, captionOpen, "</caption>"), with: table.caption))
    let header = customBlock(.row, "<thead><tr>", "</tr></thead><tbody>")
    for cell in table.header { header.append(self.node(for: cell, scope: "col")) }
    node.append(header)
    for row in table.rows {
      let line = customBlock(.row, "<tr>", "</tr>")
      for (index, cell) in row.enumerated() {
        line.append(self.node(for: cell, scope: index == 0 ? "row" : nil))
      }
      node.append(line)
    }
    return node
  }

  private mutating func node(for cell: Table.Cell, scope: String?) -> Node {
    let name = scope == nil ? "td" : "th"
    let open =
      "<\(name)" + MarkupEscape.attribute("scope", scope)
      + MarkupEscape.attribute("id", cell.id.map { unique($0) })
      + MarkupEscape.attribute("class", cell.style)
      + (cell.columns > 1 ? " colspan=\"\(cell.columns)\"" : "") + ">"
    return filled(
      customInline(.cell(columns: cell.columns), open, "</\(name)>"), with: cell.content)
  }
}

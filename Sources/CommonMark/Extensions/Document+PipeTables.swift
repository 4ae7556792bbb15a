internal import CCMark

/// How the cells of a column stand (GitHub Flavored Markdown, §4.10).
enum ColumnAlignment: String, Hashable {
  /// Where the cells of a column stand.
  case left, center, right

  /// The cell of the delimiter row that says so.
  static func delimiter(_ alignment: ColumnAlignment?) -> String {
    switch alignment {
    case nil: "---"
    case .left: ":---"
    case .center: ":---:"
    case .right: "---:"
    }
  }

  /// What a cell of a delimiter row says; the outer `nil` is that it is none.
  static func read(_ cell: String) -> ColumnAlignment?? {
    let isLeft = cell.hasPrefix(":")
    let isRight = cell.count > 1 && cell.hasSuffix(":")
    let dashes = cell.dropFirst(isLeft ? 1 : 0).dropLast(isRight ? 1 : 0)
    guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }) else { return .none }
    return .some(isLeft ? (isRight ? .center : .left) : (isRight ? .right : nil))
  }
}

/// Pipe tables in prose (GitHub Flavored Markdown, §4.10), which libcmark reads as paragraphs.
extension Document {
  /// Makes a table of every paragraph that is one.
  mutating func makePipeTables(_ source: ProseSource) {
    guard
      source.lines.contains(where: { line in
        line.utf8.contains(UInt8(ascii: "|")) && line.utf8.contains(UInt8(ascii: "-"))
      })
    else { return }
    var paragraphs: [Node] = []
    root.walk { node in
      if node.kind == CMARK_NODE_PARAGRAPH, node.startLine > 0 { paragraphs.append(node) }
    }
    for paragraph in paragraphs {
      let lines = paragraph.sourceLines(source)
      if let table = PipeTableSource(lines) { replace(paragraph, with: table, lines, source) }
    }
  }

  private mutating func replace(
    _ paragraph: Node, with source: PipeTableSource, _ lines: [String], _ prose: ProseSource
  ) {
    let before = lines[..<source.headerLine].joined(separator: "\n")
    let line = paragraph.startLine
    if !before.isEmpty {
      let kept = Node(CMARK_NODE_PARAGRAPH)
      inlines(of: before, prose, below: kept, line: line)
      kept.insertBefore(paragraph)
    }
    paragraph.replace(with: node(for: source, prose, line: line + source.headerLine))
  }

  /// - `line`: that of the header, counted from 1.
  private mutating func node(
    for source: PipeTableSource, _ prose: ProseSource, line: Int
  ) -> Node {
    let hasBody = !source.rows.isEmpty
    let header = customBlock(
      .row, "<thead><tr>", hasBody ? "</tr></thead><tbody>" : "</tr></thead>")
    for (text, alignment) in zip(source.header, source.alignments) {
      header.append(cell("th", " scope=\"col\"", alignment, text, prose, line: line))
    }
    let label = header.children.map { ProseSource.restored($0.plainText, inCode: false) }
    let open =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\""
      + "\(MarkupEscape.attribute("aria-label", label.joined(separator: ", ")))><table>"
    let table = customBlock(.table, open, hasBody ? "</tbody></table></div>" : "</table></div>")
    table.append(header)
    for (index, row) in source.rows.enumerated() {
      let node = customBlock(.row, "<tr>", "</tr>")
      for (text, alignment) in zip(row, source.alignments) {
        node.append(cell("td", "", alignment, text, prose, line: line + 2 + index))
      }
      table.append(node)
    }
    return table
  }

  private mutating func cell(
    _ name: String, _ attributes: String, _ alignment: ColumnAlignment?, _ text: String,
    _ prose: ProseSource, line: Int
  ) -> Node {
    let align = MarkupEscape.attribute("align", alignment?.rawValue)
    let node = Node(
      custom: CMARK_NODE_CUSTOM_INLINE, enter: "<\(name)\(attributes)\(align)>", exit: "</\(name)>")
    inlines(of: text, prose, below: node, line: line)
    return marked(node, .cell(columns: 1, alignment: alignment))
  }

  /// Parses running text and hangs it below a node.
  ///
  /// The text follows a full stop, which is taken away again, so that nothing at its beginning can
  /// read as a block's: marks of emphasis open behind punctuation as they do at a line's beginning.
  private mutating func inlines(
    of text: String, _ prose: ProseSource, below parent: Node, line: Int
  ) {
    guard !text.isEmpty else { return }
    let definitions = text.contains("[") ? prose.linkDefinitions.joined(separator: "\n") : ""
    guard let parsed = Node(parsing: ".\(text)\n\n\(definitions)") else { return }
    defer { parsed.free() }
    guard let paragraph = parsed.children.first, let first = paragraph.children.first else {
      return
    }
    makeSafeElements(below: paragraph)
    clean(paragraph, firstLine: line)
    let rest = String(first.literal.dropFirst())
    if rest.isEmpty { first.free() } else { first.setLiteral(rest) }
    paragraph.moveChildren(to: parent)
  }
}

extension Node {
  /// The lines of a paragraph without the marks of the quotes and lists around it.
  func sourceLines(_ source: ProseSource) -> [String] {
    var quoteCount = 0
    var ancestor = parent
    while let current = ancestor {
      if current.kind == CMARK_NODE_BLOCK_QUOTE { quoteCount += 1 }
      ancestor = current.parent
    }
    let last = min(endLine, source.lines.count)
    guard startLine <= last else { return [] }
    return (startLine...last).map { number in
      let line = source.lines[number - 1]
      if number == startLine {
        return String(decoding: Array(line.utf8.dropFirst(startColumn - 1)), as: UTF8.self)
      }
      var text = line.drop { $0 == " " }
      for _ in 0..<quoteCount where text.first == ">" {
        text = text.dropFirst().drop { $0 == " " }
      }
      return String(text)
    }
  }
}

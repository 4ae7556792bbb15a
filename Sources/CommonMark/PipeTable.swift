internal import CCMark

/// Writes a table as a pipe table, which plain CommonMark lacks (GitHub Flavored Markdown, §4.10).
enum PipeTable {
  /// Puts a table's caption and its pipe table in its place.
  static func replace(_ table: Node, _ forms: [MarkdownForm]) {
    var lines: [[UInt8]] = []
    for part in table.children where part.mark > 0 {
      switch forms[part.mark - 1] {
      case .caption:
        let paragraph = Node(CMARK_NODE_PARAGRAPH)
        let emphasis = Node(CMARK_NODE_EMPH)
        part.moveChildren(to: emphasis)
        paragraph.append(emphasis)
        paragraph.insertBefore(table)
      case .row:
        lines.append(line(part, forms))
        if lines.count == 1 { lines.append(delimiters(part, forms)) }
      default: break
      }
    }
    let text = String(decoding: Array(lines.joined(separator: "\n".utf8)), as: UTF8.self)
    // An HTML block is written as it stands, also within quotes and lists.
    table.replace(with: Node(CMARK_NODE_HTML_BLOCK, literal: text))
  }

  private static func line(_ row: Node, _ forms: [MarkdownForm]) -> [UInt8] {
    var line: [UInt8] = [UInt8(ascii: "|")]
    for cell in row.children {
      let content = content(cell)
      for _ in 0..<columns(cell, forms) {
        line.append(UInt8(ascii: " "))
        line.append(contentsOf: content)
        line.append(contentsOf: " |".utf8)
      }
    }
    return line
  }

  private static func delimiters(_ row: Node, _ forms: [MarkdownForm]) -> [UInt8] {
    var line = "|"
    for cell in row.children {
      guard cell.mark > 0, case .cell(let columns, let alignment) = forms[cell.mark - 1] else {
        continue
      }
      let delimiter = " \(ColumnAlignment.delimiter(alignment)) |"
      line += String(repeating: delimiter, count: columns)
    }
    return [UInt8](line.utf8)
  }

  private static func columns(_ cell: Node, _ forms: [MarkdownForm]) -> Int {
    guard cell.mark > 0, case .cell(let columns, _) = forms[cell.mark - 1] else { return 1 }
    return columns
  }

  /// A cell's inline nodes as CommonMark on one line, with its pipes escaped.
  private static func content(_ cell: Node) -> [UInt8] {
    let paragraph = Node(CMARK_NODE_PARAGRAPH)
    cell.moveChildren(to: paragraph)
    defer { paragraph.free() }
    breakWithinLine(paragraph)
    var content: [UInt8] = []
    for byte in paragraph.commonMark() {
      switch byte {
      case UInt8(ascii: "\n"): content.append(UInt8(ascii: " "))
      case UInt8(ascii: "|"): content.append(contentsOf: "\\|".utf8)
      default: content.append(byte)
      }
    }
    while content.last == UInt8(ascii: " ") { content.removeLast() }
    return content
  }

  /// Writes line breaks as GitHub has them within a cell, whose text is one line.
  private static func breakWithinLine(_ paragraph: Node) {
    var breaks: [Node] = []
    paragraph.walk { if $0.kind == CMARK_NODE_LINEBREAK { breaks.append($0) } }
    for node in breaks {
      node.replace(with: Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: "<br>", exit: ""))
    }
  }
}

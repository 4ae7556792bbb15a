/// A pipe table as it is written: the cells' texts, row by row (GitHub Flavored Markdown, §4.10).
struct PipeTableSource: Hashable {
  /// Which line of the paragraph is the header; those before it are no part of the table.
  var headerLine: Int
  /// The cells of the first row, as written.
  var header: [String]
  /// One for each column.
  var alignments: [ColumnAlignment?]
  /// Each of as many cells as the header: what is missing is empty, what is too much is left out.
  var rows: [[String]]

  /// Reads the lines of a paragraph; `nil` where they hold no table.
  ///
  /// The delimiter row must have as many cells as the row before it.
  init?(_ lines: [String]) {
    guard lines.count > 1 else { return nil }
    for index in 1..<lines.count {
      guard let alignments = Self.alignments(lines[index]) else { continue }
      let header = Self.cells(lines[index - 1])
      guard header.count == alignments.count else { continue }
      self.headerLine = index - 1
      self.header = header
      self.alignments = alignments
      rows = lines[(index + 1)...].map { line in
        let cells = Self.cells(line).prefix(header.count)
        return cells + Array(repeating: "", count: header.count - cells.count)
      }
      return
    }
    return nil
  }

  private static func alignments(_ line: String) -> [ColumnAlignment?]? {
    guard line.allSatisfy({ "|:- \t".contains($0) }), line.contains("-"),
      line.contains("|") || line.contains(":")
    else { return nil }
    var alignments: [ColumnAlignment?] = []
    for cell in cells(line) {
      guard case .some(let alignment) = ColumnAlignment.read(cell) else { return nil }
      alignments.append(alignment)
    }
    return alignments
  }

  /// The cells of a line: what stands between pipes that no backslash escapes.
  static func cells(_ line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isEscaped = false
    for character in line.trimmed.dropFirst(line.trimmed.hasPrefix("|") ? 1 : 0) {
      if character == "|", !isEscaped {
        cells.append(cell.trimmed)
        cell = ""
      } else {
        if character == "|" { cell.removeLast() }
        cell.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if !cell.trimmed.isEmpty { cells.append(cell.trimmed) }
    return cells
  }
}

extension String {
  /// Without spaces and tabs at either end.
  fileprivate var trimmed: String {
    var text = drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}

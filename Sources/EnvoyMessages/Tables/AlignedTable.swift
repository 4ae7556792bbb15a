internal import Diagnostics

/// Lines of cells as Go's text/tabwriter aligns them, which istioctl prints its tables with.
///
/// A column is as wide as its widest cell and the padding; the last cell of a line is not padded.
struct AlignedTable {
  private var rows: [[String]]
  /// Spaces between columns.
  private let padding: Int

  init(header: [String], padding: Int) {
    rows = [header]
    self.padding = padding
  }

  /// Adds a row, of as many cells as the header has.
  mutating func add(_ cells: [String]) { rows.append(cells.map(VisibleText.line)) }

  /// The lines, each with its line feed.
  var text: String {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        let width = cell.unicodeScalars.count + padding
        if column < widths.count {
          widths[column] = max(widths[column], width)
        } else {
          widths.append(width)
        }
      }
    }
    var text = ""
    for row in rows {
      for (column, cell) in row.enumerated() {
        text += cell
        guard column < row.count - 1 else { continue }
        text += String(repeating: " ", count: widths[column] - cell.unicodeScalars.count)
      }
      text += "\n"
    }
    return text
  }
}

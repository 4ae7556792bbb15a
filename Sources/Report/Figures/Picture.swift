internal import Diagnostics
internal import CommonMark

/// A finished figure with its words.
struct Picture {
  /// Unique in the page; also the file's name.
  var id: String
  var title: String
  /// What the figure shows, for those who cannot see it.
  var description: String
  var drawing: Drawing
  var caption: [Inline]
  var table: Table
  /// Its data in full, where the table sums them up; the table's where absent.
  var data: Table? = nil
  /// Whether it tells of single decisions, which a page may fold away.
  var foldsWhenTall = false
  /// What happened beside the data; `nil` where nothing did.
  var events: Table? = nil
  /// The same for narrow screens; `nil` where the one drawing is narrow enough.
  var narrow: Drawing? = nil

  /// The element for an HTML page, styled by the page's stylesheet.
  var inline: String { element(drawing, style: "", namespace: "") }

  /// A file of its own, with its style and dark mode.
  var file: OutputFile {
    OutputFile(path: "figures/\(id).svg", bytes: standalone(drawing))
  }

  /// The same in the layout for narrow screens.
  private var narrowFile: OutputFile? {
    narrow.map { OutputFile(path: "figures/\(id)-narrow.svg", bytes: standalone($0)) }
  }

  private func standalone(_ drawing: Drawing) -> [UInt8] {
    let text = element(
      drawing, style: "<style>\n\(FigureStyle.standalone)</style>\n",
      namespace: " xmlns=\"http://www.w3.org/2000/svg\"")
    return Array((text + "\n").utf8)
  }

  private func element(_ drawing: Drawing, style: String, namespace: String) -> String {
    let id = MarkupEscape.text(self.id)
    return
      "<svg\(namespace) class=\"figure\" viewBox=\"0 0 \(drawing.width) \(drawing.height)\" "
      + "width=\"\(drawing.width)\" height=\"\(drawing.height)\" role=\"img\" "
      + "aria-labelledby=\"\(id)-title \(id)-description\">\n"
      + "<title id=\"\(id)-title\">\(MarkupEscape.text(VisibleText.line(title)))</title>\n"
      + "<desc id=\"\(id)-description\">\(MarkupEscape.text(VisibleText.line(description)))</desc>\n"
      + style + drawing.body + "</svg>"
  }

  /// The data of its table (RFC 4180).
  var dataFile: OutputFile {
    OutputFile(path: "figures/\(id).csv", bytes: Array((data ?? table).csv.utf8))
  }

  private var eventFile: OutputFile? {
    events.map { OutputFile(path: "figures/\(id)-events.csv", bytes: Array($0.csv.utf8)) }
  }

  /// Everything that stands in the folder of its page.
  var files: [OutputFile] { [file, narrowFile, dataFile, eventFile].compactMap(\.self) }

  /// The figure on a page.
  ///
  /// - `isFolded`: whether it is folded away, so that its file is enough.
  func figure(words: Words, isFolded: Bool = false) -> Block {
    var figure = Figure(
      id: "figure-\(id)", alternative: title, svg: isFolded ? nil : inline, file: file.path,
      caption: caption, tableSummary: [.text(words.dataTable)], table: table.shown(words))
    figure.size = Figure.Size(width: drawing.width, height: drawing.height)
    figure.narrowFile = narrowFile?.path
    figure.data = Figure.File(address: dataFile.path, label: words.dataFile)
    if let events, let eventFile {
      figure.further = [
        .init(events.shown(words), data: .init(address: eventFile.path, label: words.dataFile))
      ]
    }
    return .figure(figure)
  }
}

extension Table {
  /// How many rows a page shows; all of them are in the file.
  private static let shownRows = 60

  /// The table as a page has it: its first rows where there are many, and of how many.
  func shown(_ words: Words) -> Table {
    guard rows.count > Self.shownRows else { return self }
    var shown = self
    shown.rows = Array(rows.prefix(Self.shownRows))
    shown.caption.append(.text(words.rowsShown(Self.shownRows, of: rows.count)))
    return shown
  }

  /// The table's texts, a line a row, with quotes where a field needs them.
  var csv: String {
    ([header] + rows).map { row in
      let fields = row.flatMap { cell -> [String] in
        let text = VisibleText.line(cell.content.map(\.plainText).joined())
        let needsQuotes = text.contains { ",\"\n".contains($0) }
        let field = needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
        return Array(repeating: field, count: max(1, cell.columns))
      }
      return fields.joined(separator: ",") + "\n"
    }.joined()
  }
}

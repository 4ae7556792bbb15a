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

  /// The element for an HTML page, styled by the page's stylesheet.
  var inline: String { element(style: "", namespace: "") }

  /// A file of its own, with its style and dark mode.
  var file: OutputFile {
    let text = element(
      style: "<style>\n\(FigureStyle.standalone)</style>\n",
      namespace: " xmlns=\"http://www.w3.org/2000/svg\"")
    return OutputFile(path: "figures/\(id).svg", bytes: Array((text + "\n").utf8))
  }

  private func element(style: String, namespace: String) -> String {
    let id = MarkupEscape.text(self.id)
    return
      "<svg\(namespace) class=\"figure\" viewBox=\"0 0 \(drawing.width) \(drawing.height)\" "
      + "width=\"\(drawing.width)\" height=\"\(drawing.height)\" role=\"img\" "
      + "aria-labelledby=\"\(id)-title \(id)-description\">\n"
      + "<title id=\"\(id)-title\">\(MarkupEscape.text(VisibleText.line(title)))</title>\n"
      + "<desc id=\"\(id)-description\">\(MarkupEscape.text(VisibleText.line(description)))</desc>\n"
      + style + drawing.body + "</svg>"
  }

  func figure(words: Words, file: String) -> Block {
    .figure(
      Figure(
        id: "figure-\(id)", alternative: title, svg: inline, file: file, caption: caption,
        tableSummary: [.text(words.dataTable)], table: table))
  }
}

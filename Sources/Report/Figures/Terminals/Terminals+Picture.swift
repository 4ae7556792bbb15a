internal import Diagnostics
internal import CommonMark
internal import Notebook
internal import Simulator

extension Terminals {
  private static let paneWidth = 404
  private static let gap = 12
  private static let lineHeight = 16
  private static let bar = 26
  private static let gutter = 62

  /// The picture with its caption, which begins with what it shows, and its data.
  func picture(id: String, scope: FigureScope, words: Words) -> Picture {
    let versions = scope.versions
    let sentences = panes.map { pane in
      words.terminalSentence(pane.client, pane.answers.prefix(4).map { VisibleText.line($0.text) })
    }
    return Picture(
      id: id, title: words.terminalsTitle(versions),
      description: sentences.joined(separator: " "), drawing: drawing(words, .wide),
      caption: [
        .text(
          words.terminalsCaption(
            versions, isCut: panes.contains(where: \.isCutAbove), runsTogether: runsTogether)
            + words.scope(scope, showing: panes.map(\.client)))
      ],
      table: table(id: id, versions: versions, words: words), narrow: drawing(words, .narrow))
  }

  private func drawing(_ words: Words, _ layout: FigureLayout) -> Drawing {
    let columnCount = layout.pick(min(2, max(1, panes.count)), 1)
    let rowCount = max(1, panes.map { $0.rows.count }.max() ?? 1)
    let paneHeight = Self.bar + (rowCount + 2) * Self.lineHeight + 14
    let lines = layout.pick((panes.count + 1) / 2, panes.count)
    var drawing = Drawing(
      width: columnCount * Self.paneWidth + (columnCount - 1) * Self.gap,
      height: max(1, lines) * (paneHeight + Self.gap) - Self.gap)
    for (index, pane) in panes.enumerated() {
      draw(
        pane, x: (index % columnCount) * (Self.paneWidth + Self.gap),
        y: (index / columnCount) * (paneHeight + Self.gap), height: paneHeight, &drawing)
    }
    return drawing
  }

  private func draw(_ pane: Pane, x: Int, y: Int, height: Int, _ drawing: inout Drawing) {
    drawing.rectangle(
      x: x + 1, y: y + 1, width: Self.paneWidth - 2, height: height - 2, radius: 8, style: "screen")
    drawing.rectangle(
      x: x + 2, y: y + 2, width: Self.paneWidth - 4, height: Self.bar - 4, radius: 7,
      style: "screen-bar")
    drawing.text(
      pane.client, x: x + 14, y: y + 17, style: "on-screen", fitting: Self.paneWidth - 28,
      size: .small)
    let top = y + Self.bar + 15
    drawing.text(
      pane.prompt, x: x + 10, y: top, style: "screen-muted", fitting: Self.paneWidth - 20,
      size: .terminal)
    if pane.isCutAbove {
      drawing.text(
        "⋮", x: x + 10, y: top + Self.lineHeight, style: "screen-muted", fitting: 20,
        size: .terminal)
    }
    for (index, row) in pane.rows.enumerated() {
      draw(row, x: x + 10, y: top + (index + 2) * Self.lineHeight, &drawing)
    }
  }

  /// A row with the time in its margin, each answer's part in its own span.
  private func draw(_ row: Row, x: Int, y: Int, _ drawing: inout Drawing) {
    guard !row.segments.isEmpty else { return }
    if let time = row.time {
      drawing.text(
        Self.seconds(time), x: x, y: y, style: "screen-muted", fitting: Self.gutter,
        size: .terminal)
    }
    let spans = row.segments.map { segment in
      let style = segment.isBad ? " class=\"screen-bad\"" : ""
      return "<tspan\(style)>\(MarkupEscape.text(segment.text))</tspan>"
    }
    drawing.append(
      "<text x=\"\(x + Self.gutter)\" y=\"\(y)\" class=\"\(TextSize.terminal.style) on-screen\">"
        + "\(spans.joined())</text>\n")
  }

  private static func seconds(_ time: SimulationTime) -> String {
    FixedPoint.text(Double(time.nanoseconds) / 1e9, places: 3)
  }

  /// Whether a failure's text has no new line at its end.
  private var runsTogether: Bool {
    panes.contains { pane in
      pane.rows.contains { $0.segments.count > 1 || ($0.segments.first?.isBad ?? false) }
    }
  }

  private func table(id: String, versions: String, words: Words) -> Table {
    let rows = panes.flatMap { pane in
      Self.streaks(pane.answers).map { streak -> [Table.Cell] in
        [
          .init([.text(pane.client)], style: "name"),
          .init([.text("\(Self.seconds(streak.answer.time)) s")], style: "number"),
          .init([.text("\(streak.count)")], style: "number"),
          .init(streak.answer.text.isEmpty ? ["–"] : [.code(streak.answer.text)]),
        ]
      }
    }
    return Table(
      id: "data-\(id)", caption: [.text(words.terminalsTitle(versions))],
      header: [
        .init([.text(words.client)]), .init([.text(words.time)], style: "number"),
        .init([.text(words.count)], style: "number"), .init([.text(words.printed)]),
      ], rows: rows)
  }

  /// Equal answers in a row, with how many there are.
  private static func streaks(_ answers: [Answer]) -> [(answer: Answer, count: Int)] {
    var streaks: [(answer: Answer, count: Int)] = []
    for answer in answers {
      if let last = streaks.last, last.answer.text == answer.text {
        streaks[streaks.count - 1].count += 1
      } else {
        streaks.append((answer, 1))
      }
    }
    return streaks
  }
}

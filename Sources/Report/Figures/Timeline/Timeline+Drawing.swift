internal import Notebook

extension Timeline {
  private static let stripHeight = 22
  private static let top = 40

  /// A strip a client over an axis of time: its name beside it, or above it where that is narrow.
  func drawing(_ words: Words, _ layout: FigureLayout) -> Drawing {
    let left = layout.pick(132, 4)
    let width = layout.pick(660, FigureLayout.narrowWidth - 12)
    let pitch = layout.pick(29, 46)
    let cellWidth = max(layout.pick(11, 4), min(24, width / cellCount))
    let right = left + cellCount * cellWidth
    let bottom = Self.top + strips.count * pitch
    var drawing = Drawing(
      width: layout.pick(left + width + 28, max(FigureLayout.narrowWidth, right + 8)),
      height: bottom + 30)
    legend(words, from: left, within: layout.pick(160, 110), &drawing)
    for (index, strip) in strips.enumerated() {
      let y = Self.top + index * pitch + layout.pick(0, 18)
      drawing.text(
        strip.client, x: layout.pick(left - 12, left), y: y + layout.pick(15, -5), style: "",
        anchor: layout.pick(.end, .start), fitting: layout.pick(left - 16, width))
      for (position, cell) in strip.cells.enumerated() {
        draw(
          cell, x: left + position * cellWidth, y: y, width: cellWidth - layout.pick(2, 1),
          &drawing)
      }
    }
    drawing.path("M\(left) \(bottom)H\(right)", style: "axis")
    let marks = layout.pick(7, 4)
    let step = [1, 2, 5, 10, 20].first { $0 * marks >= cellCount } ?? cellCount
    for cell in stride(from: 0, through: cellCount, by: step) {
      let x = left + cell * cellWidth
      drawing.path("M\(x) \(bottom)v5", style: "axis")
      let isLast = layout == .narrow && cell + step > cellCount && cell > 0
      drawing.text(
        "\(start(cell)) s", x: x, y: bottom + 20, style: "muted",
        anchor: cell == 0 ? .start : isLast ? .end : .middle, fitting: 90, size: .small)
    }
    return drawing
  }

  private func draw(_ cell: Cell, x: Int, y: Int, width: Int, _ drawing: inout Drawing) {
    guard let kind = cell.worst else {
      drawing.rectangle(
        x: x + 1, y: y + Self.stripHeight - 2, width: width, height: 2, style: "silent")
      return
    }
    let total = cell.counts.reduce(0, +)
    let answered = cell.counts[OutcomeKind.answered.rawValue]
    // What failed is never too small to be seen.
    let failing = kind == .answered ? 0 : max(11, Self.stripHeight * (total - answered) / total)
    let height = kind == .answered ? Self.stripHeight : failing
    if failing > 0, failing < Self.stripHeight {
      drawing.rectangle(
        x: x + 1, y: y + failing, width: width, height: Self.stripHeight - failing,
        style: "cell answered")
    }
    drawing.rectangle(
      x: x + 1, y: y, width: width, height: height, radius: 2, style: "cell \(kind.style)")
    Self.mark(kind, x: x + 1 + width / 2, y: y + height / 2, &drawing)
  }

  /// A form for each kind of outcome, so that colour is never alone.
  private static func mark(_ kind: OutcomeKind, x: Int, y: Int, _ drawing: inout Drawing) {
    let style = "mark \(kind.style)"
    switch kind {
    case .answered: break
    case .clientError: drawing.path("M\(x) \(y - 5)v6m0 3v1", style: style)
    case .refused: drawing.cross(x: x, y: y, radius: 2, style: style)
    case .serverError: drawing.path("M\(x) \(y - 3)v6m-3 -3h6", style: style)
    case .noResponse: drawing.path("M\(x - 2) \(y)h5", style: style)
    }
  }

  private func legend(
    _ words: Words, from left: Int, within width: Int, _ drawing: inout Drawing
  ) {
    let present = OutcomeKind.allCases.filter { kind in
      strips.contains { $0.cells.contains { $0.counts[kind.rawValue] > 0 } }
    }
    var x = left
    for kind in present {
      drawing.rectangle(x: x, y: 8, width: 9, height: 16, radius: 2, style: "cell \(kind.style)")
      Self.mark(kind, x: x + 4, y: 16, &drawing)
      let word = words.kind(kind)
      drawing.text(word, x: x + 15, y: 20, style: "muted", fitting: width, size: .small)
      x += 34 + min(width, TextSize.small.width(word))
    }
  }
}

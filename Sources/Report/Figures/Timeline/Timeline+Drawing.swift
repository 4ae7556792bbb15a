internal import Notebook
internal import Simulator

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
    let bottom = Self.top + (strips.count + lanes.count) * pitch
    var drawing = Drawing(
      width: layout.pick(left + width + 28, max(FigureLayout.narrowWidth, right + 8)),
      height: bottom + 30)
    legend(words, from: left, within: layout.pick(160, 110), &drawing)
    func row(_ index: Int, _ name: String, _ style: String) -> Int {
      let y = Self.top + index * pitch + layout.pick(0, 18)
      drawing.text(
        name, x: layout.pick(left - 12, left), y: y + layout.pick(15, -5), style: style,
        anchor: layout.pick(.end, .start), fitting: layout.pick(left - 16, width))
      return y
    }
    for (index, strip) in strips.enumerated() {
      let y = row(index, strip.client, "")
      var shapes = Shapes()
      for (position, cell) in strip.cells.enumerated() {
        draw(
          cell, x: left + position * cellWidth, y: y, width: cellWidth - layout.pick(2, 1),
          &shapes)
      }
      shapes.draw(in: &drawing)
    }
    for (index, lane) in lanes.enumerated() {
      let y = row(strips.count + index, words.lane(lane), "muted")
      draw(lane, y: y, &drawing) { time in
        let (whole, rest) = time.nanoseconds.quotientAndRemainder(dividingBy: cellNanoseconds)
        let pixel = max(1, cellNanoseconds / Int64(clamping: cellWidth))
        return left + Int(whole) * cellWidth + min(cellWidth, Int(rest / pixel))
      }
    }
    axis(from: left, to: right, y: bottom, cellWidth, layout, &drawing)
    return drawing
  }

  private func axis(
    from left: Int, to right: Int, y bottom: Int, _ cellWidth: Int, _ layout: FigureLayout,
    _ drawing: inout Drawing
  ) {
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
  }

  /// Shapes of one look as one path, since a strip has many.
  struct Shapes {
    private var paths: [(style: String, data: String)] = []

    /// Adds a rectangle.
    mutating func rectangle(x: Int, y: Int, width: Int, height: Int, style: String) {
      path("M\(x) \(y)h\(width)v\(height)h-\(width)z", style: style)
    }

    /// Adds an outline.
    mutating func path(_ data: String, style: String) {
      if let known = paths.firstIndex(where: { $0.style == style }) {
        paths[known].data += data
      } else {
        paths.append((style, data))
      }
    }

    /// Draws them, those of a look together.
    func draw(in drawing: inout Drawing) {
      for path in paths { drawing.path(path.data, style: path.style) }
    }
  }

  private func draw(_ cell: Cell, x: Int, y: Int, width: Int, _ shapes: inout Shapes) {
    guard let kind = cell.worst else {
      shapes.rectangle(
        x: x + 1, y: y + Self.stripHeight - 2, width: width, height: 2, style: "silent")
      return
    }
    let total = cell.counts.reduce(0, +)
    let answered = cell.counts[OutcomeKind.answered.rawValue]
    // What failed is never too small to be seen.
    let failing = kind == .answered ? 0 : max(11, Self.stripHeight * (total - answered) / total)
    let height = kind == .answered ? Self.stripHeight : failing
    if failing > 0, failing < Self.stripHeight {
      shapes.rectangle(
        x: x + 1, y: y + failing, width: width, height: Self.stripHeight - failing,
        style: "cell answered")
    }
    shapes.rectangle(x: x + 1, y: y, width: width, height: height, style: "cell \(kind.style)")
    if let mark = Self.mark(kind, x: x + 1 + width / 2, y: y + height / 2) {
      shapes.path(mark, style: "mark \(kind.style)")
    }
  }

  /// A form for each kind of outcome, so that colour is never alone.
  private static func mark(_ kind: OutcomeKind, x: Int, y: Int) -> String? {
    switch kind {
    case .answered: nil
    case .clientError: "M\(x) \(y - 5)v6m0 3v1"
    case .refused: Drawing.cross(x: x, y: y, radius: 2)
    case .serverError: "M\(x) \(y - 3)v6m-3 -3h6"
    case .noResponse: "M\(x - 2) \(y)h5"
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
      if let mark = Self.mark(kind, x: x + 4, y: 16) {
        drawing.path(mark, style: "mark \(kind.style)")
      }
      let word = words.kind(kind)
      drawing.text(word, x: x + 15, y: 20, style: "muted", fitting: width, size: .small)
      x += 34 + min(width, TextSize.small.width(word))
    }
  }
}

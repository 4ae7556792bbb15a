internal import Notebook

extension SequenceDiagram {
  private static let head = 46
  private static let row = 30

  /// Lifelines with their heads, then an event a row.
  func drawing(_ words: Words, _ layout: FigureLayout) -> Drawing {
    let frame = Frame(layout, count: lifelines.count)
    let rows = events.count + (left > 0 ? 1 : 0)
    let bottom = 8 + Self.head + rows * Self.row + 14
    var drawing = Drawing(width: frame.width, height: bottom + 6)
    for index in lifelines.indices {
      drawing.path("M\(frame.x(index)) \(8 + Self.head)V\(bottom)", style: "lifeline")
      drawHead(index, frame, words, &drawing)
    }
    for (index, event) in events.enumerated() {
      let y = 8 + Self.head + index * Self.row + 26
      drawing.text(
        "+\(words.duration(event.nanoseconds))", x: frame.margin - 12, y: y + 4, style: "muted",
        anchor: .end, fitting: frame.margin - 14, size: .small)
      draw(event, frame, y: y, &drawing)
    }
    if left > 0 {
      drawing.text(
        words.moreEvents(left), x: frame.margin, y: bottom - 4, style: "halo muted",
        fitting: frame.width - frame.margin, size: .small)
    }
    return drawing
  }

  private func drawHead(
    _ index: Int, _ frame: Frame, _ words: Words, _ drawing: inout Drawing
  ) {
    let lifeline = lifelines[index]
    let width = min(frame.pitch - 10, 180)
    drawing.rectangle(
      x: frame.x(index) - width / 2, y: 8, width: width, height: Self.head - 6, radius: 6,
      style: "node")
    drawing.text(
      words.role(lifeline.role), x: frame.x(index), y: 24, style: "muted", anchor: .middle,
      fitting: width - 8, size: .small)
    drawing.text(
      lifeline.name, x: frame.x(index), y: 39, style: "", anchor: .middle, fitting: width - 8,
      size: .body
    )
  }

  private func draw(_ event: Event, _ frame: Frame, y: Int, _ drawing: inout Drawing) {
    switch event.kind {
    case .message(let from, let to, let isAnswer):
      let (start, end) = (frame.x(from), frame.x(to))
      let tip = end > start ? -8 : 8
      let style = event.isBad ? "fail" : isAnswer ? "ok" : "call"
      drawing.path(
        "M\(start) \(y)H\(end + tip)", style: "message \(style)\(isAnswer ? " back" : "")")
      drawing.path("M\(end) \(y)l\(tip) -4v8z", style: "tip \(style)")
      // In the gap beside the sender, so that no label crosses a lifeline.
      let middle = start + (end > start ? frame.pitch : -frame.pitch) / 2
      drawing.text(
        event.text, x: middle, y: y - 5, style: event.isBad ? "halo bad" : "halo",
        anchor: .middle, fitting: frame.pitch - 16, size: .small)
    case .refusal(let place):
      drawing.cross(x: frame.x(place), y: y, radius: 6, style: "cross")
      drawNote(event.text, place, frame, y: y, style: "halo bad", &drawing)
    case .note(let place):
      drawing.circle(x: frame.x(place), y: y, radius: 4, style: "badge")
      drawNote(event.text, place, frame, y: y, style: "halo muted", &drawing)
    }
  }

  /// To the right of a lifeline; of the last one, to its left.
  private func drawNote(
    _ text: String, _ place: Int, _ frame: Frame, y: Int, style: String, _ drawing: inout Drawing
  ) {
    let isLast = place == lifelines.count - 1
    let room = isLast ? frame.x(place) - frame.margin - 12 : frame.width - frame.x(place) - 16
    drawing.text(
      text, x: frame.x(place) + (isLast ? -12 : 12), y: y + 4, style: style,
      anchor: isLast ? .end : .start, fitting: room, size: .small)
  }
}

/// Where lifelines stand.
private struct Frame {
  /// The margin with the times.
  let margin: Int
  let width: Int
  private let count: Int

  /// As wide as the layout, and where that is narrow at least as wide as names need.
  init(_ layout: FigureLayout, count: Int) {
    margin = layout.pick(74, 56)
    width = layout.pick(820, max(FigureLayout.narrowWidth, 56 + 96 * count))
    self.count = max(1, count)
  }

  /// The distance between two lifelines.
  var pitch: Int { (width - margin) / count }

  func x(_ lifeline: Int) -> Int { margin + lifeline * pitch + pitch / 2 }
}

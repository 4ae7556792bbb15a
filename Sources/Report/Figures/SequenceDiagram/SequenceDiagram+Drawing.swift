internal import Notebook

extension SequenceDiagram {
  private static let width = 820
  /// The margin with the times.
  private static let margin = 74
  private static let head = 46
  private static let row = 30

  /// Lifelines with their heads, then an event a row.
  func drawing(_ words: Words) -> Drawing {
    let rows = events.count + (left > 0 ? 1 : 0)
    let bottom = 8 + Self.head + rows * Self.row + 14
    var drawing = Drawing(width: Self.width, height: bottom + 6)
    for index in lifelines.indices {
      drawing.path("M\(x(index)) \(8 + Self.head)V\(bottom)", style: "lifeline")
      drawHead(index, words, &drawing)
    }
    for (index, event) in events.enumerated() {
      let y = 8 + Self.head + index * Self.row + 26
      drawing.text(
        "+\(words.duration(event.nanoseconds))", x: Self.margin - 12, y: y + 4, style: "muted",
        anchor: .end, fitting: Self.margin - 14, size: .small)
      draw(event, y: y, &drawing)
    }
    if left > 0 {
      drawing.text(
        words.moreEvents(left), x: Self.margin, y: bottom - 4, style: "halo muted",
        fitting: Self.width - Self.margin, size: .small)
    }
    return drawing
  }

  /// The distance between two lifelines.
  private var pitch: Int { (Self.width - Self.margin) / max(1, lifelines.count) }

  private func x(_ lifeline: Int) -> Int { Self.margin + lifeline * pitch + pitch / 2 }

  private func drawHead(_ index: Int, _ words: Words, _ drawing: inout Drawing) {
    let lifeline = lifelines[index]
    let width = min(pitch - 10, 180)
    drawing.rectangle(
      x: x(index) - width / 2, y: 8, width: width, height: Self.head - 6, radius: 6, style: "node")
    drawing.text(
      words.role(lifeline.role), x: x(index), y: 24, style: "muted", anchor: .middle,
      fitting: width - 8, size: .small)
    drawing.text(
      lifeline.name, x: x(index), y: 39, style: "", anchor: .middle, fitting: width - 8, size: .body
    )
  }

  private func draw(_ event: Event, y: Int, _ drawing: inout Drawing) {
    switch event.kind {
    case .message(let from, let to, let isAnswer):
      let (start, end) = (x(from), x(to))
      let tip = end > start ? -8 : 8
      let style = event.isBad ? "fail" : isAnswer ? "ok" : "call"
      drawing.path(
        "M\(start) \(y)H\(end + tip)", style: "message \(style)\(isAnswer ? " back" : "")")
      drawing.path("M\(end) \(y)l\(tip) -4v8z", style: "tip \(style)")
      // In the gap beside the sender, so that no label crosses a lifeline.
      let middle = start + (end > start ? pitch : -pitch) / 2
      drawing.text(
        event.text, x: middle, y: y - 5, style: event.isBad ? "halo bad" : "halo",
        anchor: .middle, fitting: pitch - 16, size: .small)
    case .refusal(let place):
      drawing.cross(x: x(place), y: y, radius: 6, style: "cross")
      drawNote(event.text, place, y: y, style: "halo bad", &drawing)
    case .note(let place):
      drawing.circle(x: x(place), y: y, radius: 4, style: "badge")
      drawNote(event.text, place, y: y, style: "halo muted", &drawing)
    }
  }

  /// To the right of a lifeline; of the last one, to its left.
  private func drawNote(
    _ text: String, _ place: Int, y: Int, style: String, _ drawing: inout Drawing
  ) {
    let isLast = place == lifelines.count - 1
    let room = isLast ? x(place) - Self.margin - 12 : Self.width - x(place) - 16
    drawing.text(
      text, x: x(place) + (isLast ? -12 : 12), y: y + 4, style: style,
      anchor: isLast ? .end : .start, fitting: room, size: .small)
  }
}

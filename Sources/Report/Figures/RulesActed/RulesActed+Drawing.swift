internal import Diagnostics
internal import Notebook

extension RulesActed {
  private static let width = 820
  private static let gap = 40
  private static let head = 44
  private static let margin = 12

  /// One column for each place on the way, or one below the other; a card for each proxy, a box for
  /// each rule in it.
  func drawing(_ words: Words, _ layout: FigureLayout) -> Drawing {
    let places = Set(actors.map(\.place)).sorted()
    let count = layout.pick(max(1, places.count), 1)
    let width = layout.pick(Self.width, FigureLayout.narrowWidth)
    let cardWidth = (width - 4 - (count - 1) * Self.gap) / count
    let columns = places.map(cards)
    let heights = columns.map { column in
      26 + max(Self.head, column.reduce(0) { $0 + cardHeight($1) + Self.margin })
    }
    let height = layout.pick(heights.max() ?? 70, heights.reduce(0, +))
    var drawing = Drawing(width: width, height: max(70, height))
    var top = 0
    for (index, column) in columns.enumerated() {
      let x = layout.pick(2 + index * (cardWidth + Self.gap), 2)
      let heading = places[index] == 0 ? words.callerSide : words.receiverSide
      drawing.text(heading, x: x, y: top + 16, style: "head", fitting: cardWidth, size: .small)
      var y = top + 26
      for card in column {
        draw(card, x: x, y: y, width: cardWidth, words, &drawing)
        y += cardHeight(card) + Self.margin
      }
      if index > 0, layout == .wide {
        let y = 26 + Self.head / 2
        drawing.path("M\(x - Self.gap + 4) \(y)H\(x - 12)", style: "flow")
        drawing.path("M\(x - 4) \(y)l-9 -5v10z", style: "flow-tip")
      }
      if layout == .narrow { top += heights[index] }
    }
    return drawing
  }

  private func cardHeight(_ card: Card) -> Int {
    switch card {
    case .acted(_, let boxes):
      Self.head + boxes.reduce(0) { $0 + Self.height($1) + 8 } + 4
    case .idle(let proxies): Self.head + proxies.count * 18 + 14
    }
  }

  private func draw(
    _ card: Card, x: Int, y: Int, width: Int, _ words: Words, _ drawing: inout Drawing
  ) {
    drawing.rectangle(
      x: x, y: y, width: width, height: cardHeight(card), radius: 10, style: "node")
    switch card {
    case .acted(let proxy, let boxes):
      drawing.text(
        words.proxy(proxy), x: x + 14, y: y + 27, style: "", fitting: width - 28, size: .title)
      var top = y + Self.head
      for box in boxes {
        draw(box, x: x + 10, y: top, width: width - 20, words, &drawing)
        top += Self.height(box) + 8
      }
    case .idle(let proxies):
      drawing.text(
        words.noRule, x: x + 14, y: y + 27, style: "muted", fitting: width - 28, size: .title)
      for (index, proxy) in proxies.enumerated() {
        drawing.text(
          words.proxy(proxy), x: x + 14, y: y + Self.head + 12 + index * 18, style: "",
          fitting: width - 28)
      }
    }
  }

  private func draw(
    _ box: Box, x: Int, y: Int, width: Int, _ words: Words, _ drawing: inout Drawing
  ) {
    let refuses = box.part == .limit
    drawing.rectangle(
      x: x, y: y, width: width, height: Self.height(box), radius: 6,
      style: refuses ? "rule refusing" : "rule")
    let what = "\(refuses ? "✕ " : "")\(words.part(box.part))\(Self.place(box))"
    let lines: [(text: String, style: String, size: TextSize)] =
      [(what, refuses ? "bad" : "muted", .small), ("\(box.resource)", "", .body)]
      + Self.fields(box).map { ($0, "muted", .small) }
    for (index, line) in lines.enumerated() {
      drawing.text(
        line.text, x: x + 10, y: y + 19 + index * 18, style: line.style, fitting: width - 20,
        size: line.size)
    }
  }

  private static func height(_ box: Box) -> Int { 50 + 18 * fields(box).count }

  /// The field with its value where that stands in its line; of several rules with the line.
  private static func fields(_ box: Box) -> [String] {
    let fields = box.rules.map { $0.value.isEmpty ? $0.origin.fieldPath : $0.value }
    guard fields.count > 1 else { return fields.filter { !$0.isEmpty } }
    return zip(fields, box.rules).map { field, rule in
      (field.isEmpty ? "" : "\(field) · ") + place(rule.origin)
    }
  }

  /// Where the only rule is written.
  private static func place(_ box: Box) -> String {
    guard box.rules.count == 1, let rule = box.rules.first else { return "" }
    return " · \(place(rule.origin))"
  }

  private static func place(_ origin: Origin) -> String {
    origin.location?.shortly ?? "–"
  }
}

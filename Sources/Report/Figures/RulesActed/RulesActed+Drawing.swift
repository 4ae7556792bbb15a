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
    let columns = places.map { place in actors.filter { $0.place == place } }
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
      for actor in column {
        draw(actor, x: x, y: y, width: cardWidth, words, &drawing)
        y += cardHeight(actor) + Self.margin
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

  private func cardHeight(_ actor: Actor) -> Int {
    let rules = actor.rules.reduce(0) { $0 + Self.ruleHeight($1) + 8 }
    return Self.head + (actor.rules.isEmpty ? 28 : rules) + 4
  }

  private func draw(
    _ actor: Actor, x: Int, y: Int, width: Int, _ words: Words, _ drawing: inout Drawing
  ) {
    drawing.rectangle(
      x: x, y: y, width: width, height: cardHeight(actor), radius: 10, style: "node")
    drawing.text(
      words.proxy(actor.proxy), x: x + 14, y: y + 27, style: "", fitting: width - 28, size: .title)
    if actor.rules.isEmpty {
      drawing.text(
        words.noRule, x: x + 14, y: y + Self.head + 12, style: "muted", fitting: width - 28)
    }
    var top = y + Self.head
    for rule in actor.rules {
      draw(rule, x: x + 10, y: top, width: width - 20, words, &drawing)
      top += Self.ruleHeight(rule) + 8
    }
  }

  private func draw(
    _ rule: Rule, x: Int, y: Int, width: Int, _ words: Words, _ drawing: inout Drawing
  ) {
    let refuses = rule.part == .limit
    drawing.rectangle(
      x: x, y: y, width: width, height: Self.ruleHeight(rule), radius: 6,
      style: refuses ? "rule refusing" : "rule")
    let what = "\(refuses ? "✕ " : "")\(words.part(rule.part)) · \(Self.place(rule.origin))"
    let lines: [(text: String, style: String, size: TextSize)] = [
      (what, refuses ? "bad" : "muted", .small), ("\(rule.origin.resource)", "", .body),
      (Self.field(rule), "muted", .small),
    ]
    for (index, line) in lines.filter({ !$0.text.isEmpty }).enumerated() {
      drawing.text(
        line.text, x: x + 10, y: y + 19 + index * 18, style: line.style, fitting: width - 20,
        size: line.size)
    }
  }

  /// Two lines, and a third for a field.
  private static func ruleHeight(_ rule: Rule) -> Int { field(rule).isEmpty ? 50 : 68 }

  /// The field with its value where that stands in its line.
  private static func field(_ rule: Rule) -> String {
    rule.value.isEmpty ? rule.origin.fieldPath : rule.value
  }

  private static func place(_ origin: Origin) -> String {
    guard let location = origin.location else { return "–" }
    let file = location.file.split(separator: "/").last.map(String.init) ?? location.file
    return "\(file):\(location.line)"
  }
}

internal import Notebook

extension TrafficGraph {
  /// Half the width of the badge that stands for a proxy.
  private static let badge = 24

  func drawing(_ words: Words) -> Drawing {
    let layout = TrafficGraphLayout(self)
    var drawing = Drawing(width: TrafficGraphLayout.width, height: layout.height)
    let heads: [(Column, String)] = [
      (.client, words.client), (.service, words.service), (.workload, words.workloadNode),
    ]
    for (column, head) in heads {
      drawing.text(
        head, x: TrafficGraphLayout.headX(column), y: 18, style: "head", fitting: 160, size: .small)
    }
    for edge in edges { draw(edge, layout, &drawing) }
    for (index, node) in nodes.enumerated() { draw(node, layout.boxes[index], &drawing) }
    for edge in edges { label(edge, layout, words, &drawing) }
    return drawing
  }

  private func style(_ edge: Edge) -> String {
    edge.isMirror ? "mirror" : edge.failures == 0 ? "ok" : edge.failureShare < 0.2 ? "warn" : "fail"
  }

  /// Whether requests go from a workload back to a service.
  private var hasReturns: Bool { edges.contains { nodes[$0.source].column == .workload } }

  /// The two ends of an edge; an edge back to a service runs below the one that came.
  private func ends(
    _ edge: Edge, _ layout: TrafficGraphLayout
  ) -> (x1: Int, y1: Int, x2: Int, y2: Int) {
    let (source, target) = (layout.boxes[edge.source], layout.boxes[edge.target])
    if source.x > target.x {
      return (source.x, source.middle + 20, target.right + 2, target.middle + 20)
    }
    // Where requests go back as well, those that come keep above them.
    let lift = hasReturns && nodes[edge.target].column == .workload ? 9 : 0
    let leaving = nodes[edge.source].column == .client && !nodes[edge.source].proxies.isEmpty
    let entering = nodes[edge.target].column == .workload && !nodes[edge.target].proxies.isEmpty
    return (
      source.right + (leaving ? Self.badge : 0), source.middle - lift,
      target.x - (entering ? Self.badge : 0) - 2, target.middle - lift
    )
  }

  /// How far an edge runs level at its end of many, which leaves room for its label.
  private static let level = 96

  /// Level where edges are apart, then bent towards the node that they share.
  private func draw(_ edge: Edge, _ layout: TrafficGraphLayout, _ drawing: inout Drawing) {
    let (x1, y1, x2, y2) = ends(edge, layout)
    let style = style(edge)
    let tip = x2 > x1 ? -9 : 9
    let atTarget = nodes[edge.target].column == .workload
    let level = x2 > x1 ? Self.level : -Self.level
    let (from, to) = atTarget ? (x1, x2 - level) : (x1 + level, x2 + tip)
    let middle = (from + to) / 2
    var data = "M\(x1) \(y1)H\(from)C\(middle) \(y1) \(middle) \(y2) \(to) \(y2)"
    if atTarget { data += "H\(x2 + tip)" }
    drawing.path(y1 == y2 ? "M\(x1) \(y1)H\(x2 + tip)" : data, style: "edge \(style)")
    drawing.path("M\(x2) \(y2)l\(tip) -5v10z", style: "tip \(style)")
  }

  /// Rate and time above the level part, what failed below it.
  private func label(
    _ edge: Edge, _ layout: TrafficGraphLayout, _ words: Words, _ drawing: inout Drawing
  ) {
    let (x1, y1, x2, y2) = ends(edge, layout)
    let isReturn = x2 < x1
    let atTarget = nodes[edge.target].column == .workload
    let x = isReturn ? (x1 + x2) / 2 : atTarget ? x2 - Self.level / 2 - 12 : x1 + Self.level / 2 + 6
    let y = atTarget ? y2 : y1
    let rate = FixedPoint.text(rate(edge), places: 1)
    let time = FixedPoint.duration(nanoseconds: edge.meanNanoseconds)
    // A copy leaves beside the request, so its label goes below the line.
    let text = edge.isMirror ? words.copies(rate) : "\(rate)/s · \(time)"
    drawing.text(
      text, x: x, y: isReturn || edge.isMirror ? y + 15 : y - 7, style: "halo", anchor: .middle,
      fitting: 118, size: .small)
    guard edge.failures > 0, !isReturn else { return }
    let share = PageContext.percent(edge.failures, of: edge.passages)
    drawing.text(
      "✕ \(words.failed(share))", x: x, y: y + 17, style: "halo bad",
      anchor: .middle, fitting: 118, size: .small)
  }

  private func draw(_ node: Node, _ box: TrafficGraphLayout.Box, _ drawing: inout Drawing) {
    drawing.rectangle(
      x: box.x, y: box.y, width: box.width, height: TrafficGraphLayout.nodeHeight, radius: 8,
      style: "node")
    let inset = node.column == .workload ? 34 : 12
    drawing.path(Self.glyph(node.column, x: box.x + inset, y: box.middle - 7), style: "glyph")
    let badge = node.column == .client && !node.proxies.isEmpty ? Self.badge : 6
    let width = box.width - inset - 24 - badge
    let textX = box.x + inset + 24
    let calls = node.calls.joined(separator: ", ")
    let lines: [(text: String, style: String, size: TextSize)] = [
      (node.name, "", .title), (node.detail, "muted", .small),
      (calls.isEmpty ? "" : "→ \(calls)", "muted", .small),
    ].filter { !$0.text.isEmpty }
    for (index, line) in lines.enumerated() {
      drawing.text(
        line.text, x: textX, y: box.middle + 14 - lines.count * 9 + index * 17, style: line.style,
        fitting: width, size: line.size)
    }
    guard !node.proxies.isEmpty else { return }
    let x = node.column == .client ? box.right : box.x
    let refusing = node.refusals > 0
    drawing.rectangle(
      x: x - Self.badge, y: box.middle - 11, width: 2 * Self.badge, height: 22, radius: 11,
      style: refusing ? "badge refusing" : "badge")
    if refusing {
      drawing.cross(x: x, y: box.middle, radius: 5, style: "cross")
    } else {
      drawing.text(
        "proxy", x: x, y: box.middle + 4, style: "muted", anchor: .middle, fitting: 44, size: .small
      )
    }
  }

  /// A terminal, a triangle or a circle, 14 pixels large: the shapes of a mesh's console.
  private static func glyph(_ column: Column, x: Int, y: Int) -> String {
    switch column {
    case .client: "M\(x) \(y)h16v14h-16zM\(x + 3) \(y + 4)l3 3l-3 3M\(x + 8) \(y + 10)h5"
    case .service: "M\(x + 8) \(y)l8 14h-16z"
    case .workload: "M\(x + 15) \(y + 7)a7 7 0 1 1 -14 0a7 7 0 1 1 14 0z"
    }
  }
}

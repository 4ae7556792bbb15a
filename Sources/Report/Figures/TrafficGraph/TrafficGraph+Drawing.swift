internal import Notebook

extension TrafficGraph {
  /// How far an edge runs level beside the node that has its label.
  private static let level = 112
  /// How wide a label may be.
  private static let labelWidth = 122

  /// Edges, then nodes above them, then labels.
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
    for index in edges.indices { drawEdge(index, layout, &drawing) }
    for (index, node) in nodes.enumerated() {
      draw(node, layout.boxes[index], words, &drawing)
      drawRefusals(of: node, layout.boxes[index], words, &drawing)
    }
    for index in edges.indices { label(index, layout, words, &drawing) }
    return drawing
  }

  /// The class of an edge: how much of it fails.
  func style(_ edge: Edge) -> String {
    edge.isMirror ? "mirror" : edge.failures == 0 ? "ok" : edge.failureShare < 0.2 ? "warn" : "fail"
  }

  /// The two ends of an edge: where it leaves its source, and where it arrives.
  private func ends(
    _ index: Int, _ layout: TrafficGraphLayout
  ) -> (x1: Int, y1: Int, x2: Int, y2: Int) {
    let edge = edges[index]
    let (source, target) = (layout.boxes[edge.source], layout.boxes[edge.target])
    let badge = { (node: Int) in nodes[node].proxies.isEmpty ? 0 : TrafficGraphLayout.badge }
    let (y1, y2) = (source.line(of: .edge(index)), target.line(of: .edge(index)))
    if isReturn(edge) {
      return (source.x - badge(edge.source), y1, target.right + 2, target.middle + 14)
    }
    let entry = nodes[edge.target].column == .workload ? badge(edge.target) : 0
    let exit = nodes[edge.source].column == .client ? badge(edge.source) : 0
    return (source.right + exit, y1, target.x - entry - 2, y2)
  }

  /// Whether requests go from a workload on to a service.
  private func isReturn(_ edge: Edge) -> Bool { nodes[edge.source].column == .workload }

  /// Level beside the node that has the label, then bent towards the other one.
  private func drawEdge(_ index: Int, _ layout: TrafficGraphLayout, _ drawing: inout Drawing) {
    let edge = edges[index]
    let (x1, y1, x2, y2) = ends(index, layout)
    let style = style(edge)
    let back = isReturn(edge)
    let tip = back ? 9 : -9
    let labelsTarget = nodes[edge.target].column == .workload
    let from = labelsTarget ? x1 : back ? x1 - Self.level : x1 + Self.level
    let to = labelsTarget ? x2 - Self.level : x2 + tip
    let middle = (from + to) / 2
    let bend = "H\(from)C\(middle) \(y1) \(middle) \(y2) \(to) \(y2)"
    let data = y1 == y2 ? "H\(x2 + tip)" : bend + (labelsTarget ? "H\(x2 + tip)" : "")
    drawing.path("M\(x1) \(y1)\(data)", style: "edge \(style)")
    drawing.path("M\(x2) \(y2)l\(tip) -5v10z", style: "tip \(style)")
  }

  /// Rate, time and attempts above the level part.
  private func label(
    _ index: Int, _ layout: TrafficGraphLayout, _ words: Words, _ drawing: inout Drawing
  ) {
    let edge = edges[index]
    let (x1, y1, x2, y2) = ends(index, layout)
    let text = flow(edge, words)
    let labelsTarget = nodes[edge.target].column == .workload
    let x = labelsTarget ? x2 - 12 : isReturn(edge) ? x1 - 8 : x1 + 6
    drawing.text(
      text, x: x, y: (labelsTarget ? y2 : y1) - 6, style: "halo",
      anchor: labelsTarget || isReturn(edge) ? .end : .start, fitting: Self.labelWidth, size: .small
    )
  }

  /// How much goes over an edge: rate, time, and attempts where there are several.
  func flow(_ edge: Edge, _ words: Words) -> String {
    let rate = FixedPoint.text(edge.flow.rate, places: 1)
    guard !edge.isMirror else { return words.copies(rate) }
    guard !isReturn(edge) else { return "↺ \(rate)/s" }
    let text = "\(rate)/s · \(FixedPoint.duration(nanoseconds: edge.meanNanoseconds))"
    guard edge.meanAttempts >= 1.05 else { return text }
    return text + " · ×\(FixedPoint.text(edge.meanAttempts, places: 1))"
  }

  /// A line that ends in a cross at the proxy, with how much it refused.
  private func drawRefusals(
    of node: Node, _ box: TrafficGraphLayout.Box, _ words: Words, _ drawing: inout Drawing
  ) {
    guard node.refusals.count > 0 else { return }
    let y = box.line(of: .refusals)
    let isClient = node.column == .client
    let edge = isClient ? box.right : box.x
    let start = edge + (isClient ? TrafficGraphLayout.badge : -TrafficGraphLayout.badge)
    let side = isClient ? 1 : -1
    drawing.path("M\(start) \(y)h\(side * 8)", style: "edge fail")
    drawing.cross(x: start + side * 14, y: y, radius: 5, style: "cross")
    let share = PageContext.percent(
      node.refusals.count, of: max(node.arrivals, node.refusals.count))
    let rate = FixedPoint.text(node.refusals.rate, places: 1)
    drawing.text(
      words.refusedMark(rate, share), x: start + side * 24, y: y + 4, style: "halo bad",
      anchor: isClient ? .start : .end, fitting: Self.labelWidth, size: .small)
  }

  private func draw(
    _ node: Node, _ box: TrafficGraphLayout.Box, _ words: Words, _ drawing: inout Drawing
  ) {
    drawing.rectangle(
      x: box.x, y: box.y, width: box.width, height: box.height, radius: 8, style: "node")
    let inset = node.column == .workload ? 34 : 12
    drawing.path(Self.glyph(node.column, x: box.x + inset, y: box.middle - 7), style: "glyph")
    let badge = node.column == .client && !node.proxies.isEmpty ? TrafficGraphLayout.badge + 8 : 2
    let width = box.width - inset - 24 - badge
    let calls = node.calls.isEmpty ? "" : "→ \(node.calls.joined(separator: ", "))"
    let lines: [(text: String, style: String, size: TextSize)] = [
      (node.name, "", .title),
      (
        [node.detail, calls].filter { !$0.isEmpty }.joined(separator: " "),
        "muted", .small
      ),
    ].filter { !$0.text.isEmpty }
    for (index, line) in lines.enumerated() {
      drawing.text(
        line.text, x: box.x + inset + 24, y: box.middle + 13 - lines.count * 9 + index * 18,
        style: line.style, fitting: width, size: line.size)
    }
    guard !node.proxies.isEmpty else { return }
    let x = node.column == .client ? box.right : box.x
    let span = box.portSpan
    drawing.rectangle(
      x: x - TrafficGraphLayout.badge, y: span.lowerBound - 11,
      width: 2 * TrafficGraphLayout.badge, height: span.upperBound - span.lowerBound + 22,
      radius: 11, style: node.refusals.count > 0 ? "badge refusing" : "badge")
    drawing.text(
      words.proxyBadge, x: x, y: box.middle + 4, style: "muted", anchor: .middle, fitting: 44,
      size: .small)
  }

  /// A terminal, a triangle or a circle, 14 pixels large: the shapes of a mesh's console.
  static func glyph(_ column: Column, x: Int, y: Int) -> String {
    switch column {
    case .client: "M\(x) \(y)h16v14h-16zM\(x + 3) \(y + 4)l3 3l-3 3M\(x + 8) \(y + 10)h5"
    case .service: "M\(x + 8) \(y)l8 14h-16z"
    case .workload: "M\(x + 15) \(y + 7)a7 7 0 1 1 -14 0a7 7 0 1 1 14 0z"
    }
  }
}

internal import Notebook

/// The traffic graph on a phone: one node below the other, what leaves it below its name.
extension TrafficGraph {
  private static let rowHeight = 24
  private static let head = 44
  private static let gap = 10

  /// Clients, services and workloads in this order, each with a line for each of its edges.
  func narrowDrawing(_ words: Words) -> Drawing {
    let heads: [(column: Column, text: String)] = [
      (.client, words.client), (.service, words.service), (.workload, words.workloadNode),
    ]
    var height = 4
    for (column, _) in heads {
      let places = nodes.indices.filter { nodes[$0].column == column }
      height += places.isEmpty ? 0 : 26 + places.reduce(0) { $0 + nodeHeight($1) + Self.gap }
    }
    var drawing = Drawing(width: FigureLayout.narrowWidth, height: height)
    var y = 4
    for (column, text) in heads {
      let places = nodes.indices.filter { nodes[$0].column == column }
      guard !places.isEmpty else { continue }
      drawing.text(text, x: 2, y: y + 14, style: "head", fitting: 300, size: .small)
      y += 26
      for place in places {
        draw(place, y: y, words, &drawing)
        y += nodeHeight(place) + Self.gap
      }
    }
    return drawing
  }

  private func outgoing(_ node: Int) -> [Edge] { edges.filter { $0.source == node } }

  private func nodeHeight(_ node: Int) -> Int {
    let rows = outgoing(node).count + (nodes[node].refusals.count > 0 ? 1 : 0)
    return Self.head + rows * Self.rowHeight + (rows > 0 ? 6 : 0)
  }

  private func draw(_ place: Int, y: Int, _ words: Words, _ drawing: inout Drawing) {
    let node = nodes[place]
    let width = FigureLayout.narrowWidth - 4
    drawing.rectangle(
      x: 2, y: y, width: width, height: nodeHeight(place), radius: 8,
      style: node.refusals.count > 0 ? "rule refusing" : "node")
    drawing.path(Self.glyph(node.column, x: 14, y: y + 15), style: "glyph")
    drawing.text(
      node.name, x: 40, y: y + 19, style: "", fitting: width - 120, size: .title)
    if !node.detail.isEmpty {
      drawing.text(
        node.detail, x: 40, y: y + 36, style: "muted", fitting: width - 120, size: .small)
    }
    if !node.proxies.isEmpty {
      drawing.rectangle(x: width - 62, y: y + 10, width: 52, height: 22, radius: 11, style: "badge")
      drawing.text(
        words.proxyBadge, x: width - 36, y: y + 25, style: "muted", anchor: .middle, fitting: 44,
        size: .small)
    }
    var row = y + Self.head
    for edge in outgoing(place) {
      draw(edge, y: row, width: width, words, &drawing)
      row += Self.rowHeight
    }
    guard node.refusals.count > 0 else { return }
    drawing.cross(x: 50, y: row + 11, radius: 5, style: "cross")
    let share = PageContext.percent(
      node.refusals.count, of: max(node.arrivals, node.refusals.count))
    let rate = FixedPoint.text(node.refusals.rate, places: 1)
    drawing.text(
      words.refusedRate(rate, share), x: 68, y: row + 15, style: "bad", fitting: width - 80,
      size: .small)
  }

  /// An arrow, where it leads, and how much goes there.
  private func draw(
    _ edge: Edge, y: Int, width: Int, _ words: Words, _ drawing: inout Drawing
  ) {
    let style = style(edge)
    drawing.path("M40 \(y + 11)h14", style: "edge \(style)")
    drawing.path("M62 \(y + 11)l-9 -5v10z", style: "tip \(style)")
    let label = flow(edge, words)
    let room = TextSize.small.width(label)
    drawing.text(
      nodes[edge.target].name, x: 68, y: y + 15, style: "", fitting: width - 92 - room, size: .body)
    drawing.text(
      label, x: width - 10, y: y + 15, style: "muted", anchor: .end, fitting: width - 90,
      size: .small)
  }
}

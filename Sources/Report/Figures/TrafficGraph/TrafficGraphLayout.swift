/// Where the nodes of a traffic graph stand, in pixels.
struct TrafficGraphLayout {
  static let width = 880
  static let nodeHeight = 64
  private static let pitch = 96
  private static let top = 34

  /// Left edge and width of each column's nodes.
  private static func column(_ column: TrafficGraph.Column) -> (x: Int, width: Int) {
    switch column {
    case .client: (2, 186)
    case .service: (346, 186)
    case .workload: (684, 194)
    }
  }

  struct Box: Hashable {
    var x: Int
    var y: Int
    var width: Int
    var middle: Int { y + TrafficGraphLayout.nodeHeight / 2 }
    var right: Int { x + width }
  }

  let boxes: [Box]
  let height: Int

  /// Columns are centred on one another; the order in a column is that of first appearance.
  init(_ graph: TrafficGraph) {
    let counts = TrafficGraph.Column.allCases.map { column in
      graph.nodes.count { $0.column == column }
    }
    let tallest = max(1, counts.max() ?? 1)
    height = Self.top + tallest * Self.pitch + 8
    var placed = Array(repeating: 0, count: counts.count)
    var boxes: [Box] = []
    for node in graph.nodes {
      let column = node.column.rawValue
      let offset = (tallest - counts[column]) * Self.pitch / 2
      let y = Self.top + offset + placed[column] * Self.pitch + (Self.pitch - Self.nodeHeight) / 2
      placed[column] += 1
      let (x, width) = Self.column(node.column)
      boxes.append(Box(x: x, y: y, width: width))
    }
    self.boxes = boxes
  }

  static func headX(_ column: TrafficGraph.Column) -> Int { Self.column(column).x }
}

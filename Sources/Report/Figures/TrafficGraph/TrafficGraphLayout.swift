/// Where the nodes of a traffic graph stand, and where edges and refusals meet them, in pixels.
///
/// Clients and workloads have a place of its own on their inner side for each edge and for what
/// they refuse, so that no label meets another one.
struct TrafficGraphLayout {
  /// Of the whole figure.
  static let width = 880
  /// Half the width of the badge that stands for a proxy.
  static let badge = 24
  /// Between two places of one node.
  private static let pitch = 30
  private static let gap = 12
  private static let top = 30

  /// Left edge and width of each column's nodes.
  private static func column(_ column: TrafficGraph.Column) -> (x: Int, width: Int) {
    switch column {
    case .client: (2, 196)
    case .service: (366, 158)
    case .workload: (700, 178)
    }
  }

  /// Something that has a place of its own at a node.
  enum Port: Hashable {
    /// An edge by its position.
    case edge(Int)
    /// What the node's proxies refuse.
    case refusals
  }

  /// A node's rectangle.
  struct Box: Hashable {
    /// Left edge.
    var x: Int
    /// Upper edge.
    var y: Int
    /// How wide it is.
    var width: Int
    /// How high it is.
    var height: Int
    /// What has a place at it, from above.
    var ports: [Port]

    /// Half way down.
    var middle: Int { y + height / 2 }
    /// Right edge.
    var right: Int { x + width }

    /// From where to where down its ports reach; both are the middle where there is one.
    var portSpan: ClosedRange<Int> {
      let half = max(0, ports.count - 1) * TrafficGraphLayout.pitch / 2
      return middle - half...middle + half
    }

    /// How far down a port's line is.
    func line(of port: Port) -> Int {
      guard let index = ports.firstIndex(of: port), ports.count > 1 else { return middle }
      return middle + index * TrafficGraphLayout.pitch
        - (ports.count - 1) * TrafficGraphLayout.pitch / 2
    }
  }

  /// Of each node, by its position.
  let boxes: [Box]
  /// Of the whole figure.
  let height: Int

  /// Columns are centred on one another; the order in a column is that of first appearance.
  init(_ graph: TrafficGraph) {
    let ports = graph.nodes.indices.map { Self.ports(of: $0, in: graph) }
    let heights = ports.map { max(54, $0.count * Self.pitch + 14) }
    let columns = TrafficGraph.Column.allCases.map { column in
      graph.nodes.indices.filter { graph.nodes[$0].column == column }
    }
    let totals = columns.map { nodes in
      nodes.reduce(0) { $0 + heights[$1] + Self.gap }
    }
    let tallest = max(1, totals.max() ?? 1)
    var boxes = graph.nodes.map { _ in Box(x: 0, y: 0, width: 0, height: 0, ports: []) }
    for (nodes, total) in zip(columns, totals) {
      var y = Self.top + (tallest - total) / 2
      for node in nodes {
        let (x, width) = Self.column(graph.nodes[node].column)
        boxes[node] = Box(x: x, y: y, width: width, height: heights[node], ports: ports[node])
        y += heights[node] + Self.gap
      }
    }
    self.boxes = boxes
    height = Self.top + tallest + 4
  }

  /// Labels of edges stand at clients and at workloads.
  private static func ports(of node: Int, in graph: TrafficGraph) -> [Port] {
    guard graph.nodes[node].column != .service else { return [] }
    let isClient = graph.nodes[node].column == .client
    let edges = graph.edges.indices.filter { index in
      let edge = graph.edges[index]
      return isClient ? edge.source == node : edge.source == node || edge.target == node
    }
    // What comes stands above what goes on.
    let coming = edges.filter { graph.edges[$0].target == node }
    let going = edges.filter { graph.edges[$0].target != node }
    return coming.map(Port.edge) + going.map(Port.edge)
      + (graph.nodes[node].refusals.count > 0 ? [.refusals] : [])
  }

  /// Where a column's heading begins.
  static func headX(_ column: TrafficGraph.Column) -> Int { Self.column(column).x }
}

internal import CommonMark
internal import Diagnostics
internal import Notebook
internal import Simulator

/// What proxies did beside their requests, below the strips of their clients.
extension Timeline {
  /// Events that share a row.
  enum Lane: CaseIterable {
    /// What outlier detection did.
    case hosts
    /// When limits refused.
    case limits

    init(_ kind: ProxyEvent.Kind) {
      switch kind {
      case .ejection, .return, .healthUpdate: self = .hosts
      case .overflow: self = .limits
      }
    }
  }

  /// The rows that have anything to show.
  var lanes: [Lane] {
    Lane.allCases.filter { lane in events.contains { Lane($0.kind) == lane } }
  }

  /// A form and a height for each kind, so that those of one instant are told apart.
  ///
  /// `place`: where an instant lies, in pixels.
  func draw(_ lane: Lane, y: Int, _ drawing: inout Drawing, place: (SimulationTime) -> Int) {
    var shapes = Shapes()
    for event in events where Lane(event.kind) == lane {
      let x = place(event.start)
      switch event.kind {
      case .ejection: shapes.path("M\(x - 4) \(y + 1)h8l-4 7z", style: "tip fail")
      case .return: shapes.path("M\(x - 4) \(y + 21)h8l-4 -7z", style: "tip ok")
      case .healthUpdate: shapes.path("M\(x) \(y + 8)l3 3l-3 3l-3 -3z", style: "tip call")
      case .overflow:
        let width = max(3, place(event.end) - x)
        shapes.rectangle(x: x, y: y + 5, width: width, height: 12, style: "cell refused")
        shapes.path(
          Drawing.cross(x: x + width / 2, y: y + 11, radius: 2), style: "mark refused")
      }
    }
    shapes.draw(in: &drawing)
  }

  /// A row an event.
  func eventTable(id: String, versions: String, words: Words) -> Table {
    let header = [
      words.time, words.event, words.proxyColumn, words.hostOrCluster, words.because,
      words.writtenAt,
    ]
    let rows = events.map { event -> [Table.Cell] in
      let start = Self.seconds(event.start)
      let time = event.end > event.start ? "\(start)–\(Self.seconds(event.end)) s" : "\(start) s"
      return [
        .init([.text(time)], style: "name"), .init([.text(words.event(event))]),
        .init([.text(event.proxy)]), .init([.code(event.host ?? event.cluster)]),
        .init(event.cause.map { [.code($0)] } ?? []),
        .init(event.origin.map { [.text(Self.written($0))] } ?? []),
      ]
    }
    return Table(
      id: "data-\(id)-events", caption: [.text(words.eventsTitle(versions))],
      header: header.map { .init([.text($0)]) }, rows: rows)
  }

  /// The object, and the line where it says so.
  private static func written(_ origin: Origin) -> String {
    "\(origin.resource)" + (origin.location.map { " \($0.shortly)" } ?? "")
  }

  private static func seconds(_ time: SimulationTime) -> String {
    FixedPoint.shortest(Double(time.nanoseconds) / 1e9, places: 3)
  }
}

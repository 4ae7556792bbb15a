internal import CommonMark
internal import Notebook
internal import Simulator

/// Outcomes over time: one strip a client, each cell the worst outcome of its interval.
struct Timeline: ReportFigure {
  private static let mostCells = 60

  /// What began in one interval.
  struct Cell: Hashable {
    /// Requests that began in the interval, by kind of outcome.
    var counts: [Int] = Array(repeating: 0, count: OutcomeKind.allCases.count)

    /// `nil` where no request began.
    var worst: OutcomeKind? {
      OutcomeKind.allCases.last { counts[$0.rawValue] > 0 }
    }
  }

  /// A client's outcomes from the run's beginning to its end.
  struct Strip: Hashable {
    /// Its identifier.
    var client: String
    /// One for each interval.
    var cells: [Cell]
  }

  /// One for each client.
  var strips: [Strip]
  /// How long each cell's interval is: 1, 2 or 5 times a power of ten.
  var cellNanoseconds: Int64
  /// How many intervals there are.
  var cellCount: Int
  /// What outlier detection and circuit breakers did, in order.
  var events: [ProxyEvent]

  init(_ history: History) {
    events = history.events ?? []
    let last = max(
      history.requests.map(\.start.nanoseconds).max() ?? 0, events.map(\.end.nanoseconds).max() ?? 0
    )
    var length: Int64 = 1_000
    var factors = [2, 5, 10][...]
    var decade = length
    while last / length >= Int64(Self.mostCells), length < Int64.max / 20 {
      length = decade * Int64(factors.removeFirst())
      if factors.isEmpty {
        factors = [2, 5, 10][...]
        decade = length
      }
    }
    let count = Int(last / length) + 1
    cellNanoseconds = length
    cellCount = count
    strips = history.clients.map {
      Strip(client: $0, cells: Array(repeating: Cell(), count: count))
    }
    let kinds = history.outcomes.map { OutcomeKind($0).rawValue }
    for request in history.requests {
      let cell = min(count - 1, max(0, Int(request.start.nanoseconds / length)))
      strips[request.client].cells[cell].counts[kinds[request.outcome]] += 1
    }
  }

  /// When a cell begins.
  func start(_ cell: Int) -> String {
    FixedPoint.shortest(Double(cellNanoseconds) * Double(cell) / 1e9, places: 6)
  }

  /// The picture with its caption, which begins with what it shows, and its data.
  func picture(id: String, scope: FigureScope, words: Words) -> Picture {
    let versions = scope.versions
    let runs = runs
    return Picture(
      id: id, title: words.timelineTitle(versions),
      description: strips.map(words.timelineStrip).joined(separator: "; "),
      drawing: drawing(words, .wide),
      caption: [
        .text(
          words.timelineCaption(versions) + lanes.map(words.caption).joined()
            + words.scope(scope))
      ],
      table: table(of: Self.joined(runs), id: id, versions: versions, words: words),
      data: table(of: runs, id: id, versions: versions, words: words),
      events: events.isEmpty ? nil : eventTable(id: id, versions: versions, words: words),
      narrow: drawing(words, .narrow))
  }
}

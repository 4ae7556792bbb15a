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

  init(_ history: History) {
    let last = history.requests.map(\.start.nanoseconds).max() ?? 0
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
    let sentences = runs.map { words.timelineRun($0.client, $0.from, $0.to, $0.kind) }
    return Picture(
      id: id, title: words.timelineTitle(versions), description: sentences.joined(separator: "; "),
      drawing: drawing(words, .wide),
      caption: [.text(words.timelineCaption(versions) + words.scope(scope))],
      table: table(id: id, versions: versions, words: words),
      narrow: drawing(words, .narrow))
  }

  /// Neighbouring cells whose worst outcome is the same.
  private struct Run {
    var client: String
    var from: String
    var to: String
    var kind: OutcomeKind?
    var counts: [Int]
  }

  private var runs: [Run] {
    strips.flatMap { strip in
      var runs: [Run] = []
      for (index, cell) in strip.cells.enumerated() {
        if let last = runs.last, last.kind == cell.worst {
          runs[runs.count - 1].to = start(index + 1)
          for kind in cell.counts.indices { runs[runs.count - 1].counts[kind] += cell.counts[kind] }
        } else {
          runs.append(
            Run(
              client: strip.client, from: start(index), to: start(index + 1), kind: cell.worst,
              counts: cell.counts))
        }
      }
      return runs
    }
  }

  private func table(id: String, versions: String, words: Words) -> Table {
    let header =
      [words.client, words.interval, words.worst].map { Table.Cell([.text($0)]) }
      + OutcomeKind.allCases.map { Table.Cell([.text(words.kind($0))], style: "number") }
    let rows = runs.map { run -> [Table.Cell] in
      [
        .init([.text(run.client)], style: "name"), .init([.text("\(run.from)–\(run.to) s")]),
        .init([.text(run.kind.map { "\($0.symbol) \(words.kind($0))" } ?? words.noRequest)]),
      ] + run.counts.map { .init([.text("\($0)")], style: "number") }
    }
    return Table(
      id: "data-\(id)", caption: [.text(words.timelineTitle(versions))], header: header, rows: rows)
  }
}

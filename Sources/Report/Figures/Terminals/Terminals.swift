internal import Diagnostics
internal import CommonMark
internal import Notebook
internal import Simulator

/// The terminals of clients as their owner would have seen them: what curl printed, and nothing
/// between two answers that end without a new line.
struct Terminals: ReportFigure {
  /// A piece of a line that one answer printed.
  struct Segment: Hashable {
    /// As curl printed it.
    var text: String
    /// Whether it is of a failure.
    var isBad: Bool
  }

  /// A line of the screen.
  struct Row: Hashable {
    /// From left to right.
    var segments: [Segment] = []
    /// When the first answer that begins on this row came; `nil` where one goes on.
    var time: SimulationTime?
  }

  /// A client's terminal.
  struct Pane: Hashable {
    /// The client's identifier.
    var client: String
    /// The command that was typed.
    var prompt: String
    /// From above.
    var rows: [Row]
    /// Whether answers before the first row are left out.
    var isCutAbove: Bool
    /// Every answer that it shows.
    var answers: [Answer]
  }

  /// One answer that a pane shows.
  struct Answer: Hashable {
    /// When it came.
    var time: SimulationTime
    /// What curl printed.
    var text: String
  }

  static let columns = 47
  static let shownPanes = 4
  var panes: [Pane]

  init(_ history: History, clients: [ClientPlan]) {
    let shown = Array(history.clients.prefix(Self.shownPanes).enumerated())
    let rowCount = shown.count <= 2 ? 20 : 10
    let isBad = history.outcomes.map { !OutcomeKind($0).isSuccess }
    let firstBad = history.requests.lazy.filter { isBad[$0.outcome] }.map(\.end).min()
    panes = shown.map { index, client in
      let requests = history.requests.filter { $0.client == index }.sorted { $0.end < $1.end }
      let from = firstBad.flatMap { bad in requests.firstIndex { $0.end >= bad } } ?? 0
      let start = max(0, from - 3)
      let plan = clients.first { $0.id == client }
      var screen = Screen(rowCount: rowCount, columns: Self.columns)
      var answers: [Answer] = []
      for request in requests.dropFirst(start) where !screen.isFull {
        let text = Self.printed(history.outcomes[request.outcome])
        screen.write(text, at: request.end, isBad: isBad[request.outcome])
        answers.append(Answer(time: request.end, text: text))
      }
      return Pane(
        client: client, prompt: Self.prompt(plan), rows: screen.rows, isCutAbove: start > 0,
        answers: answers)
    }
  }

  private static func prompt(_ plan: ClientPlan?) -> String {
    guard let plan else { return "$ curl" }
    let curl = "curl \"\(plan.request.url)\""
    if case .loop = plan.traffic { return "$ while true; do \(curl); done" }
    return "$ \(curl)"
  }

  /// What curl leaves on a terminal for an outcome (curl(1), exit codes).
  static func printed(_ outcome: Outcome) -> String {
    if outcome.hopLimitReached { return "curl: (28) Operation timed out\n" }
    guard outcome.status == nil else { return outcome.body }
    switch outcome.curlExit {
    case 6: return "curl: (6) Could not resolve host: \(outcome.requestedHost)\n"
    case 7: return "curl: (7) Failed to connect to \(outcome.requestedHost)\n"
    case 28: return "curl: (28) Operation timed out\n"
    case 52: return "curl: (52) Empty reply from server\n"
    case 56: return "curl: (56) Recv failure: Connection reset by peer\n"
    default: return "curl: (\(outcome.curlExit))\n"
    }
  }
}

/// A terminal that is filled from above, one cell a letter, and wraps at its edge.
private struct Screen {
  let rowCount: Int
  let columns: Int
  private(set) var rows: [Terminals.Row] = [Terminals.Row()]
  private(set) var isFull = false
  private var column = 0

  init(rowCount: Int, columns: Int) {
    self.rowCount = rowCount
    self.columns = columns
  }

  mutating func write(_ text: String, at time: SimulationTime, isBad: Bool) {
    // The time stands beside the first letter alone.
    var time: SimulationTime? = time
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { newLine() }
      for scalar in VisibleText.line(String(line)).unicodeScalars {
        let width = scalar.isWide ? 2 : 1
        if column + width > columns { newLine() }
        if isFull { return }
        append(Character(scalar), width: width, isBad: isBad)
        if rows[rows.count - 1].time == nil { rows[rows.count - 1].time = time }
        time = nil
      }
    }
  }

  private mutating func newLine() {
    guard rows.count < rowCount else {
      isFull = true
      return
    }
    rows.append(Terminals.Row())
    column = 0
  }

  private mutating func append(_ character: Character, width: Int, isBad: Bool) {
    let row = rows.count - 1
    column += width
    let last = rows[row].segments.count - 1
    if last >= 0, rows[row].segments[last].isBad == isBad {
      rows[row].segments[last].text.append(character)
    } else {
      rows[row].segments.append(Terminals.Segment(text: String(character), isBad: isBad))
    }
  }
}

import Manifests
import Simulator

/// What `labbook --limits` prints.
enum LimitsTable {
  /// What `labbook --limits` prints.
  static var text: String {
    let rows =
      ReadingLimits.standard.rows + [
        ("events of one simulated run", Scenario.standardEventLimit, "events"),
        ("proxies that one request may pass", Simulation.hopLimit, "proxies"),
        ("requests of proxies that one call brings about", Simulation.exchangeLimit, "requests"),
        ("requests of a client at one instant", Simulation.requestsAtOnceLimit, "requests"),
        ("runs at once (--jobs)", 64, "runs"),
      ]
    let width = rows.map(\.name.count).max() ?? 0
    let digits = rows.map { "\($0.value)".count }.max() ?? 0
    return rows.map { row in
      let number = "\(row.value)"
      let gap = String(repeating: " ", count: digits - number.count)
      return "\(row.name.padded(to: width))  \(gap)\(number) \(row.unit)"
    }.joined(separator: "\n")
  }
}

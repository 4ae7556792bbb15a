internal import Diagnostics
internal import Limits
internal import Manifests
internal import Simulator

/// What `labbook --limits` prints.
package enum LimitsTable {
  /// What `labbook --limits` prints.
  package static var text: String {
    let rows =
      ReadingLimits.standard.rows + [
        ("steps of one run: events, requests, attempts", WorkLimits.runStepCount, "steps"),
        ("steps of all runs of an experiment", WorkLimits.experimentStepCount, "steps"),
        ("proxies that one request may pass", Simulation.hopLimit, "proxies"),
        ("requests of proxies that one call brings about", Simulation.exchangeLimit, "requests"),
        ("requests of a client at one instant", Simulation.requestsAtOnceLimit, "requests"),
        ("runs at once (--jobs)", 64, "runs"),
      ]
    return aligned(rows) + "\n\nNumbers lie between:\n" + ranges
  }

  /// The numbers that are read.
  private static var ranges: String {
    let width = NumberRange.all.map(\.name.count).max() ?? 0
    return NumberRange.all.map { row in
      let ends = "\(row.range.lowerBound) and \(row.range.upperBound) \(row.unit)"
      return "\(row.name.padded(to: width))  \(ends)".trimmedEnd
    }.joined(separator: "\n")
  }

  private static func aligned(_ rows: [(name: String, value: Int, unit: String)]) -> String {
    let width = rows.map(\.name.count).max() ?? 0
    let digits = rows.map { "\($0.value)".count }.max() ?? 0
    return rows.map { row in
      let number = "\(row.value)"
      let gap = String(repeating: " ", count: digits - number.count)
      return "\(row.name.padded(to: width))  \(gap)\(number) \(row.unit)"
    }.joined(separator: "\n")
  }
}

import Manifests
import Simulator

/// What `labbook --limits` prints.
enum LimitsTable {
  static var text: String {
    let rows =
      ReadingLimits.standard.rows + [
        ("events of one simulated run", 20_000_000, "events"),
        ("proxies that one request may pass", 64, "proxies"),
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

internal import Diagnostics
package import Notebook

/// A comparison as text for a terminal.
package enum ComparisonText {
  /// The whole comparison, a line each.
  package static func lines(of comparison: Comparison) -> [String] {
    var lines = ["From \(comparison.before) to \(comparison.after)"]
    for direction in ExperimentComparison.Direction.allCases {
      let rows = comparison.experiments.flatMap { experiment in
        experiment.rows.filter { $0.direction == direction }.map { (experiment, $0) }
      }
      lines += ["", "\(title(of: direction)): \(rows.isEmpty ? "none" : "\(rows.count)")"]
      for (experiment, row) in rows {
        let verdicts =
          direction == .unchanged
          ? row.before.rawValue : "\(row.before.rawValue) → \(row.after.rawValue)"
        lines.append("  \(experiment.experiment)/\(row.hypothesis): \(verdicts)")
      }
    }
    for experiment in comparison.experiments {
      guard let change = experiment.change, let difference = change.difference else { continue }
      lines += ["", experiment.experiment]
      if let answer = experiment.answer?.text.text(in: "en") {
        lines += TextLayout.wrapped(VisibleText.line(answer), indent: 2, hanging: 2)
      }
      lines += self.lines(of: difference)
      for cause in change.causes {
        lines += TextLayout.wrapped("\(cause.id): \(cause.after)", indent: 2, hanging: 4)
        lines += TextLayout.wrapped("before: \(cause.before)", indent: 4, hanging: 6)
        lines += TextLayout.wrapped("source: \(cause.source)", indent: 4, hanging: 6)
      }
      lines += self.lines(of: experiment.shares)
    }
    if !comparison.changesOutcomes { lines += ["", "Every request ends as before."] }
    return lines
  }

  /// The heading above the verdicts that changed one way.
  package static func title(of direction: ExperimentComparison.Direction) -> String {
    switch direction {
    case .introduced: "Introduced"
    case .fixed: "Fixed"
    case .unchanged: "Unchanged"
    }
  }

  private static func lines(of difference: DecisionDifference) -> [String] {
    let place = difference.proxy.isEmpty ? "" : ", at the proxy of \(difference.proxy)"
    var lines = [
      "  first difference: request \(difference.request + 1) of \(difference.client)\(place)",
      "    before: \(difference.before)", "    after:  \(difference.after)",
    ]
    if let origin = difference.origin { lines.append("    from \(origin)") }
    return lines
  }

  private static func lines(of shares: [ExperimentComparison.Share]) -> [String] {
    let changed = shares.filter { $0.before * $0.totalAfter != $0.after * $0.totalBefore }
    guard !changed.isEmpty else { return [] }
    return ["  outcomes, in per cent of the client's requests:"]
      + changed.map { share in
        let before = percent(share.before, of: share.totalBefore)
        let after = percent(share.after, of: share.totalAfter)
        return "    \(share.client): \(share.outcome): \(before) → \(after)"
      }
  }

  /// With one decimal place, rounded half up.
  package static func percent(_ count: Int, of total: Int) -> String {
    guard total > 0 else { return "–" }
    let tenths = (count * 2_000 + total) / (2 * total)
    return "\(tenths / 10).\(tenths % 10)"
  }
}

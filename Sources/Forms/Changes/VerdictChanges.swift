internal import Diagnostics
package import EnvoyMessages
package import Notebook

/// What becomes of the verdicts of a project's experiments, beside a comparison of a mesh.
package struct VerdictChanges {
  /// A claim that ceases or comes to hold.
  private struct Row {
    var name: String
    var claim: String
    var before: Verdict
    var after: Verdict
    var direction: ExperimentComparison.Direction
  }

  /// How many verdicts stay.
  package let unchangedCount: Int
  private let rows: [Row]
  private let leftOut: [(name: String, reason: String)]

  /// `leftOut`: the experiments that cannot be run under both rule versions, and why.
  package init(_ comparison: Comparison, leftOut: [(name: String, reason: String)] = []) {
    self.leftOut = leftOut
    let all = comparison.experiments.flatMap { experiment in
      experiment.rows.map { row in
        Row(
          name: "\(experiment.experiment)/\(row.hypothesis)",
          claim: VisibleText.line(row.claim.text(in: "en")), before: row.before,
          after: row.after, direction: row.direction)
      }
    }
    rows = all.filter { $0.before != $0.after }
    unchangedCount = all.count - rows.count
  }

  /// Whether any verdict is another one.
  package var isEmpty: Bool { rows.isEmpty }

  /// A sentence for each verdict that is another one.
  package var sentences: [String] {
    rows.map { row in
      let words = row.direction == .fixed ? "Now holds" : "No longer holds"
      return "\(words): \(row.name): \(row.before.rawValue) → \(row.after.rawValue): \(row.claim)"
    }
  }

  /// What stays, counted, and what was not compared.
  package var unchanged: String {
    let count = "Unchanged: \(unchangedCount) verdict\(unchangedCount == 1 ? "" : "s")"
    guard !leftOut.isEmpty else { return count }
    let names = leftOut.map { "\($0.name) (\(VisibleText.line($0.reason)))" }
    return "\(count); not compared: \(names.joined(separator: ", "))"
  }

  /// The verdicts that are others, as a value.
  package var json: JSONValue {
    [
      "unchanged": .number(Double(unchangedCount)),
      "notCompared": .array(
        leftOut.map { ["experiment": .string($0.name), "reason": .string($0.reason)] }),
      "changed": .array(
        rows.map { row in
          [
            "hypothesis": .string(row.name), "claim": .string(row.claim),
            "before": .string(row.before.rawValue), "after": .string(row.after.rawValue),
          ]
        }),
    ]
  }
}

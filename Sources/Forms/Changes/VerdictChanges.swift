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

  package init(_ comparison: Comparison) {
    let all = comparison.experiments.flatMap { experiment in
      experiment.rows.map { row in
        Row(
          name: "\(experiment.experiment)/\(row.hypothesis)",
          claim: VisibleText.line(row.claim.text(in: "en") ?? ""), before: row.before,
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

  /// What stays, counted.
  package var unchanged: String {
    "Unchanged: \(unchangedCount) verdict\(unchangedCount == 1 ? "" : "s")"
  }

  /// The verdicts that are others, as a value.
  package var json: JSONValue {
    [
      "unchanged": .number(Double(unchangedCount)),
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

internal import Diagnostics
package import Notebook

/// The verdicts of a run as text: a row a hypothesis, a column a rule version, 80 columns wide.
package enum VerdictTable {
  /// What the symbols mean.
  package static let legend = "✓ supported   ✗ refuted   ? undecided   ! not as expected"

  /// The table, a line each, under the title and the answer.
  package static func lines(of record: RunRecord, columns: Int) -> [String] {
    let title = record.title.text(in: "en")
    var lines = ["\(record.experiment): \(title)".cut(to: columns)]
    if let answer = record.answer?.text.text(in: "en"), !answer.isEmpty {
      lines += TextLayout.wrapped(VisibleText.line(answer), indent: 2, hanging: 2)
    }
    let width = min(32, record.hypotheses.map(\.id.count).max() ?? 0)
    for group in groups(of: record.results, columns: columns - width - 4) {
      let headings = group.map(\.requestedName)
      lines.append(
        String(repeating: " ", count: width + 4) + headings.joined(separator: "  "))
      for (index, hypothesis) in record.hypotheses.enumerated() {
        let cells = group.map { cell(of: $0, index, hypothesis) }
        let row = zip(cells, headings).map { $0.padded(to: $1.count + 2) }.joined()
        lines.append(
          "  " + VisibleText.line(hypothesis.id).cut(to: width).padded(to: width + 2)
            + row.trimmedEnd)
      }
    }
    return lines
  }

  private static func cell(
    of result: RuleVersionResult, _ index: Int, _ hypothesis: RunRecord.HypothesisRecord
  ) -> String {
    let verdict = result.judgements[index].verdict
    let expected = hypothesis.expected[result.ruleVersion]
    return symbol(of: verdict) + (expected == nil || expected == verdict ? "" : " !")
  }

  /// One character for a verdict.
  package static func symbol(of verdict: Verdict) -> String {
    switch verdict {
    case .supported: "✓"
    case .refuted: "✗"
    case .undecided: "?"
    }
  }

  /// As many rule versions side by side as fit.
  private static func groups(
    of results: [RuleVersionResult], columns: Int
  ) -> [[RuleVersionResult]] {
    var groups: [[RuleVersionResult]] = []
    var used = 0
    for result in results {
      let width = result.requestedName.count + 2
      if groups.isEmpty || used + width > columns + 2 {
        groups.append([])
        used = 0
      }
      groups[groups.count - 1].append(result)
      used += width
    }
    return groups
  }
}

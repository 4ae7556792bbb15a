internal import Diagnostics
package import Notebook

/// The verdicts of a run as text: a row a hypothesis, a column for rule versions
/// with the same verdicts.
package enum VerdictTable {
  /// What the symbols mean.
  package static let legend = "\(Verdict.legend)   ! not as expected"

  /// The table, a line each, under the title and the answer.
  package static func lines(of record: RunRecord, columns: Int) -> [String] {
    let title = record.title.text(in: "en")
    var lines = ["\(record.experiment): \(title)".cut(to: columns)]
    if let answer = record.answer?.text.text(in: "en"), !answer.isEmpty {
      lines += TextLayout.wrapped(
        VisibleText.line(answer), indent: 2, hanging: 2, columns: columns)
    }
    let width = min(32, record.hypotheses.map(\.id.count).max() ?? 0)
    for group in groups(of: Self.columns(of: record), width: columns - width - 4) {
      let headings = group.map(\.heading)
      lines.append(
        String(repeating: " ", count: width + 4) + headings.joined(separator: "  "))
      for (index, hypothesis) in record.hypotheses.enumerated() {
        let row = group.map { $0.cells[index].padded(to: $0.heading.count + 2) }.joined()
        lines.append(
          "  " + VisibleText.line(hypothesis.id).cut(to: width).padded(to: width + 2)
            + row.trimmedEnd)
      }
    }
    return lines
  }

  /// Neighbouring rule versions of one kind whose verdicts are the same.
  private struct Column {
    var heading: String
    var cells: [String]
    var isTheory: Bool
  }

  private static func columns(of record: RunRecord) -> [Column] {
    var columns: [Column] = []
    var first = ""
    for result in record.results {
      let cells = record.hypotheses.enumerated().map { cell(of: result, $0, $1) }
      if let last = columns.last, !result.isTheory, !last.isTheory, last.cells == cells {
        columns[columns.count - 1].heading = "\(first) … \(result.requestedName)"
      } else {
        first = result.requestedName
        columns.append(Column(heading: first, cells: cells, isTheory: result.isTheory))
      }
    }
    return columns
  }

  private static func cell(
    of result: RuleVersionResult, _ index: Int, _ hypothesis: RunRecord.HypothesisRecord
  ) -> String {
    let verdict = result.judgements[index].verdict
    let expected = hypothesis.expected[result.ruleVersion]
    return verdict.symbol + (expected == nil || expected == verdict ? "" : " !")
  }

  /// As many columns side by side as fit.
  private static func groups(of columns: [Column], width: Int) -> [[Column]] {
    var groups: [[Column]] = []
    var used = 0
    for column in columns {
      let needed = column.heading.count + 2
      if groups.isEmpty || used + needed > width + 2 {
        groups.append([])
        used = 0
      }
      groups[groups.count - 1].append(column)
      used += needed
    }
    return groups
  }
}

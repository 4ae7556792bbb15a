internal import CommonMark
internal import Notebook

extension Verdict {
  /// Its sign, so that colour is never alone.
  var symbol: String {
    switch self {
    case .supported: "✓"
    case .refuted: "✕"
    case .undecided: "?"
    }
  }
}

extension PageContext {
  /// A verdict as sign and word, and what its author expected where that differs.
  struct JudgedCell: Hashable {
    var verdict: Verdict
    var expected: Verdict?
  }

  func judged(_ hypothesis: RunRecord.HypothesisRecord, _ result: RuleVersionResult) -> JudgedCell {
    let judgement = result.judgements.first { $0.hypothesis == hypothesis.id }
    let verdict = judgement?.verdict ?? .undecided
    let expected = hypothesis.expected[result.ruleVersion]
    return JudgedCell(verdict: verdict, expected: expected == verdict ? nil : expected)
  }

  func content(_ cell: JudgedCell) -> [Inline] {
    let word = "\(cell.verdict.symbol) \(words.verdict(cell.verdict))"
    var content: [Inline] = [.span(style: "verdict \(cell.verdict.rawValue)", [.text(word)])]
    if let expected = cell.expected {
      content += [
        .lineBreak,
        .span(style: "unexpected", [.text("⚠ \(words.expected(words.verdict(expected)))")]),
      ]
    }
    return content
  }

  /// Hypothesis × rule version, with equal neighbours merged.
  ///
  /// - Parameters:
  ///   - caption: the page's own where it is absent.
  ///   - links: whether hypotheses lead to their sections in the same page.
  func verdictMatrix(
    id: String = "verdict-matrix", caption: String? = nil, links: Bool = true
  ) -> Block {
    let header = [Table.Cell([.text(words.hypothesis)])] + record.results.map(versionCell)
    let rows = record.hypotheses.map { hypothesis in
      let groups = VersionGroup.merged(record.results) { judged(hypothesis, $0) }
      let claim = [Inline.text(words.text(hypothesis.claim))]
      let name =
        links ? [Inline.reference(id: Self.sectionID(hypothesis), claim)] : claim
      return [Table.Cell(name)]
        + groups.map { group in
          Table.Cell(
            content(group.value), style: "cell-\(group.value.verdict.rawValue)",
            columns: group.range.count)
        }
    }
    return .table(
      Table(
        id: id, caption: [.text(caption ?? words.verdictsCaption)], header: header, rows: rows,
        style: "matrix"))
  }

  /// A rule version's name, marked where it is a theory.
  private func versionCell(_ result: RuleVersionResult) -> Table.Cell {
    var content: [Inline] = [.span(style: "name", [.text(result.ruleVersion)])]
    if result.isTheory {
      content += [" ", .span(style: "theory", [.text("(\(words.theory))")])]
    }
    return Table.Cell(content)
  }

  static func sectionID(_ hypothesis: RunRecord.HypothesisRecord) -> String {
    "hypothesis-\(HeadingSlug.slug(hypothesis.id))"
  }
}

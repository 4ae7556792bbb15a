internal import CommonMark
internal import Diagnostics
internal import Notebook

extension PageContext {
  /// A verdict as sign and word, and what its author expected where that differs.
  struct JudgedCell: Hashable {
    /// What the runs gave.
    var verdict: Verdict
    /// Where it is another one: what the author expects.
    var expected: Verdict?
  }

  /// The verdict on a hypothesis under a rule version.
  func judged(_ hypothesis: RunRecord.HypothesisRecord, _ result: RuleVersionResult) -> JudgedCell {
    let judgement = result.judgements.first { $0.hypothesis == hypothesis.id }
    let verdict = judgement?.verdict ?? .undecided
    let expected = hypothesis.expected[result.ruleVersion]
    return JudgedCell(verdict: verdict, expected: expected == verdict ? nil : expected)
  }

  /// `evidence`: the anchor that the word leads to; `nil` for none.
  func content(_ cell: JudgedCell, evidence: String? = nil) -> [Inline] {
    let word = [Inline.text("\(cell.verdict.symbol) \(words.verdict(cell.verdict))")]
    let linked = evidence.map { [Inline.reference(id: $0, word)] } ?? word
    var content: [Inline] = [.span(style: "verdict \(cell.verdict.rawValue)", linked)]
    if let expected = cell.expected {
      content += [
        .lineBreak,
        .span(style: "unexpected", [.text("⚠ \(words.expected(words.verdict(expected)))")]),
      ]
    }
    return content
  }

  /// Hypothesis × rule version: the newest release first, theories last, neighbours merged that
  /// have the same verdicts.
  ///
  /// `links`: whether claims and verdicts lead to their sections in the same page.
  func verdictMatrix(links: Bool) -> Block {
    let columns = matrixColumns
    let header = [Table.Cell([.text(words.hypothesis)])] + columns.map(versionCell)
    let rows = record.hypotheses.enumerated().map { index, hypothesis in
      let claim = [authored(hypothesis.claim)]
      let name = links ? [Inline.reference(id: Self.sectionID(hypothesis), claim)] : claim
      return [Table.Cell(name)]
        + columns.map { column in
          let cell = column.value.cells[index]
          let row = judgedRow(hypothesis, of: column.range.upperBound - 1)
          return Table.Cell(
            [versionMark(column.range)] + content(cell, evidence: links ? row : nil),
            style: "cell-\(cell.verdict.rawValue)")
        }
    }
    return .table(
      Table(
        id: "verdict-matrix", caption: [.text(words.verdictsCaption)], header: header, rows: rows,
        style: "matrix"))
  }

  /// What a column of the matrix shows; a theory and a release never share one.
  struct MatrixColumn: Hashable {
    /// Whether it is one of theories.
    var isTheory: Bool
    /// One for each hypothesis.
    var cells: [JudgedCell]
  }

  /// The columns of the matrix in the order in which they are read.
  var matrixColumns: [VersionGroup<MatrixColumn>] {
    let groups = VersionGroup.merged(record.results) { result in
      MatrixColumn(
        isTheory: result.isTheory, cells: record.hypotheses.map { judged($0, result) })
    }
    return record.newestFirst(groups)
  }

  /// Rule versions' names, marked where they are theories.
  private func versionCell(_ column: VersionGroup<MatrixColumn>) -> Table.Cell {
    var content = record.versionLabel(column.range)
    if column.value.isTheory {
      content += [" ", .span(style: "theory", [.text("(\(words.theory))")])]
    }
    return Table.Cell(content)
  }

  /// A column's name within its cell, for screens on which the columns stand below one another.
  private func versionMark(_ range: Range<Int>) -> Inline {
    let name = MarkupEscape.text(VisibleText.line(record.versionNames(range)))
    return .graphic(svg: "<span class=\"column\" aria-hidden=\"true\">\(name)</span>")
  }

  /// The anchor of the row that tells what a rule version showed of a hypothesis.
  private func judgedRow(_ hypothesis: RunRecord.HypothesisRecord, of index: Int) -> String? {
    judgedGroups(hypothesis).first { $0.range.contains(index) }
      .map { judgedRowID(hypothesis, $0.range) }
  }

  /// The anchor of a hypothesis's section.
  static func sectionID(_ hypothesis: RunRecord.HypothesisRecord) -> String {
    "hypothesis-\(HeadingSlug.slug(hypothesis.id))"
  }
}

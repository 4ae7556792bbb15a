internal import CommonMark
internal import Notebook

extension PageContext {
  /// A hypothesis: claim, predictions, and what was seen under each rule version.
  func hypothesisSection(_ hypothesis: RunRecord.HypothesisRecord) -> [Block] {
    let id = Self.sectionID(hypothesis)
    let heading = Block.heading(level: 3, id: id, [authored(hypothesis.claim)])
    return [
      heading,
      .disclosure(
        summary: verdictSummary(hypothesis), style: "data hypothesis",
        predictions(hypothesis) + [judged(hypothesis, id: id)]),
    ]
  }

  private func predictions(_ hypothesis: RunRecord.HypothesisRecord) -> [Block] {
    let lead = Block.paragraph([.text("\(words.predicted):")], style: "lead-in")
    let items = hypothesis.predictions.map { [Block.paragraph([authored($0)])] }
    return items.isEmpty ? [] : [lead, .list(items: items, ordered: items.count > 1)]
  }

  /// What one rule version showed of a hypothesis.
  struct Shown: Hashable {
    /// The verdict.
    var cell: JudgedCell
    /// One for each prediction.
    var findings: [Finding]
    /// What was seen of one prediction.
    struct Finding: Hashable {
      /// Whether it held.
      var verdict: Verdict
      /// In words.
      var observation: LocalizedText
    }
  }

  private func shown(
    _ hypothesis: RunRecord.HypothesisRecord, _ result: RuleVersionResult
  ) -> Shown {
    let judgement = result.judgements.first { $0.hypothesis == hypothesis.id }
    let findings = (judgement?.findings ?? []).map { finding in
      Shown.Finding(verdict: finding.verdict, observation: finding.observation)
    }
    return Shown(cell: judged(hypothesis, result), findings: findings)
  }

  /// Rule versions under which the same was seen of a hypothesis.
  func judgedGroups(_ hypothesis: RunRecord.HypothesisRecord) -> [VersionGroup<Shown>] {
    VersionGroup.merged(record.results) { shown(hypothesis, $0) }
  }

  /// The anchor of a row of a hypothesis's table.
  func judgedRowID(_ hypothesis: RunRecord.HypothesisRecord, _ range: Range<Int>) -> String {
    let version = HeadingSlug.slug(record.results[range.upperBound - 1].ruleVersion)
    return "\(Self.sectionID(hypothesis))-\(version)"
  }

  /// What was seen under each rule version.
  private func judged(_ hypothesis: RunRecord.HypothesisRecord, id: String) -> Block {
    let groups = record.newestFirst(judgedGroups(hypothesis))
    let rows = groups.map { group in
      [
        Table.Cell(
          record.versionLabel(group.range), id: judgedRowID(hypothesis, group.range)),
        Table.Cell(content(group.value.cell), style: "cell-\(group.value.cell.verdict.rawValue)"),
        Table.Cell(observations(group.value.findings)),
      ]
    }
    return .table(
      Table(
        id: "\(id)-table", caption: [.text(words.judgedCaption(hypothesis.id))],
        header: [words.ruleVersion, words.verdictColumn, words.observed].map { .init([.text($0)]) },
        rows: rows, style: "judged"))
  }

  /// What tells the parts of that line apart.
  private struct VerdictSpan: Hashable {
    var isTheory: Bool
    var verdict: Verdict
  }

  /// The verdicts in one line: `✓ istio-1.20.2 … istio-1.30.3 · ✕ naive`.
  private func verdictSummary(_ hypothesis: RunRecord.HypothesisRecord) -> [Inline] {
    let groups = record.newestFirst(
      VersionGroup.merged(record.results) { result in
        VerdictSpan(isTheory: result.isTheory, verdict: judged(hypothesis, result).verdict)
      })
    var summary: [Inline] = [.text("\(words.observed): ")]
    for (index, group) in groups.enumerated() {
      let verdict = group.value.verdict
      if index > 0 { summary.append(" · ") }
      summary.append(
        .span(
          style: "verdict \(verdict.rawValue)",
          [.text("\(verdict.symbol) \(words.verdict(verdict))")]))
      summary.append(.text(" \(record.versionNames(group.range))"))
    }
    return summary
  }

  /// One line a prediction, numbered as the predictions are.
  private func observations(_ findings: [Shown.Finding]) -> [Inline] {
    guard findings.count > 1 else { return findings.map { authored($0.observation) } }
    var content: [Inline] = []
    for (index, finding) in findings.enumerated() {
      if index > 0 { content.append(.lineBreak) }
      content += [
        .text("(\(index + 1)) \(finding.verdict.symbol) "), authored(finding.observation),
      ]
    }
    return content
  }
}

internal import CommonMark
internal import Notebook

extension PageContext {
  /// A hypothesis: claim, predictions, and what was seen under each rule version.
  func hypothesisSection(_ hypothesis: RunRecord.HypothesisRecord) -> [Block] {
    let id = Self.sectionID(hypothesis)
    let heading = Block.heading(level: 3, id: id, [.text(words.text(hypothesis.claim))])
    return [heading] + predictions(hypothesis) + [judgementTable(hypothesis, id: id)]
  }

  private func predictions(_ hypothesis: RunRecord.HypothesisRecord) -> [Block] {
    let lead = Block.paragraph([.text("\(words.predicted):")], style: "lead-in")
    let items = hypothesis.predictions.map { [Block.paragraph([.text(words.text($0))])] }
    return items.isEmpty ? [] : [lead, .list(items: items, ordered: items.count > 1)]
  }

  /// What one rule version showed of a hypothesis.
  private struct Shown: Hashable {
    var cell: JudgedCell
    var findings: [Finding]
    struct Finding: Hashable {
      var verdict: Verdict
      var observation: String
    }
  }

  private func shown(_ hypothesis: RunRecord.HypothesisRecord, _ result: RuleVersionResult) -> Shown
  {
    let judgement = result.judgements.first { $0.hypothesis == hypothesis.id }
    let findings = (judgement?.findings ?? []).map { finding in
      Shown.Finding(verdict: finding.verdict, observation: words.text(finding.observation))
    }
    return Shown(cell: judged(hypothesis, result), findings: findings)
  }

  private func judgementTable(_ hypothesis: RunRecord.HypothesisRecord, id: String) -> Block {
    let groups = VersionGroup.merged(record.results) { shown(hypothesis, $0) }
    let rows = groups.map { group in
      [
        Table.Cell(record.versionLabel(group.range)),
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

  /// One line a prediction, numbered as the predictions are.
  private func observations(_ findings: [Shown.Finding]) -> [Inline] {
    guard findings.count > 1 else { return findings.map { .text($0.observation) } }
    var content: [Inline] = []
    for (index, finding) in findings.enumerated() {
      if index > 0 { content.append(.lineBreak) }
      content.append(.text("(\(index + 1)) \(finding.verdict.symbol) \(finding.observation)"))
    }
    return content
  }
}

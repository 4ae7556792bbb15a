internal import CommonMark
internal import Diagnostics
internal import Notebook

extension PageContext {
  /// Each pair of neighbouring rule versions under which something differs: which verdicts change,
  /// the first decision that differs, and the rule switch that does it.
  func changes() -> [Block] {
    let items = record.results.indices.dropFirst().compactMap { index in
      change(from: record.results[index - 1], to: record.results[index])
    }
    guard !items.isEmpty else { return [.paragraph([.text(words.noChange)], style: "note")] }
    return [
      .disclosure(
        summary: [.strong([.text(words.changes)])], style: "changes", [.list(items: items)])
    ]
  }

  private func change(
    from before: RuleVersionResult, to after: RuleVersionResult
  ) -> [Block]? {
    let known = record.changes?.first {
      $0.before == before.ruleVersion && $0.after == after.ruleVersion
    }
    let difference =
      known?.difference
      ?? (known == nil ? DecisionDifference(from: before.history, to: after.history) : nil)
    let changed = changedVerdicts(before, after)
    guard difference != nil || !changed.isEmpty else { return nil }
    var blocks: [Block] = [
      .paragraph([.strong([.text("\(before.ruleVersion) → \(after.ruleVersion)")])])
    ]
    let verdicts = changed.isEmpty ? [[.text(words.sameVerdicts)]] : changed
    blocks.append(.list(items: verdicts.map { [.paragraph($0)] }))
    if let difference { blocks.append(.paragraph(first(difference), style: "cause")) }
    let causes = known?.causes ?? []
    if !causes.isEmpty { blocks.append(.list(items: causes.map { [.paragraph(cause($0))] })) }
    return blocks
  }

  private func changedVerdicts(
    _ before: RuleVersionResult, _ after: RuleVersionResult
  ) -> [[Inline]] {
    record.hypotheses.compactMap { hypothesis in
      let (old, new) = (judged(hypothesis, before).verdict, judged(hypothesis, after).verdict)
      guard old != new else { return nil }
      let claim = authored(hypothesis.claim)
      let verdicts = "\(words.verdict(old)) → \(words.verdict(new))"
      return [
        .reference(id: Self.sectionID(hypothesis), [claim]), " ", .strong([.text(verdicts)]),
      ]
    }
  }

  private func first(_ difference: DecisionDifference) -> [Inline] {
    let request = words.traceOf(difference.client, number: difference.request)
    return [
      .text("\(words.firstDifference(request: request, proxy: difference.proxy)) "),
      .code(difference.before), " → ", .code(difference.after),
    ] + origin(difference.origin)
  }

  /// The switch of the rule versions that brings the change about.
  private func cause(_ cause: RuleChange.Cause) -> [Inline] {
    [
      .text("\(words.ruleSwitch) "), .code(cause.id), ": ",
      english("\(cause.before) → \(cause.after)"), " (", .code(cause.source), ")",
    ]
  }
}

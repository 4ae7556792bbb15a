internal import CommonMark
internal import Diagnostics
internal import Notebook
internal import Simulator

extension PageContext {
  /// Each pair of neighbouring rule versions with other verdicts: what changed, and the first
  /// decision that differs.
  func changes() -> [Block] {
    let items = record.results.indices.dropFirst().compactMap { index -> [Block]? in
      let (before, after) = (record.results[index - 1], record.results[index])
      let changed = record.hypotheses.compactMap { hypothesis -> [Inline]? in
        let (old, new) = (judged(hypothesis, before).verdict, judged(hypothesis, after).verdict)
        guard old != new else { return nil }
        let text = "\(words.verdict(old)) → \(words.verdict(new))"
        return [
          .reference(id: Self.sectionID(hypothesis), [.text(words.text(hypothesis.claim))]),
          .text(" \(text)"),
        ]
      }
      guard !changed.isEmpty else { return nil }
      var blocks: [Block] = [
        .paragraph([.strong([.text("\(before.ruleVersion) → \(after.ruleVersion)")])]),
        .list(items: changed.map { [.paragraph($0)] }),
      ]
      blocks.append(.paragraph(cause(before, after), style: "cause"))
      return blocks
    }
    guard !items.isEmpty else { return [.paragraph([.text(words.noChange)], style: "note")] }
    return [
      .disclosure(
        summary: [.strong([.text(words.changes)])], style: "changes", [.list(items: items)])
    ]
  }

  private func cause(_ before: RuleVersionResult, _ after: RuleVersionResult) -> [Inline] {
    guard let difference = Self.firstDifference(before.history, after.history) else {
      return [.text(words.noDecisionDiffers)]
    }
    let step = difference.after ?? difference.before
    return [
      .text(words.firstDifference(proxy: step?.proxy ?? "", client: difference.client)),
      .code(difference.before?.text ?? words.nothing), .text(" → "),
      .code(difference.after?.text ?? words.nothing),
    ] + origin(difference.after?.origin ?? difference.before?.origin)
  }

  /// Where two histories first decide differently.
  struct Difference: Hashable {
    var client: String
    var before: DecisionStep?
    var after: DecisionStep?
  }

  /// Holds traces of the same client and outcome order against each other, decision by decision.
  static func firstDifference(_ before: History, _ after: History) -> Difference? {
    for client in before.clients {
      let (old, new) = (traces(of: client, in: before), traces(of: client, in: after))
      for position in 0..<max(old.count, new.count) {
        let first = position < old.count ? DecisionStep.steps(of: old[position]) : []
        let second = position < new.count ? DecisionStep.steps(of: new[position]) : []
        for step in 0..<max(first.count, second.count) {
          let one = step < first.count ? first[step] : nil
          let other = step < second.count ? second[step] : nil
          if one != other { return Difference(client: client, before: one, after: other) }
        }
      }
    }
    return nil
  }

  private static func traces(of client: String, in history: History) -> [RequestTrace] {
    history.traces.filter { trace in
      guard let request = trace.request, history.requests.indices.contains(request) else {
        return false
      }
      return history.clients[history.requests[request].client] == client
    }
  }
}

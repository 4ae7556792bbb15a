internal import Diagnostics
package import Notebook

/// Why hypotheses are refuted, undecided or not as expected: the counter-example or the interval,
/// the decision behind it and its line, and where the whole story is told.
package enum VerdictReasons {
  /// The lines below an experiment's table; none where every verdict is an expected support.
  ///
  /// - `report`: the path of the experiment's page; `nil` where none is written.
  /// - `columns`: how wide the terminal is.
  package static func lines(
    of record: RunRecord, report: String?, columns: Int = TextLayout.columns
  ) -> [String] {
    var lines: [String] = []
    for index in record.hypotheses.indices {
      for group in groups(of: index, in: record) {
        lines += heading(record.hypotheses[index], group, columns)
        for reason in group.reasons {
          lines += TextLayout.wrapped(
            VisibleText.line(reason), indent: 6, hanging: 8, columns: columns)
        }
      }
    }
    guard !lines.isEmpty, let report else { return lines }
    return lines + [VisibleText.line("  Report: \(report)")]
  }

  /// Rule versions under which a hypothesis has one verdict for the same reasons.
  private struct Group {
    var verdict: Verdict
    var expected: Verdict?
    var reasons: [String]
    var versions: [String]
  }

  private static func groups(of index: Int, in record: RunRecord) -> [Group] {
    var groups: [Group] = []
    for result in record.results {
      let judgement = result.judgements[index]
      let wanted = record.hypotheses[index].expected[result.ruleVersion]
      let expected = wanted == judgement.verdict ? nil : wanted
      guard judgement.verdict != .supported || expected != nil else { continue }
      let reasons = self.reasons(judgement, of: record.hypotheses[index])
      let known = groups.firstIndex {
        $0.verdict == judgement.verdict && $0.expected == expected && $0.reasons == reasons
      }
      if let known {
        groups[known].versions.append(result.requestedName)
      } else {
        groups.append(
          Group(
            verdict: judgement.verdict, expected: expected, reasons: reasons,
            versions: [result.requestedName]))
      }
    }
    return groups
  }

  private static func heading(
    _ hypothesis: RunRecord.HypothesisRecord, _ group: Group, _ columns: Int
  ) -> [String] {
    let expected = group.expected.map { ", expected \($0.rawValue)" } ?? ""
    let text =
      "\(group.verdict.symbol) \(hypothesis.id): \(group.verdict.rawValue)"
      + "\(expected) under \(group.versions.joined(separator: ", "))"
    return TextLayout.wrapped(VisibleText.line(text), indent: 2, hanging: 6, columns: columns)
  }

  /// What was predicted and seen instead; of a verdict that is better than expected, all of it.
  private static func reasons(
    _ judgement: Judgement, of hypothesis: RunRecord.HypothesisRecord
  ) -> [String] {
    zip(hypothesis.predictions, judgement.findings).flatMap { prediction, finding -> [String] in
      guard finding.verdict == judgement.verdict else { return [] }
      let seen = finding.observation.text(in: "en")
      var lines = ["\(prediction.text(in: "en")) – \(seen)"]
      if let decision = finding.decision { lines.append(decision.text(in: "en")) }
      return lines
    }
  }
}

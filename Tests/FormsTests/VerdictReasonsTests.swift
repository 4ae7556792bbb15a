import Forms
import Testing

internal import Notebook
internal import Simulator

/// Why a hypothesis does not hold is said in the terminal.
@Suite struct VerdictReasonsTests {
  /// Two rule versions that refute for one reason, and one that supports what was to be refuted.
  private static var record: RunRecord {
    var record = RunRecord(experiment: "x")
    var hypothesis = RunRecord.HypothesisRecord(id: "h", claim: LocalizedText("C"))
    hypothesis.predictions = [LocalizedText("every request of a ends with status 200")]
    hypothesis.expected = ["three": .refuted]
    record.hypotheses = [hypothesis]
    for name in ["one", "two", "three"] {
      var result = RuleVersionResult(
        requestedName: name, ruleVersion: name, history: History(clients: []))
      let verdict: Verdict = name == "three" ? .supported : .refuted
      var finding = Judgement.Finding(
        verdict: verdict, observation: LocalizedText("of the 9 requests of a, 1 was otherwise"))
      if verdict == .refuted {
        finding.decision = LocalizedText("request 5 of a was decided by \u{1B}VirtualService web")
      }
      result.judgements = [Judgement(hypothesis: "h", verdict: verdict, findings: [finding])]
      record.results.append(result)
    }
    return record
  }

  @Test func theCounterExampleTheDecisionAndTheReportAreTold() {
    let lines = VerdictReasons.lines(of: Self.record, report: "output/x/index.html")
    #expect(
      lines == [
        "  ✕ h: refuted under one, two",
        "      every request of a ends with status 200 – of the 9 requests of a, 1 was",
        "        otherwise",
        "      request 5 of a was decided by ␛VirtualService web",
        "  ✓ h: supported, expected refuted under three",
        "      every request of a ends with status 200 – of the 9 requests of a, 1 was",
        "        otherwise",
        "  Report: output/x/index.html",
      ])
    #expect(VerdictReasons.lines(of: Self.record, report: nil) == lines.dropLast())
  }

  @Test func anExpectedSupportNeedsNoReason() {
    var record = Self.record
    record.results = [record.results[2]]
    record.hypotheses[0].expected = ["three": .supported]
    #expect(VerdictReasons.lines(of: record, report: "x") == [])
  }
}

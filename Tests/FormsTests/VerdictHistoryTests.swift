import EnvoyMessages
import Forms
import Testing

internal import Notebook
internal import Simulator

/// How verdicts changed from commit to commit, in every form.
@Suite struct VerdictHistoryTests {
  /// A commit that recorded these verdicts on hypothesis `h`, one for each rule version.
  private static func entry(
    _ digest: String, _ verdicts: [Verdict], subject: String = "Change a weight"
  ) -> VerdictHistory.Entry {
    var record = RunRecord(experiment: "x")
    record.hypotheses = [RunRecord.HypothesisRecord(id: "h", claim: LocalizedText("C"))]
    record.results = verdicts.enumerated().map { index, verdict in
      let name = "istio-1.\(20 + index)"
      var result = RuleVersionResult(
        requestedName: name, ruleVersion: "\(name).0", history: History(clients: []))
      result.judgements = [Judgement(hypothesis: "h", verdict: verdict, findings: [])]
      return result
    }
    return VerdictHistory.Entry(
      digest: digest, date: "2026-01-02", subject: subject, record: record)
  }

  private static let changes = VerdictHistory([
    (
      "x",
      [
        entry("aaaaaaaaaaaa", [.supported, .refuted], subject: "Raise <the> limit | twice"),
        entry("bbbbbbbbbbbb", [.supported, .undecided]),
        entry("cccccccccccc", [.supported, .undecided]),
      ]
    )
  ])

  @Test func commitsThatChangeNothingAreLeftOut() {
    #expect(
      Self.changes.lines == [
        "x",
        "  aaaaaaaaa  2026-01-02  Raise <the> limit | twice",
        "    under istio-1.20, istio-1.21", "    ✓✕  h",
        "  cccccccccccc".cutDigest + "  2026-01-02  Change a weight",
        "    under istio-1.20, istio-1.21", "    ✓?  h", "",
        "✓ supported   ✕ refuted   ? undecided   – not judged",
      ])
  }

  @Test func tablesEscapeWhatCommitsSay() {
    let markdown = Self.changes.markdown
    #expect(markdown.contains("| commit | date | message | h |\n|---|---|---|---|\n"))
    #expect(markdown.contains("limit \\| twice"))
    #expect(!markdown.contains("<the>"))
    #expect(Self.changes.html.contains("<td>Raise &lt;the&gt; limit | twice</td>"))
    #expect(Self.changes.html.contains("<th scope=\"col\">h</th>"))
  }

  @Test func theValueHasEveryVerdict() throws {
    let commits = try #require(Self.changes.json.items.first?["commits"]?.items)
    #expect(commits.map { $0["commit"]?.string } == ["aaaaaaaaaaaa", "cccccccccccc"])
    let verdicts = try #require(commits.first?["verdicts"]?.items)
    #expect(
      verdicts.map { $0.items.compactMap(\.string) } == [
        ["istio-1.20.0", "h", "supported"], ["istio-1.21.0", "h", "refuted"],
      ])
  }

  @Test func nothingRecordedIsSaid() {
    let empty = VerdictHistory([])
    #expect(empty.lines == ["No commit has recorded a run."])
    #expect(empty.markdown == "No commit has recorded a run.\n")
    #expect(empty.json == .array([]))
  }
}

extension String {
  /// A line that begins with a digest, which is shown with nine digits.
  fileprivate var cutDigest: String { String(prefix(11)) }
}

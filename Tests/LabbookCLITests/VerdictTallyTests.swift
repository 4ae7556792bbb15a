import Commands
import Forms
import Testing

@testable import LabbookCLI

internal import Notebook
internal import Simulator

/// What the last line of a run says of verdicts and expectations, and how the program ends.
@Suite struct VerdictTallyTests {
  /// One hypothesis under some rule versions: its verdict, what was expected, whether a run was cut.
  struct Case: Sendable, CustomTestStringConvertible {
    var verdicts: [(seen: Verdict, expected: Verdict?, isCut: Bool)]
    var sentence: String
    var status: Commands.ExitStatus
    var strictStatus: Commands.ExitStatus
    var testDescription: String { sentence }
  }

  static let cases: [Case] = [
    Case(
      verdicts: [(.supported, .supported, false), (.refuted, .refuted, false)],
      sentence: "2 verdicts, all as expected.", status: .success, strictStatus: .success),
    Case(
      verdicts: [(.undecided, .undecided, false)], sentence: "1 verdict, all as expected.",
      status: .success, strictStatus: .success),
    Case(
      verdicts: [(.supported, nil, false), (.refuted, nil, false), (.undecided, nil, false)],
      sentence: "3 verdicts, 3 without an expectation.", status: .success,
      strictStatus: .unexpected),
    Case(
      verdicts: [(.supported, .supported, false), (.refuted, nil, false)],
      sentence: "2 verdicts: 1 as expected, 1 without an expectation.", status: .success,
      strictStatus: .unexpected),
    Case(
      verdicts: [
        (.supported, .refuted, false), (.undecided, .refuted, false), (.refuted, .refuted, false),
      ], sentence: "3 verdicts: 1 as expected, 1 not as expected, 1 undecided.",
      status: .unexpected, strictStatus: .unexpected),
    Case(
      verdicts: [(.undecided, .supported, false)], sentence: "1 verdict: 1 undecided.",
      status: .undecided, strictStatus: .undecided),
    Case(
      verdicts: [(.undecided, .undecided, true), (.undecided, nil, true)],
      sentence: "2 verdicts: 2 undecided since a run met a limit (event limit of 10 reached).",
      status: .undecided, strictStatus: .undecided),
    Case(
      verdicts: [], sentence: "0 verdicts.", status: .success, strictStatus: .success),
  ]

  @Test(arguments: cases) func verdictsAreCountedByWhatWasExpected(_ given: Case) {
    let tally = VerdictTally([Self.record(given.verdicts)])
    #expect(tally.sentence == given.sentence)
    #expect(tally.status(requiresExpectations: false) == given.status)
    #expect(tally.status(requiresExpectations: true) == given.strictStatus)
  }

  /// A rule version for each verdict.
  private static func record(
    _ verdicts: [(seen: Verdict, expected: Verdict?, isCut: Bool)]
  ) -> RunRecord {
    var record = RunRecord(experiment: "x")
    var hypothesis = RunRecord.HypothesisRecord(id: "h", claim: LocalizedText("C"))
    for (index, verdict) in verdicts.enumerated() {
      let name = "version-\(index)"
      var result = RuleVersionResult(
        requestedName: name, ruleVersion: name, history: History(clients: []))
      result.judgements = [Judgement(hypothesis: "h", verdict: verdict.seen, findings: [])]
      if verdict.isCut { result.truncation = "event limit of 10 reached" }
      hypothesis.expected[name] = verdict.expected
      record.results.append(result)
    }
    record.hypotheses = [hypothesis]
    return record
  }
}

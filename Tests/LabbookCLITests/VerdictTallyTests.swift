import Diagnostics
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
    var status: LabbookCLI.ExitStatus
    var strictStatus: LabbookCLI.ExitStatus
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
        "  ✗ h: refuted under one, two",
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

@Suite struct KindPluralTests {
  @Test(arguments: [
    ("VirtualService", "VirtualServices"), ("AuthorizationPolicy", "AuthorizationPolicies"),
    ("Gateway", "Gateways"), ("GatewayClass", "GatewayClasses"), ("Ingress", "Ingresses"),
    ("Endpoints", "Endpoints"), ("ServiceEntry", "ServiceEntries"), ("Patch", "Patches"),
    ("Proxy", "Proxies"), ("Key", "Keys"), ("", ""),
  ])
  func kindsHaveAPlural(kind: String, plural: String) { #expect(kind.kindPlural == plural) }
}

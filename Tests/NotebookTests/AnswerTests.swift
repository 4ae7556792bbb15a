import Diagnostics
import Simulator
import Testing

@testable import Notebook

@Suite struct AnswerTests {
  /// An outcome as a case of a test writes it.
  struct Seen: Sendable {
    var client: String
    var status: Int?
    var count: Int
    var by: String?
    var from: String?
    var line = 0
  }

  struct Column: Sendable {
    var name: String
    var isTheory = false
    var verdicts: [Verdict]
    var seen: [Seen] = []
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var columns: [Column]
    var english: String
    var korean: String
  }

  static let refusals = [
    Seen(client: "a", status: 503, count: 84, by: "nginx.default", line: 10),
    Seen(client: "a", status: 200, count: 16, from: "web.default"),
    Seen(client: "b", status: 503, count: 91, by: "nginx.default", line: 10),
    Seen(client: "b", status: 200, count: 9, from: "web.default"),
  ]
  static let answers = [
    Seen(client: "a", status: 200, count: 5, from: "web-v2.default"),
    Seen(client: "b", status: 200, count: 5, from: "web-v1.apart"),
  ]

  static let cases: [Case] = [
    Case(
      testDescription: "every release agrees, and only a theory differs",
      columns: [
        Column(name: "naive", isTheory: true, verdicts: [.refuted, .supported]),
        Column(name: "istio-1.20.2", verdicts: [.supported, .refuted], seen: refusals),
        Column(name: "istio-1.30.3", verdicts: [.supported, .refuted], seen: refusals),
      ],
      english: """
        First claim. That holds under every release, istio-1.20.2 to istio-1.30.3: the proxy of \
        nginx refuses 84–91 % of each client's requests (limit.yaml:10); only the theory naive \
        says otherwise.
        """,
      korean: """
        첫 주장. istio-1.20.2부터 istio-1.30.3까지 모든 릴리스에서 그렇다. nginx의 프록시가 각 클라이언트 요청 중 \
        84–91 %를 거절한다(limit.yaml:10). 이론 naive만 다르게 본다.
        """),
    Case(
      testDescription: "everything is answered under one release",
      columns: [Column(name: "istio-1.30.3", verdicts: [.refuted, .supported], seen: answers)],
      english: """
        Second claim? That holds under istio-1.30.3: web-v2 answers every request of a, web-v1.apart \
        every request of b.
        """,
      korean: """
        둘째 주장. istio-1.30.3에서 그렇다. a의 요청에는 모두 web-v2가, b의 요청에는 모두 web-v1.apart가 응답한다.
        """),
    Case(
      testDescription: "the releases differ",
      columns: [
        Column(name: "istio-1.20.2", verdicts: [.supported, .refuted]),
        Column(name: "istio-1.23.0", verdicts: [.supported, .refuted]),
        Column(name: "istio-1.24.0", verdicts: [.refuted, .refuted]),
      ],
      english: """
        It depends on the release. Up to istio-1.23.0: First claim. From istio-1.24.0 on: none of \
        the claims holds. What changed: it is not tried again (retryOn503).
        """,
      korean: """
        릴리스에 따라 다르다. istio-1.23.0까지: 첫 주장. istio-1.24.0부터: 성립하는 주장이 없다. 달라진 것: 스위치 \
        retryOn503.
        """),
    Case(
      testDescription: "nothing could be decided",
      columns: [
        Column(name: "blog", isTheory: true, verdicts: [.undecided, .undecided]),
        Column(name: "istio-1.30.3", verdicts: [.undecided, .undecided]),
      ],
      english: "No claim could be decided under istio-1.30.3; the theory blog says the same.",
      korean: "istio-1.30.3에서 판정할 수 없었다. 이론 blog는 같게 본다."),
    Case(
      testDescription: "there is no release",
      columns: [
        Column(
          name: "naive", isTheory: true, verdicts: [.refuted, .refuted],
          seen: [Seen(client: "a", status: nil, count: 3)])
      ],
      english: "None of the 2 claims holds under naive: 0 % of the requests are answered.",
      korean: "naive에서 성립하는 주장이 없다. 요청 중 0 %가 응답을 받는다."),
  ]

  static func record(_ columns: [Column]) -> RunRecord {
    var record = RunRecord(experiment: "x")
    record.hypotheses = [
      .init(id: "first", claim: LocalizedText(["en": "First claim", "ko": "첫 주장"])),
      .init(id: "second", claim: LocalizedText(["en": "Second claim?", "ko": "둘째 주장."])),
    ]
    record.results = columns.map { column in
      var result = RuleVersionResult(
        requestedName: column.name, ruleVersion: column.name, history: History(clients: []))
      result.isTheory = column.isTheory
      result.judgements = zip(["first", "second"], column.verdicts).map {
        Judgement(hypothesis: $0, verdict: $1, findings: [])
      }
      result.outcomes = column.seen.map { seen in
        var outcome = Outcome(requestedHost: "web")
        outcome.status = seen.status
        outcome.decidedBy = seen.by
        outcome.workloadOwner = seen.from
        if seen.line > 0 {
          outcome.origin = Origin(
            resource: ResourceIdentifier(kind: "DestinationRule", namespace: "default", name: "l"),
            fieldPath: "spec",
            location: SourceLocation(file: "manifests/limit.yaml", line: seen.line, column: 1))
        }
        return .init(client: seen.client, outcome: outcome, count: seen.count)
      }
      return result
    }
    record.changes = [
      RuleChange(
        before: "istio-1.23.0", after: "istio-1.24.0",
        causes: [
          .init(
            id: "retryOn503", before: "it is tried again", after: "it is not tried again",
            source: "notes")
        ], difference: nil)
    ]
    return record
  }

  @Test(arguments: cases) func `an answer is made from verdicts, causes and origins`(
    _ test: Case
  ) {
    let answer = Answer(to: Self.record(test.columns))
    #expect(answer.text.text(in: "en") == test.english)
    #expect(answer.text.text(in: "ko") == test.korean)
    #expect(!answer.isAuthored)
  }

  @Test func `an author's answer stands for the verdicts that it was written for`() {
    let record = Self.record(Self.cases[0].columns)
    let text = LocalizedText("No.")
    let fresh = Answer(
      to: record, authored: AuthoredAnswer(text: text, verdicts: record.verdictsDigest))
    #expect(fresh == Answer(text: text, isAuthored: true))
    let stale = Answer(to: record, authored: AuthoredAnswer(text: text, verdicts: "0123456789ab"))
    #expect(stale == Answer(to: record))
    var other = record
    other.results[1].judgements[0].verdict = .undecided
    #expect(other.verdictsDigest != record.verdictsDigest && record.verdictsDigest.count == 12)
  }

  @Test(arguments: [
    (KoreanParticle.euroRo, "istio-1.24.0", "istio-1.24.0으로"), (.euroRo, "Pod", "Pod로"),
    (.euroRo, "istio-1.21", "istio-1.21로"), (.iGa, "web-v1", "web-v1이"),
    (.iGa, "web-v2", "web-v2가"), (.eunNeun, "프록시", "프록시는"), (.eulReul, "응답", "응답을"),
    (.gwaWa, "naver.com", "naver.com과"), (.euroRo, "서울", "서울로"),
    (.eulReul, "(a)", "(a)를"),
  ])
  func `particles follow the last sound`(
    _ particle: KoreanParticle, _ word: String, _ expected: String
  ) {
    #expect(particle.after(word) == expected)
  }
}

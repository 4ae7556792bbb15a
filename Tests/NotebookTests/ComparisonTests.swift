import Diagnostics
import Simulator
import Testing

@testable import Notebook

/// What is told of two rule versions, or of two runs, and where they first part.
@Suite struct ComparisonTests {
  private static func outcome(_ status: Int, from workload: String? = nil) -> Outcome {
    var outcome = Outcome(requestedHost: "web")
    outcome.status = status
    outcome.workload = workload
    return outcome
  }

  /// Requests of client `a` with these statuses, one a second.
  private static func history(_ statuses: [Int], client: String = "a") -> History {
    var history = History(clients: [client])
    for (number, status) in statuses.enumerated() {
      let outcome = outcome(status)
      if !history.outcomes.contains(outcome) { history.outcomes.append(outcome) }
      let time = SimulationTime(nanoseconds: Int64(number) * 1_000_000_000)
      history.requests.append(
        RequestRecord(
          client: 0, number: number, start: time, end: time,
          outcome: history.outcomes.firstIndex(of: outcome) ?? 0))
    }
    return history
  }

  private static func result(_ version: String, _ statuses: [Int]) -> RuleVersionResult {
    RuleVersionResult(
      requestedName: version, ruleVersion: version, isTheory: false,
      hypotheses: [allWell, someRefused], histories: [history(statuses)])
  }

  private static let allWell: Hypothesis = {
    var filter = RequestFilter()
    filter.status = 200
    return Hypothesis(
      id: "all-well", claim: LocalizedText("all is well"),
      predictions: [
        Prediction(.all(population: RequestFilter(), properties: filter, expected: nil))
      ])
  }()

  private static let someRefused: Hypothesis = {
    var filter = RequestFilter()
    filter.status = 503
    return Hypothesis(
      id: "some-refused", claim: LocalizedText("some are refused"),
      predictions: [Prediction(.count(filter, Prediction.Bounds(atLeast: 1)))])
  }()

  private static func record(_ results: [RuleVersionResult]) -> RunRecord {
    var record = RunRecord(experiment: "x")
    record.hypotheses = [allWell, someRefused].map {
      RunRecord.HypothesisRecord(id: $0.id, claim: $0.claim)
    }
    record.results = results
    return record
  }

  @Test func claimsThatCeaseAndThatComeToHold() throws {
    let record = Self.record([
      Self.result("old", [200, 200, 200]), Self.result("new", [200, 503, 503]),
    ])
    let forth = try #require(ExperimentComparison(record, from: "old", to: "new"))
    #expect(forth.rows.map(\.hypothesis) == ["all-well", "some-refused"])
    #expect(forth.rows.map(\.direction) == [.introduced, .fixed])
    #expect(forth.changesVerdicts)
    let back = try #require(ExperimentComparison(record, from: "new", to: "old"))
    #expect(back.rows.map(\.direction) == [.fixed, .introduced])
    let same = try #require(ExperimentComparison(record, from: "new", to: "new"))
    #expect(same.rows.map(\.direction) == [.unchanged, .unchanged])
    #expect(!same.changesVerdicts)
  }

  @Test func sharesAreCountedOnBothSides() throws {
    let record = Self.record([
      Self.result("old", [200, 200, 200]), Self.result("new", [503, 200, 503, 404]),
    ])
    let shares = try #require(ExperimentComparison(record, from: "old", to: "new")).shares
    #expect(
      shares == [
        .init(
          client: "a", outcome: "200", before: 3, after: 1, totalBefore: 3, totalAfter: 4),
        .init(
          client: "a", outcome: "503", before: 0, after: 2, totalBefore: 3, totalAfter: 4),
        .init(
          client: "a", outcome: "404", before: 0, after: 1, totalBefore: 3, totalAfter: 4),
      ])
  }

  @Test func aVersionThatWasNotRunGivesNoComparison() {
    let record = Self.record([Self.result("old", [200])])
    #expect(ExperimentComparison(record, from: "old", to: "new") == nil)
    #expect(ExperimentComparison(record, from: "new", to: "old") == nil)
  }

  /// Statuses on both sides, and the request in which they part.
  @Test(arguments: [
    ([200, 200], [200, 503], 1), ([503], [200], 0), ([200, 200, 200], [200, 200, 404], 2),
  ])
  func theFirstRequestThatEndsOtherwise(before: [Int], after: [Int], request: Int) throws {
    let difference = try #require(
      DecisionDifference(from: Self.history(before), to: Self.history(after)))
    #expect(difference.client == "a")
    #expect(difference.request == request)
    #expect(difference.before == "\(before[request])")
    #expect(difference.after == "\(after[request])")
  }

  @Test(
    arguments: [
      ([200, 200], [200]), ([], [200, 200]), ([200], [200, 200, 200]),
    ] as [([Int], [Int])])
  func oneSideHasMoreRequests(before: [Int], after: [Int]) throws {
    let difference = try #require(
      DecisionDifference(from: Self.history(before), to: Self.history(after)))
    #expect(difference.request == min(before.count, after.count))
    #expect(difference.before == "\(before.count) requests")
    #expect(difference.after == "\(after.count) requests")
  }

  @Test func historiesThatAgreeDoNotDiffer() {
    let history = Self.history([200, 503, 200])
    #expect(DecisionDifference(from: history, to: history) == nil)
    #expect(DecisionDifference(from: History(clients: []), to: History(clients: [])) == nil)
  }

  /// The first step that differs is named with its proxy and the later side's line.
  @Test func thePartingStepIsNamed() throws {
    let origin = Origin(
      resource: ResourceIdentifier(kind: "VirtualService", namespace: "shop", name: "web"),
      fieldPath: "spec.http[0]", location: SourceLocation(file: "m.yaml", line: 7, column: 3))
    func side(_ status: Int, route: Int, _ origin: Origin?) -> History {
      var history = Self.history([status])
      var hop = RequestTrace.Hop(proxy: "nginx.default", listener: "0.0.0.0_80")
      hop.virtualHost = "web:80"
      hop.routes = [
        .init(index: route, name: "", taken: true, why: "prefix /", origin: origin)
      ]
      var trace = RequestTrace(
        method: "GET", url: "http://web/", from: "nginx", outcome: history.outcomes[0])
      trace.request = 0
      trace.hops = [hop]
      history.traces = [trace]
      return history
    }
    let difference = try #require(
      DecisionDifference(from: side(200, route: 0, nil), to: side(503, route: 1, origin)))
    #expect(difference.proxy == "nginx.default")
    #expect(difference.before == "route 0: prefix /")
    #expect(difference.after == "route 1: prefix /")
    #expect(difference.origin == origin)
  }

  @Test(arguments: [
    ("ko", "안녕"), ("en", "hello"), ("fr", "hello"),
  ])
  func aTextInALanguageElseInEnglish(language: String, text: String) {
    let texts = LocalizedText(["en": "hello", "ko": "안녕"])
    #expect(texts.text(in: language) == text)
    #expect(texts.isGiven(in: language) == (language != "fr"))
    #expect(LocalizedText(["ko": "안녕", "ja": "こ"]).text(in: "en") == "こ")
    #expect(LocalizedText([:]).text(in: "en") == "")
  }
}

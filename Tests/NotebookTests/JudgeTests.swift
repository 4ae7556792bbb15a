import Diagnostics
import Simulator
import Testing

@testable import Notebook

/// A history with the given outcomes, one request every 100 ms of each client.
private func history(
  _ requests: [(client: String, outcome: Outcome)], clients: [String] = ["a", "b"]
) -> History {
  var history = History(clients: clients)
  for (number, request) in requests.enumerated() {
    let outcome: Int
    if let known = history.outcomes.firstIndex(of: request.outcome) {
      outcome = known
    } else {
      outcome = history.outcomes.count
      history.outcomes.append(request.outcome)
    }
    let start = Int64(number) * 100_000_000
    history.requests.append(
      RequestRecord(
        client: clients.firstIndex(of: request.client) ?? 0, number: number,
        start: SimulationTime(nanoseconds: start),
        end: SimulationTime(nanoseconds: start + 1_000_000 * Int64(number + 1)), outcome: outcome))
  }
  return history
}

private func answered(by workload: String) -> Outcome {
  var outcome = Outcome(requestedHost: "v1")
  outcome.status = 200
  outcome.workload = "\(workload)-0.default"
  outcome.workloadOwner = "\(workload).default"
  outcome.attempts = 2
  return outcome
}

private func refused(by proxy: String) -> Outcome {
  var outcome = Outcome(requestedHost: "v1")
  outcome.status = 503
  outcome.decidingFlags = "UO"
  outcome.decidedBy = proxy
  outcome.attempts = 1
  return outcome
}

private func filter(_ change: (inout RequestFilter) -> Void) -> RequestFilter {
  var filter = RequestFilter()
  change(&filter)
  return filter
}

@Suite struct JudgeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var kind: Prediction.Kind
    var verdict: Verdict
  }

  /// Four requests of a: three answered by v1, one refused by nginx; one of b, refused by v1's proxy.
  private static let sample = history([
    ("a", answered(by: "v1")), ("a", answered(by: "v1")), ("a", refused(by: "nginx.default")),
    ("a", answered(by: "v1")), ("b", refused(by: "v1-0.default")),
  ])

  static let cases: [Case] = [
    Case(
      testDescription: "all: one counter-example refutes",
      kind: .all(
        population: filter { $0.client = "a" }, properties: filter { $0.status = 200 },
        expected: nil),
      verdict: .refuted),
    Case(
      testDescription: "all: an interval leaves the counter-example out",
      kind: .all(
        population: filter {
          $0.client = "a"
          $0.during = .init(from: .zero, to: SimulationTime(nanoseconds: 200_000_000))
        }, properties: filter { $0.workload = "v1" }, expected: nil), verdict: .supported),
    Case(
      testDescription: "all: nothing to judge by is undecided",
      kind: .all(
        population: filter { $0.client = "c" }, properties: filter { $0.status = 200 },
        expected: nil),
      verdict: .undecided),
    Case(
      testDescription: "all: the refusing proxy goes by its Deployment's name",
      kind: .all(
        population: filter { $0.client = "b" }, properties: filter { $0.refusedBy = "v1" },
        expected: nil),
      verdict: .supported),
    Case(
      testDescription: "all: the refusing proxy is not the other one",
      kind: .all(
        population: filter { $0.flag = "UO" }, properties: filter { $0.refusedBy = "v1" },
        expected: nil),
      verdict: .refuted),
    Case(
      testDescription: "none",
      kind: Prediction.Kind.none(filter { $0.status = 404 }, expected: nil), verdict: .supported),
    Case(
      testDescription: "none: of a client that made no request is undecided",
      kind: Prediction.Kind.none(
        filter {
          $0.client = "c"
          $0.status = 404
        }, expected: nil), verdict: .undecided),
    Case(
      testDescription: "all: no request has the flag, which is undecided",
      kind: .all(
        population: filter { $0.flag = "UF" }, properties: filter { $0.status = 503 },
        expected: nil), verdict: .undecided),
    Case(
      testDescription: "all: no request has the flag, which was expected",
      kind: .all(
        population: filter { $0.flag = "UF" }, properties: filter { $0.status = 503 },
        expected: .atLeast(0)), verdict: .supported),
    Case(
      testDescription: "all: fewer requests than expected refute",
      kind: .all(
        population: filter { $0.flag = "UO" }, properties: filter { $0.status = 503 },
        expected: .atLeast(3)), verdict: .refuted),
    Case(
      testDescription: "all: as many requests as expected",
      kind: .all(
        population: filter { $0.flag = "UO" }, properties: filter { $0.status = 503 },
        expected: .exactly(2)), verdict: .supported),
    Case(
      testDescription: "none: fewer requests of the client than expected refute",
      kind: Prediction.Kind.none(
        filter {
          $0.client = "b"
          $0.status = 404
        }, expected: .exactly(2)), verdict: .refuted),
    Case(
      testDescription: "exactly", kind: .exactly(filter { $0.flag = "UO" }, count: 2),
      verdict: .supported),
    Case(
      testDescription: "exactly: one more refutes",
      kind: .exactly(filter { $0.flag = "UO" }, count: 1), verdict: .refuted),
    Case(
      testDescription: "share of the client's own requests",
      kind: .share(
        filter {
          $0.client = "a"
          $0.flag = "UO"
        }, .init(atLeast: 0.25, atMost: 0.25)), verdict: .supported),
    Case(
      testDescription: "share outside the bounds",
      kind: .share(filter { $0.flag = "UO" }, .init(atLeast: 0.5)), verdict: .refuted),
    Case(
      testDescription: "quantile by nearest rank: 3 of 5 ms",
      kind: .quantile(RequestFilter(), millionths: 500_000, .init(atLeast: 3e6, atMost: 3e6)),
      verdict: .supported),
    Case(
      testDescription: "attempts at all proxies: (2+2+1+2)/4",
      kind: .attempts(filter { $0.client = "a" }, .all, .init(atLeast: 1.75, atMost: 1.75)),
      verdict: .supported),
    Case(
      testDescription: "attempts at the caller, who made one a request",
      kind: .attempts(filter { $0.client = "a" }, .caller, .init(atLeast: 1, atMost: 1)),
      verdict: .supported),
  ]

  @Test(arguments: cases) func `a prediction is held against one exact run`(_ given: Case) {
    let finding = Judge.finding(Prediction(given.kind), by: [Self.sample])
    #expect(finding.verdict == given.verdict, "\(finding.observation)")
  }

  @Test func `a counter-example names the request`() {
    let kind = Prediction.Kind.all(
      population: filter { $0.client = "a" }, properties: filter { $0.status = 200 },
      expected: nil)
    let finding = Judge.finding(Prediction(kind), by: [Self.sample])
    #expect(finding.counterExample == 2)
    #expect(
      finding.observation.text(in: "en")
        == "of the 4 requests of a, 1 was otherwise; the first: 503 UO by nginx.default")
  }

  @Test func `an interval that straddles a bound is undecided`() {
    let runs = [0, 1].map { successes in
      history((0..<10).map { ("a", $0 < 4 + successes ? answered(by: "v1") : refused(by: "x.y")) })
    }
    let share = Prediction.Kind.share(filter { $0.status = 200 }, .init(atLeast: 0.45))
    #expect(Judge.finding(Prediction(share), by: runs).verdict == .undecided)
  }

  @Test func `a truncated run decides nothing`() {
    var cut = Self.sample
    cut.truncation = "event limit of 10 reached"
    let kind = Prediction.Kind.none(filter { $0.status = 404 }, expected: nil)
    #expect(Judge.finding(Prediction(kind), by: [cut]).verdict == .undecided)
  }
}

/// What is said of a run names everything that was asked, and both counts.
@Suite struct ObservationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var kind: Prediction.Kind
    var english: String
    var korean: String
    var testDescription: String { english }
  }

  private static let overflow = filter { $0.flag = "UO" }
  private static let sample = history([
    ("a", answered(by: "v1")), ("a", answered(by: "v1")), ("a", refused(by: "nginx.default")),
    ("b", refused(by: "nginx.default")),
  ])

  static let cases: [Case] = [
    Case(
      kind: .all(
        population: overflow, properties: filter { $0.refusedBy = "nginx" }, expected: nil),
      english: "of the 2 requests that ended with flag UO, every one was refused by the proxy of "
        + "nginx; 4 were made",
      korean: "플래그가 UO인 요청 2건 모두 nginx의 프록시가 거절했다. 요청은 모두 4건이었다"),
    Case(
      kind: .all(
        population: filter { $0.client = "b" }, properties: filter { $0.status = 503 },
        expected: nil), english: "the 1 request of b ended with status 503",
      korean: "b의 요청 1건 모두 상태가 503이었다"),
    Case(
      kind: .all(
        population: filter { $0.flag = "UF" }, properties: filter { $0.status = 503 },
        expected: nil),
      english: "there was no request that ended with flag UF to judge by; 4 were made",
      korean: "판정할 플래그가 UF인 요청이 없었다. 요청은 모두 4건이었다"),
    Case(
      kind: .all(
        population: overflow, properties: filter { $0.status = 503 }, expected: .atLeast(1_000)),
      english: "2 requests that ended with flag UO, where at least 1,000 were expected",
      korean: "플래그가 UO인 요청은 2건으로, 예상은 1,000건 이상이었다"),
    Case(
      kind: Prediction.Kind.none(
        filter {
          $0.client = "a"
          $0.flag = "UF"
        }, expected: nil), english: "of the 3 requests of a, none ended with flag UF",
      korean: "a의 요청 3건 중 플래그가 UF인 것은 없었다"),
    Case(
      kind: Prediction.Kind.none(overflow, expected: nil),
      english: "of the 4 requests, 2 ended with flag UO; the first: 503 UO by nginx.default",
      korean: "요청 4건 중 플래그가 UO인 것이 2건 있었다. 첫 반례: 503 UO · nginx.default의 프록시"),
    Case(
      kind: .exactly(overflow, count: 3), english: "2 requests ended with flag UO; 4 were made",
      korean: "플래그가 UO인 요청은 2건이었다. 요청은 모두 4건이었다"),
    Case(
      kind: .share(overflow, .init(atLeast: 0.5)), english: "share 0.500: 2 of 4 requests",
      korean: "비율 0.500: 요청 4건 중 2건"),
    Case(
      kind: .attempts(filter { $0.client = "b" }, .caller, .init(atMost: 1)),
      english: "attempts a request 1.00, over 1 request", korean: "요청당 시도 1.00, 요청 1건 기준"),
  ]

  @Test(arguments: cases) func `an observation in both languages`(_ given: Case) {
    let observation = Judge.finding(Prediction(given.kind), by: [Self.sample]).observation
    #expect(observation.text(in: "en") == given.english)
    #expect(observation.text(in: "ko") == given.korean)
  }

  @Test(arguments: [true, false]) func `a counter-example names what decided it`(hasOrigin: Bool) {
    let origin = Origin(
      resource: ResourceIdentifier(kind: "VirtualService", namespace: "shop", name: "web"),
      fieldPath: "spec.http[0]", location: SourceLocation(file: "mesh.yaml", line: 7, column: 3))
    var outcome = refused(by: "nginx.default")
    if hasOrigin { outcome.origin = origin }
    var trace = RequestTrace(method: "GET", url: "http://v1/", from: "a", outcome: outcome)
    trace.request = 0
    trace.hops = [RequestTrace.Hop(proxy: "nginx.default", listener: "0.0.0.0_80")]
    trace.hops[0].routes = [
      RequestTrace.RouteConsideration(
        index: 2, name: "", taken: true, why: "prefix /", origin: origin)
    ]
    var sample = history([("a", outcome)])
    sample.traces = [trace]
    let kind = Prediction.Kind.none(Self.overflow, expected: nil)
    let finding = Judge.finding(Prediction(kind), by: [sample])
    #expect(
      finding.decision?.text(in: "en")
        == (hasOrigin
          ? "request 1 of a was decided by VirtualService shop/web spec.http[0] (mesh.yaml:7)"
          : "request 1 of a took route 2 at the proxy of nginx.default "
            + "(VirtualService shop/web spec.http[0] (mesh.yaml:7)): prefix /"))
  }

  @Test func `the run that had another number of requests is named`() {
    let few = history([("a", refused(by: "nginx.default"))])
    let kind = Prediction.Kind.exactly(Self.overflow, count: 2)
    let finding = Judge.finding(Prediction(kind), by: [Self.sample, few])
    #expect(
      finding.observation.text(in: "en")
        == "in run 2 of 2, 1 request ended with flag UO; 5 were made")
  }
}

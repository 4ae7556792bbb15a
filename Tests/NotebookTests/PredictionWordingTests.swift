import Simulator
import Testing

@testable import Notebook

/// Draws that are the same on every machine (SplitMix64; Steele, Lea and Flood 2014).
private struct Draws: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: UInt64) -> Int { Int(next() % bound) }

  mutating func pick<Item>(_ items: [Item]) -> Item { items[below(UInt64(items.count))] }

  /// Each field is given one time in three.
  mutating func filter() -> RequestFilter {
    var filter = RequestFilter()
    for field in RequestFilter.Field.allCases where below(3) == 0 { set(field, of: &filter) }
    return filter
  }

  mutating func set(_ field: RequestFilter.Field, of filter: inout RequestFilter) {
    // Among them what a sentence says anyway, and what would end a quotation.
    let names = [
      "a", "b", "a.default", "a and b", "a, b", "503", "status 503", "a의", "a의 요청", "", " ", "”",
      "“a”", "\\", "\n", "\\n", "\u{202E}a", "a; 1 was made", "0 s", "requests", "nginx이고",
    ]
    switch field {
    case .client: filter.client = pick(names)
    case .status: filter.status = pick([0, 200, 503, 504])
    case .flag: filter.flag = pick(["UO", "UF", "URX"])
    case .curlExit: filter.curlExit = pick([0, 7, 28, 200])
    case .workload: filter.workload = pick(names)
    case .refusedBy: filter.refusedBy = pick(names)
    case .mirroredTo: filter.mirroredTo = pick(names)
    case .didNotReturn: filter.didNotReturn = pick([true, false])
    case .bodyContains: filter.bodyContains = pick(names)
    case .during:
      let from = pick([0, 1, 999, 1_000, 1_001, 1_250_000, 1_000_000_000, 1_000_000_001])
      filter.during = RequestFilter.Interval(
        from: SimulationTime(nanoseconds: Int64(from)),
        to: SimulationTime(nanoseconds: Int64(from + pick([1, 1_000, 2_000_000_000]))))
    }
  }

  mutating func bounds() -> Prediction.Bounds {
    let values = [0, 0.1, 0.30000000000000004, 0.3, 0.300000001, 1, 1.5, 2, 1e6, 1_000_001, 1e9]
    let (low, high) = (pick(values), pick(values))
    return pick([
      Prediction.Bounds(atLeast: low), Prediction.Bounds(atMost: low),
      Prediction.Bounds(atLeast: min(low, high), atMost: max(low, high)),
    ])
  }

  mutating func kind(_ keyword: Prediction.Keyword) -> Prediction.Kind {
    let expected: Prediction.ExpectedCount? = pick([
      nil, .atLeast(0), .atLeast(1), .exactly(1), .exactly(1000),
    ])
    switch keyword {
    case .all: return .all(population: filter(), properties: filter(), expected: expected)
    case .none: return Prediction.Kind.none(filter(), expected: expected)
    case .exactly: return .exactly(filter(), count: pick([0, 1, 2, 1000]))
    case .share: return .share(filter(), bounds())
    case .count: return .count(filter(), bounds())
    case .quantile:
      return .quantile(filter(), millionths: Int64(pick([500_000, 990_000, 999_999])), bounds())
    case .attempts:
      return .attempts(filter(), pick(Prediction.AttemptScope.allCases), bounds())
    }
  }
}

@Suite struct PredictionWordingTests {
  @Test(arguments: Prediction.Keyword.allCases, [1, 2, 3] as [UInt64])
  func `predictions that differ in anything differ in words`(
    _ keyword: Prediction.Keyword, _ seed: UInt64
  ) {
    var draws = Draws(state: seed)
    var known: [String: [String: Prediction.Kind]] = ["en": [:], "ko": [:]]
    for _ in 0..<3_000 {
      let kind = draws.kind(keyword)
      let wording = Prediction(kind).wording
      for language in ["en", "ko"] {
        let text = wording.text(in: language)
        if let other = known[language]?[text], other != kind {
          Issue.record("“\(text)” is said of \(other) and of \(kind)")
        }
        known[language]?[text] = kind
      }
    }
  }

  @Test(arguments: Prediction.Keyword.allCases, RequestFilter.Field.allCases)
  func `one field more is one thing more to say`(
    _ keyword: Prediction.Keyword, _ field: RequestFilter.Field
  ) {
    var draws = Draws(state: 7)
    var filter = RequestFilter()
    let without = Prediction(Self.kind(keyword, filter)).wording
    draws.set(field, of: &filter)
    let with = Prediction(Self.kind(keyword, filter)).wording
    #expect(without.text(in: "en") != with.text(in: "en"))
    #expect(without.text(in: "ko") != with.text(in: "ko"))
    #expect(Mirror(reflecting: filter).children.count == RequestFilter.Field.allCases.count)
  }

  private static func kind(
    _ keyword: Prediction.Keyword, _ filter: RequestFilter
  ) -> Prediction.Kind {
    switch keyword {
    case .all: .all(population: filter, properties: RequestFilter(), expected: nil)
    case .none: Prediction.Kind.none(filter, expected: nil)
    case .exactly: .exactly(filter, count: 1)
    case .share: .share(filter, .init(atLeast: 0.5))
    case .count: .count(filter, .init(atLeast: 1))
    case .quantile: .quantile(filter, millionths: 990_000, .init(atMost: 1e9))
    case .attempts: .attempts(filter, .caller, .init(atMost: 1))
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var kind: Prediction.Kind
    var english: String
    var korean: String
    var testDescription: String { english }
  }

  private static func filter(_ change: (inout RequestFilter) -> Void) -> RequestFilter {
    var filter = RequestFilter()
    change(&filter)
    return filter
  }

  private static let refused = filter {
    $0.client = "a"
    $0.status = 503
    $0.flag = "UO"
    $0.during = .init(
      from: SimulationTime(nanoseconds: 10_000_000_000),
      to: SimulationTime(nanoseconds: 30_000_000_000))
  }

  static let cases: [Case] = [
    Case(
      kind: .all(
        population: filter { $0.flag = "UO" }, properties: filter { $0.refusedBy = "nginx" },
        expected: nil),
      english: "of the requests that end with flag UO, every one is refused by the proxy of nginx",
      korean: "플래그가 UO인 요청은 모두 nginx의 프록시가 거절한다"),
    Case(
      kind: .all(
        population: filter { $0.client = "a" },
        properties: filter {
          $0.status = 200
          $0.workload = "v1"
        }, expected: .atLeast(1_000)),
      english: "every request of a ends with status 200 and is answered by v1; "
        + "at least 1,000 requests are expected in a run",
      korean: "a의 요청은 모두 상태가 200이고 응답한 워크로드가 v1이다; 실행마다 요청 1,000건 이상을 예상한다"),
    Case(
      kind: Prediction.Kind.none(refused, expected: nil),
      english: "no request of a begun from 10 s to before 30 s ends with status 503 and flag UO",
      korean: "a의 10 s부터 30 s 전까지 시작한 요청 중 상태가 503이고 플래그가 UO인 것은 없다"),
    Case(
      kind: .exactly(filter { $0.didNotReturn = true }, count: 1),
      english: "exactly 1 request does not return", korean: "돌아오지 않은 요청은 정확히 1건이다"),
    Case(
      kind: .share(refused, .init(atLeast: 0.3)),
      english: "of the requests of a begun from 10 s to before 30 s, the share that ends with "
        + "status 503 and flag UO is at least 0.3",
      korean: "a의 10 s부터 30 s 전까지 시작한 요청 중 상태가 503이고 플래그가 UO인 것의 비율은 0.3 이상이다"),
    Case(
      kind: .quantile(
        filter { $0.status = 200 }, millionths: 990_000, .init(atMost: 1_250_000)),
      english: "the 99 % quantile of the response times of requests that end with status 200 is "
        + "at most 1.25 ms", korean: "상태가 200인 요청의 응답 시간 99 % 분위수는 1.25 ms 이하이다"),
    Case(
      kind: .attempts(filter { $0.client = "a" }, .all, .init(atLeast: 2, atMost: 2)),
      english: "the mean number of attempts a request, at all proxies on the path, over requests "
        + "of a, is 2", korean: "a의 요청당 평균 시도 수(경로의 모든 프록시)는 2이다"),
  ]

  @Test(arguments: cases) func `a prediction in both languages`(_ given: Case) {
    let wording = Prediction(given.kind).wording
    #expect(wording.text(in: "en") == given.english)
    #expect(wording.text(in: "ko") == given.korean)
  }
}

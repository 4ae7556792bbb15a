internal import Simulator

/// What a run showed, in words.
enum Wording {
  static let noRequests = LocalizedText([
    "en": "no request to judge by", "ko": "판정할 요청이 없음",
  ])

  static func truncated(_ why: String) -> LocalizedText {
    LocalizedText(["en": "the run ended early: \(why)", "ko": "실행이 도중에 끝남: \(why)"])
  }

  static func held(_ count: Int) -> LocalizedText {
    LocalizedText(["en": "all \(count) requests", "ko": "요청 \(count)건 모두"])
  }

  static func counterExample(_ outcome: Outcome, _ count: Int, _ asked: Int) -> LocalizedText {
    let seen = describe(outcome)
    let seenInKorean = describeInKorean(outcome)
    return LocalizedText([
      "en": "\(count) of \(asked) requests otherwise; the first: \(seen)",
      "ko": "요청 \(asked)건 중 \(count)건이 다름; 첫 반례: \(seenInKorean)",
    ])
  }

  static func exactCount(_ count: Int) -> LocalizedText {
    LocalizedText(["en": "\(count) requests", "ko": "요청 \(count)건"])
  }

  static func count(_ estimate: Estimate, histories: Int) -> LocalizedText {
    estimated("count", "건수", estimate) { FixedPoint.shortest($0, places: 1) }
  }

  static func share(_ estimate: Estimate) -> LocalizedText {
    estimated("share", "비율", estimate) { FixedPoint.text($0, places: 3) }
  }

  static func quantile(_ estimate: Estimate) -> LocalizedText {
    estimated("response time", "응답 시간", estimate) { FixedPoint.duration(nanoseconds: $0) }
  }

  static func attempts(_ estimate: Estimate) -> LocalizedText {
    estimated("attempts a request", "요청당 시도", estimate) { FixedPoint.text($0, places: 2) }
  }

  /// An outcome in a few of the field's words: `503 UO by nginx.default`.
  static func describe(_ outcome: Outcome) -> String {
    if outcome.hopLimitReached { return "did not return" }
    guard let status = outcome.status else { return "curl exit \(outcome.curlExit)" }
    let flags = outcome.decidingFlags.isEmpty ? outcome.flags : outcome.decidingFlags
    let answered = outcome.workload.map { " from \($0)" } ?? ""
    let decided = outcome.decidedBy.map { " by \($0)" } ?? ""
    return "\(status)" + (flags.isEmpty ? "" : " \(flags)") + answered + decided
  }

  /// The same in Korean: `503 UO · nginx.default의 프록시`.
  static func describeInKorean(_ outcome: Outcome) -> String {
    if outcome.hopLimitReached { return "돌아오지 않음" }
    guard let status = outcome.status else { return "curl 종료 코드 \(outcome.curlExit)" }
    let flags = outcome.decidingFlags.isEmpty ? outcome.flags : outcome.decidingFlags
    let answered = outcome.workload.map { " · 응답 \($0)" } ?? ""
    let decided = outcome.decidedBy.map { " · \($0)의 프록시" } ?? ""
    return "\(status)" + (flags.isEmpty ? "" : " \(flags)") + answered + decided
  }

  private static func estimated(
    _ english: String, _ korean: String, _ estimate: Estimate, text: (Double) -> String
  ) -> LocalizedText {
    let mean = text(estimate.mean)
    guard estimate.runs > 1 else {
      return LocalizedText(["en": "\(english) \(mean)", "ko": "\(korean) \(mean)"])
    }
    let low = text(estimate.mean - estimate.halfWidth)
    let high = text(estimate.mean + estimate.halfWidth)
    return LocalizedText([
      "en": "\(english) \(mean) (99 % interval \(low) to \(high), \(estimate.runs) runs)",
      "ko": "\(korean) \(mean) (99 % 구간 \(low)–\(high), \(estimate.runs)회 실행)",
    ])
  }
}

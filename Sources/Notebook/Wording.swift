internal import Simulator

/// What a run showed, in words.
enum Wording {
  /// `1 request`, `57,147 requests`.
  static func requests(_ count: Int) -> String {
    "\(SentenceNumbers.count(count)) \(count == 1 ? "request" : "requests")"
  }

  /// Why a run that ended early decides nothing.
  static func truncated(_ why: String) -> LocalizedText {
    LocalizedText(["en": "the run ended early: \(why)", "ko": "실행이 도중에 끝남: \(why)"])
  }

  /// There is nothing to speak of.
  static func noRequest(_ filter: RequestFilter, made: Int) -> LocalizedText {
    LocalizedText([
      "en": "there was no request\(filter.english(.pastSingular)) to judge by"
        + englishMade(filter, made),
      "ko": "판정할 \(filter.korean)요청이 없었다\(koreanMade(filter, made))",
    ])
  }

  /// A run had another number of requests than the prediction expects.
  static func unexpected(
    _ filter: RequestFilter, _ count: Int, _ expected: Prediction.ExpectedCount, run: Int,
    of runs: Int
  ) -> LocalizedText {
    let (english, korean): (String, String)
    switch expected {
    case .atLeast(let least):
      english = "at least \(SentenceNumbers.count(least))"
      korean = "\(SentenceNumbers.count(least))건 이상"
    case .exactly(let number):
      english = "exactly \(SentenceNumbers.count(number))"
      korean = "정확히 \(SentenceNumbers.count(number))건"
    }
    let place =
      runs > 1 ? (" in run \(run + 1) of \(runs)", "\(runs)회 중 \(run + 1)번째 실행에서 ") : ("", "")
    return LocalizedText([
      "en":
        "\(requests(count))\(filter.english(.pastPlural))\(place.0), where \(english) were expected",
      "ko": "\(place.1)\(filter.korean)요청은 \(SentenceNumbers.count(count))건으로, 예상은 \(korean)이었다",
    ])
  }

  /// How many requests had the properties, in each run or in the first that differs.
  ///
  /// `run`: the first run with another count than predicted; `nil` where all agree.
  static func exactly(
    _ filter: RequestFilter, _ count: Int, run: Int?, of runs: Int, made: Int
  ) -> LocalizedText {
    let verb = count == 1 ? EnglishVerb.pastSingular : .pastPlural
    let english =
      "\(requests(count))\(filter.englishPopulation) "
      + filter.outcomeProperties.englishClauses(verb)
    let korean = "\(filter.korean)요청은 \(SentenceNumbers.count(count))건이었다"
    let place: (String, String)
    switch (run, runs) {
    case (_, 1): place = ("", "")
    case (nil, _): place = ("in each of \(runs) runs ", "\(runs)회 실행 모두에서 ")
    case (let run?, _): place = ("in run \(run + 1) of \(runs), ", "\(runs)회 중 \(run + 1)번째 실행에서 ")
    }
    return LocalizedText([
      "en": place.0 + english + englishMade(filter, made),
      "ko": place.1 + korean + koreanMade(filter, made),
    ])
  }

  /// How often a request had the properties, on average.
  static func count(_ estimate: Estimate) -> LocalizedText {
    estimated("count", "건수", estimate) { FixedPoint.shortest($0, places: 1) }
  }

  /// A share, and the two counts that it is made of.
  static func share(_ estimate: Estimate, _ count: Int, of total: Int) -> LocalizedText {
    estimated("share", "비율", estimate) { FixedPoint.text($0, places: 3) }.adding(
      english: ": \(SentenceNumbers.count(count)) of \(requests(total))",
      korean: ": 요청 \(SentenceNumbers.count(total))건 중 \(SentenceNumbers.count(count))건")
  }

  /// A quantile of the response times of so many requests.
  static func quantile(_ estimate: Estimate, over total: Int) -> LocalizedText {
    estimated("response time", "응답 시간", estimate) { FixedPoint.duration(nanoseconds: $0) }
      .adding(
        english: ", over \(requests(total))",
        korean: ", 요청 \(SentenceNumbers.count(total))건 기준")
  }

  /// The mean attempts of so many requests.
  static func attempts(_ estimate: Estimate, over total: Int) -> LocalizedText {
    estimated("attempts a request", "요청당 시도", estimate) { FixedPoint.text($0, places: 2) }
      .adding(
        english: ", over \(requests(total))",
        korean: ", 요청 \(SentenceNumbers.count(total))건 기준")
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
    guard estimate.halfWidth.isFinite else {
      return LocalizedText([
        "en": "\(english) \(mean) in the one run that there is, which says nothing of chance: "
          + "it takes at least two replications",
        "ko": "\(korean) \(mean): 실행이 한 번뿐이라 우연을 가늠할 수 없다. 반복(replications)이 두 번 이상 필요하다",
      ])
    }
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

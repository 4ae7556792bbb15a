extension Prediction {
  /// The prediction in words, made from all of its values: predictions that differ differ in words.
  public var wording: LocalizedText {
    LocalizedText(["en": english, "ko": korean])
  }

  private var english: String {
    switch kind {
    case .all(let population, let properties, let expected):
      return Self.every(population, properties) + (expected?.english(of: population) ?? "")
    case .none(let filter, let expected):
      return
        "no request\(filter.englishPopulation) "
        + filter.outcomeProperties.englishClauses(.presentSingular)
        + (expected?.english(of: filter.population) ?? "")
    case .exactly(let filter, let count):
      let verb = count == 1 ? EnglishVerb.presentSingular : .presentPlural
      return
        "exactly \(Wording.requests(count))\(filter.englishPopulation) "
        + filter.outcomeProperties.englishClauses(verb)
    case .share(let filter, let bounds):
      return
        "of the requests\(filter.englishPopulation), the share that "
        + "\(filter.outcomeProperties.englishClauses(.presentSingular)) is \(bounds.numbers.english)"
    case .count(let filter, let bounds):
      return
        "the number of requests\(filter.english(.presentPlural)) is \(bounds.numbers.english)"
    case .quantile(let filter, let millionths, let bounds):
      return
        "the \(Self.percent(millionths)) % quantile of the response times of requests"
        + "\(filter.english(.presentPlural)) is \(bounds.times.english)"
    case .attempts(let filter, let scope, let bounds):
      return
        "the mean number of attempts a request, \(scope.english), over requests"
        + "\(filter.english(.presentPlural)), is \(bounds.numbers.english)"
    }
  }

  private static func every(_ population: RequestFilter, _ properties: RequestFilter) -> String {
    let clauses = properties.englishClauses(.presentSingular)
    guard !population.outcomeProperties.isEmpty else {
      return "every request\(population.englishPopulation) \(clauses)"
    }
    return "of the requests\(population.english(.presentPlural)), every one \(clauses)"
  }

  private var korean: String {
    switch kind {
    case .all(let population, let properties, let expected):
      return
        "\(population.korean)요청은 모두 \(properties.koreanClauses(.present))"
        + (expected?.korean(of: population) ?? "")
    case .none(let filter, let expected):
      return
        "\(filter.koreanPopulation)요청 중 "
        + "\(filter.outcomeProperties.koreanClauses(.adnominal)) 것은 없다"
        + (expected?.korean(of: filter.population) ?? "")
    case .exactly(let filter, let count):
      return "\(filter.korean)요청은 정확히 \(SentenceNumbers.count(count))건이다"
    case .share(let filter, let bounds):
      return
        "\(filter.koreanPopulation)요청 중 "
        + "\(filter.outcomeProperties.koreanClauses(.adnominal)) 것의 비율은 \(bounds.numbers.korean)이다"
    case .count(let filter, let bounds):
      return "\(filter.korean)요청의 수는 \(bounds.numbers.korean)이다"
    case .quantile(let filter, let millionths, let bounds):
      return
        "\(filter.korean)요청의 응답 시간 \(Self.percent(millionths)) % 분위수는 "
        + "\(bounds.times.korean)이다"
    case .attempts(let filter, let scope, let bounds):
      return "\(filter.korean)요청당 평균 시도 수(\(scope.korean))는 \(bounds.numbers.korean)이다"
    }
  }

  private static func percent(_ millionths: Int64) -> String {
    FixedPoint.shortest(Double(millionths) / 10_000)
  }
}

extension Prediction.AttemptScope {
  /// Whose attempts are meant.
  fileprivate var english: String {
    switch self {
    case .caller: "at the caller"
    case .all: "at all proxies on the path"
    }
  }

  fileprivate var korean: String {
    switch self {
    case .caller: "호출자 쪽"
    case .all: "경로의 모든 프록시"
    }
  }
}

extension Prediction.ExpectedCount {
  fileprivate func english(of population: RequestFilter) -> String {
    let such = population.outcomeProperties.isEmpty ? "" : "such "
    switch self {
    case .atLeast(let count): return "; at least \(Self.expected(count, such)) in a run"
    case .exactly(let count): return "; exactly \(Self.expected(count, such)) in a run"
    }
  }

  private static func expected(_ count: Int, _ such: String) -> String {
    let noun = count == 1 ? "request is" : "requests are"
    return "\(SentenceNumbers.count(count)) \(such)\(noun) expected"
  }

  fileprivate func korean(of population: RequestFilter) -> String {
    let which = population.outcomeProperties.isEmpty ? "요청" : "그런 요청"
    switch self {
    case .atLeast(let count):
      return "; 실행마다 \(which) \(SentenceNumbers.count(count))건 이상을 예상한다"
    case .exactly(let count):
      return "; 실행마다 \(which) 정확히 \(SentenceNumbers.count(count))건을 예상한다"
    }
  }
}

extension Prediction.Bounds {
  /// A range of numbers in words.
  fileprivate var numbers: (english: String, korean: String) {
    words { SentenceNumbers.exact($0) }
  }

  /// A range of lengths of time, given in nanoseconds, in words with units.
  fileprivate var times: (english: String, korean: String) {
    words { SentenceNumbers.duration(nanoseconds: $0) }
  }

  private func words(_ text: (Double) -> String) -> (english: String, korean: String) {
    switch (atLeast, atMost) {
    case (let low?, let high?) where low == high: (text(low), text(low))
    case (let low?, let high?):
      ("between \(text(low)) and \(text(high))", "\(text(low)) 이상 \(text(high)) 이하")
    case (let low?, nil): ("at least \(text(low))", "\(text(low)) 이상")
    case (nil, let high?): ("at most \(text(high))", "\(text(high)) 이하")
    case (nil, nil): ("anything", "임의의 값")
    }
  }
}

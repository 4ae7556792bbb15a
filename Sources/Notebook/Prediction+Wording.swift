internal import Simulator

extension Prediction {
  /// The prediction in words, made from its values.
  public var wording: LocalizedText {
    LocalizedText(["en": english, "ko": korean])
  }

  private var english: String {
    switch kind {
    case .all(let population, let properties):
      return "every request\(population.english) has \(properties.englishProperties)"
    case .none(let filter):
      return "no request\(filter.population.english) has \(filter.englishProperties)"
    case .exactly(let filter, let count):
      return
        "exactly \(count) requests\(filter.population.english) have \(filter.englishProperties)"
    case .share(let filter, let bounds):
      return
        "the share of \(filter.englishProperties)\(filter.population.english) is \(bounds.english)"
    case .count(let filter, let bounds):
      return
        "the count of \(filter.englishProperties)\(filter.population.english) is \(bounds.english)"
    case .quantile(let filter, let millionths, let bounds):
      let percent = FixedPoint.shortest(Double(millionths) / 10_000)
      return "\(percent) % of the response times\(filter.english) are \(bounds.times.english)"
    case .attempts(let filter, let bounds):
      return "the mean attempts a request\(filter.english) are \(bounds.english)"
    }
  }

  private var korean: String {
    switch kind {
    case .all(let population, let properties):
      return "\(population.korean)모든 요청: \(properties.koreanProperties)"
    case .none(let filter):
      return "\(filter.population.korean)어떤 요청도 아님: \(filter.koreanProperties)"
    case .exactly(let filter, let count):
      return "\(filter.population.korean)정확히 \(count)건: \(filter.koreanProperties)"
    case .share(let filter, let bounds):
      return "\(filter.population.korean)\(filter.koreanProperties)의 비율 \(bounds.korean)"
    case .count(let filter, let bounds):
      return "\(filter.population.korean)\(filter.koreanProperties)의 건수 \(bounds.korean)"
    case .quantile(let filter, let millionths, let bounds):
      let percent = FixedPoint.shortest(Double(millionths) / 10_000)
      return "\(filter.korean)응답 시간의 \(percent) % 분위수 \(bounds.times.korean)"
    case .attempts(let filter, let bounds):
      return "\(filter.korean)요청당 평균 시도 수 \(bounds.korean)"
    }
  }
}

extension RequestFilter {
  fileprivate var english: String {
    var text = client.map { " of \($0)" } ?? ""
    if let during { text += " begun \(during.text)" }
    return text
  }

  fileprivate var korean: String {
    var text = client.map { "\($0)의 " } ?? ""
    if let during { text += "\(during.text) 사이 " }
    return text
  }

  /// What a request must show.
  fileprivate var englishProperties: String {
    var parts: [String] = []
    if let status { parts.append("status \(status)") }
    if let flag { parts.append("flag \(flag)") }
    if let workload { parts.append("answer from \(workload)") }
    if let refusedBy { parts.append("refused by the proxy of \(refusedBy)") }
    if let mirroredTo { parts.append("a copy to \(mirroredTo)") }
    if let curlExit { parts.append("curl exit \(curlExit)") }
    if let didNotReturn { parts.append(didNotReturn ? "no return" : "a return") }
    if let bodyContains { parts.append("body with “\(bodyContains)”") }
    return parts.isEmpty ? "any outcome" : parts.joined(separator: ", ")
  }
}

extension RequestFilter {
  /// What a request must show; status, flag and curl are the field's words in every language.
  fileprivate var koreanProperties: String {
    var parts: [String] = []
    if let status { parts.append("상태 \(status)") }
    if let flag { parts.append("플래그 \(flag)") }
    if let workload { parts.append("응답 \(workload)") }
    if let refusedBy { parts.append("\(refusedBy)의 프록시가 거절") }
    if let mirroredTo { parts.append("사본 \(mirroredTo)") }
    if let curlExit { parts.append("curl 종료 코드 \(curlExit)") }
    if let didNotReturn { parts.append(didNotReturn ? "돌아오지 않음" : "돌아옴") }
    if let bodyContains { parts.append("본문에 “\(bodyContains)”") }
    return parts.isEmpty ? "모든 결과" : parts.joined(separator: ", ")
  }
}

extension RequestFilter.Interval {
  fileprivate var text: String {
    let first = FixedPoint.duration(nanoseconds: Double(from.nanoseconds))
    guard to.nanoseconds < Int64.max else { return "\(first) –" }
    return "\(first) – \(FixedPoint.duration(nanoseconds: Double(to.nanoseconds)))"
  }
}

extension Prediction.Bounds {
  /// Bounds of a length of time, given in nanoseconds, as text with units.
  fileprivate var times: (english: String, korean: String) {
    words { FixedPoint.duration(nanoseconds: $0) }
  }

  fileprivate var english: String { words { FixedPoint.shortest($0) }.english }
  fileprivate var korean: String { words { FixedPoint.shortest($0) }.korean }

  private func words(_ text: (Double) -> String) -> (english: String, korean: String) {
    switch (atLeast, atMost) {
    case (let low?, let high?) where low == high: return (text(low), text(low))
    case (let low?, let high?):
      return ("between \(text(low)) and \(text(high))", "\(text(low)) 이상 \(text(high)) 이하")
    case (let low?, nil): return ("at least \(text(low))", "\(text(low)) 이상")
    case (nil, let high?): return ("at most \(text(high))", "\(text(high)) 이하")
    case (nil, nil): return ("anything", "무관")
    }
  }
}

/// An answer in Korean.
extension AnswerFacts {
  /// The whole answer.
  var korean: String {
    guard let span = spans.first else { return "" }
    guard spans.count == 1 else { return changing }
    let place = Self.under(span, areTheories)
    let details = [evidence?.korean, theories].compactMap(\.self).map { "\($0)." }
    guard let claim = span.claim else {
      let limit = span.truncation.map { "(실행이 한도에 닿음: \($0))" } ?? ""
      let verdict =
        span.isUndecided
        ? "\(place) 판정할 수 없었다\(limit)."
        : "\(place) 성립하는 주장이 없다."
      return ([verdict] + details).joined(separator: " ")
    }
    return ([Self.ended(claim.text(in: "ko")), "\(place) 그렇다."] + details)
      .joined(separator: " ")
  }

  private var changing: String {
    var sentences = ["릴리스에 따라 다르다."]
    for (index, span) in spans.enumerated() {
      let what =
        span.claim.map { Self.ended($0.text(in: "ko")) }
        ?? (span.isUndecided ? "판정할 수 없다." : "성립하는 주장이 없다.")
      sentences.append("\(Self.position(of: span, index, in: spans.count)): \(what)")
    }
    if let cause { sentences.append("달라진 것: 스위치 \(cause.id).") }
    return sentences.joined(separator: " ")
  }

  private static func position(of span: Span, _ index: Int, in count: Int) -> String {
    if index == 0 { return "\(span.last)까지" }
    if index == count - 1 { return "\(span.first)부터" }
    return span.first == span.last ? span.first : "\(span.first)부터 \(span.last)까지"
  }

  private static func under(_ span: Span, _ areTheories: Bool) -> String {
    if span.count == 1 { return "\(span.first)에서" }
    return "\(span.first)부터 \(span.last)까지 모든 \(areTheories ? "이론" : "릴리스")에서"
  }

  private var theories: String? {
    if !dissenting.isEmpty { return "이론 \(Self.list(dissenting))만 다르게 본다" }
    guard let last = agreeing.last else { return nil }
    let names = agreeing.dropLast().map { "\($0), " }.joined()
    return "이론 \(names)\(KoreanParticle.eunNeun.after(last)) 같게 본다"
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  private static func ended(_ text: String) -> String {
    text.last.map { ".!?".contains($0) } == true ? text : text + "."
  }
}

extension AnswerEvidence {
  /// A clause without a full stop.
  var korean: String {
    switch self {
    case .refused(let proxies, let share, let clients, let places):
      let who =
        proxies.count > Self.listedNames
        ? "프록시 \(proxies.count)개가" : "\(proxies.joined(separator: ", "))의 프록시가"
      let rule = Self.inBrackets(places).drop { $0 == " " }
      return "\(who) \(Self.korean(clients)) 중 \(share)를 거절한다\(rule)"
    case .answered(let answerers):
      let workloads = Set(answerers.map(\.workload))
      if let only = workloads.first, workloads.count == 1 {
        return "모든 요청에 \(KoreanParticle.iGa.after(only)) 응답한다"
      }
      guard answerers.count <= Self.listedNames else { return "모든 요청이 응답을 받는다" }
      let pairs = answerers.map {
        "\($0.client)의 요청에는 모두 \(KoreanParticle.iGa.after($0.workload))"
      }
      return pairs.joined(separator: ", ") + " 응답한다"
    case .allAnswered: return "모든 요청이 응답을 받는다"
    case .noneReturned: return "어떤 요청도 돌아오지 않는다"
    case .partly(let share, let clients):
      return "\(Self.korean(clients)) 중 \(share)가 응답을 받는다"
    }
  }

  private static func korean(_ clients: Clients) -> String {
    switch clients {
    case .only: "요청"
    case .all: "각 클라이언트 요청"
    case .some(let names, let total):
      names.count > listedNames
        ? "클라이언트 \(total)개 중 \(names.count)개의 요청"
        : "\(names.joined(separator: ", "))의 요청"
    }
  }
}

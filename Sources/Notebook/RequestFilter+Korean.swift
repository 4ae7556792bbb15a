internal import Simulator

/// How the last predicate of a Korean sentence ends; the ones before it are connected to it.
enum KoreanEnding {
  /// Before a noun: `…인 요청`.
  case adnominal
  /// Before a run: `…이다`.
  case present
  /// After a run: `…이었다`.
  case past
}

/// One predicate in its forms.
private struct KoreanPredicate {
  var connective: String
  var adnominal: String
  var present: String
  var past: String

  /// What something is: `상태가 503이다`.
  static func noun(_ text: String) -> Self {
    Self(
      connective: "\(text)이고", adnominal: "\(text)인", present: "\(text)이다", past: "\(text)이었다")
  }

  func text(_ ending: KoreanEnding) -> String {
    switch ending {
    case .adnominal: adnominal
    case .present: present
    case .past: past
    }
  }
}

extension RequestFilter {
  /// `CLIENT의 0 s부터 9 s 전까지 시작한 상태가 503인 `: what stands before `요청`.
  var korean: String {
    let properties = outcomeProperties
    guard !properties.isEmpty else { return koreanPopulation }
    return koreanPopulation + properties.koreanClauses(.adnominal) + " "
  }

  /// `CLIENT의 0 s부터 9 s 전까지 시작한 `; nothing where neither is asked.
  var koreanPopulation: String {
    var text = client.map { "\(SentenceNumbers.name($0))의 " } ?? ""
    if let during { text += "\(during.korean) 시작한 " }
    return text
  }

  /// `상태가 503이고 nginx의 프록시가 거절했다`; status, flag and curl are the field's own words.
  func koreanClauses(_ ending: KoreanEnding) -> String {
    let predicates = properties.map(\.korean)
    guard let last = predicates.last else {
      return KoreanPredicate(
        connective: "보내고", adnominal: "보낸", present: "보낸다", past: "보냈다"
      ).text(ending)
    }
    return (predicates.dropLast().map(\.connective) + [last.text(ending)]).joined(separator: " ")
  }
}

extension RequestFilter.Property {
  fileprivate var korean: KoreanPredicate {
    switch self {
    case .client(let client): .noun("클라이언트가 \(SentenceNumbers.name(client))")
    case .during(let during):
      KoreanPredicate(
        connective: "\(during.korean) 시작하고", adnominal: "\(during.korean) 시작한",
        present: "\(during.korean) 시작한다", past: "\(during.korean) 시작했다")
    case .status(let status): .noun("상태가 \(status)")
    case .flag(let flag): .noun("플래그가 \(SentenceNumbers.name(flag))")
    case .curlExit(let status): .noun("curl 종료 코드가 \(status)")
    case .workload(let name): .noun("응답한 워크로드가 \(SentenceNumbers.name(name))")
    case .refusedBy(let name): Self.refused(by: "\(SentenceNumbers.name(name))의 프록시가")
    case .mirroredTo(let host): Self.mirrored(to: "\(SentenceNumbers.name(host))에")
    case .didNotReturn(true):
      KoreanPredicate(
        connective: "돌아오지 않고", adnominal: "돌아오지 않은", present: "돌아오지 않는다",
        past: "돌아오지 않았다")
    case .didNotReturn(false):
      KoreanPredicate(
        connective: "돌아오고", adnominal: "돌아온", present: "돌아온다", past: "돌아왔다")
    case .bodyContains(let text): Self.holding("본문에 \(SentenceNumbers.quoted(text)) 문자열이")
    }
  }

  private static func refused(by proxy: String) -> KoreanPredicate {
    KoreanPredicate(
      connective: "\(proxy) 거절하고", adnominal: "\(proxy) 거절한", present: "\(proxy) 거절한다",
      past: "\(proxy) 거절했다")
  }

  private static func mirrored(to host: String) -> KoreanPredicate {
    KoreanPredicate(
      connective: "\(host) 미러링되고", adnominal: "\(host) 미러링된", present: "\(host) 미러링된다",
      past: "\(host) 미러링되었다")
  }

  private static func holding(_ text: String) -> KoreanPredicate {
    KoreanPredicate(
      connective: "\(text) 있고", adnominal: "\(text) 있는", present: "\(text) 있다",
      past: "\(text) 있었다")
  }
}

extension RequestFilter.Interval {
  fileprivate var korean: String {
    let from = SentenceNumbers.duration(nanoseconds: self.from.nanoseconds)
    guard to.nanoseconds < Int64.max else { return "\(from)부터" }
    return "\(from)부터 \(SentenceNumbers.duration(nanoseconds: to.nanoseconds)) 전까지"
  }
}

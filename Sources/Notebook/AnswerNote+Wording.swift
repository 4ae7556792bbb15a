public import Diagnostics

extension AnswerNote.Kind {
  /// What stands above remarks of the kind.
  public var heading: LocalizedText {
    switch self {
    case .ignored: LocalizedText(["en": "Does not act here", "ko": "여기서 작동하지 않는 것"])
    case .missing: LocalizedText(["en": "Not there", "ko": "없는 것"])
    case .weights: LocalizedText(["en": "Shares", "ko": "비율"])
    case .balancing: LocalizedText(["en": "Load balancing", "ko": "부하 분산"])
    case .rewritten: LocalizedText(["en": "Changed on the way", "ko": "도중에 바뀐 것"])
    case .received: LocalizedText(["en": "What arrived", "ko": "도착한 것"])
    case .security: LocalizedText(["en": "Transport security", "ko": "전송 보안"])
    case .lesson: LocalizedText(["en": "Good to know", "ko": "알아 두면 좋은 것"])
    }
  }
}

internal import Notebook

/// The sequence diagram in words.
extension Words {
  /// The figure's name.
  func sequenceTitle(_ versions: String) -> String {
    pick("One request under \(versions), from call to call", "\(versions)에서 요청 하나의 흐름")
  }
  /// What the figure shows.
  func sequenceFinding(_ request: String, _ versions: String, _ outcome: String) -> String {
    pick("\(request) under \(versions): \(outcome).", "\(versions), \(request): \(outcome).")
  }
  /// What stands at the top of a lifeline.
  func role(_ role: SequenceDiagram.Lifeline.Role) -> String {
    switch role {
    case .client: pick("Client", "클라이언트")
    case .proxy: pick("Proxy", "프록시")
    case .application: pick("Application", "애플리케이션")
    }
  }
  /// Events that are left out.
  func moreEvents(_ count: Int) -> String {
    pick("… and \(count) more steps", "… 그 밖에 \(count)단계")
  }
  /// The column of what happened.
  var happened: String { pick("What happened", "일어난 일") }
}

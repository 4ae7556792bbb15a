internal import Diagnostics
internal import Limits

extension Simulation {
  /// What the clients would certainly ask for, where that is more than a run may be.
  ///
  /// A loop waits for its answers, so that nobody knows beforehand how often it turns.
  static func excessiveWork(in scenario: Scenario) -> [ScenarioProblem] {
    let counts = scenario.clients.map(\.plannedRequestCount)
    let total = counts.reduce(0) { $0.adding(saturating: $1) }
    // Each request is begun and is on its way.
    let most = scenario.eventLimit / 2
    guard total > most, let largest = counts.max(),
      let index = counts.firstIndex(of: largest)
    else { return [] }
    let client = scenario.clients[index]
    return [
      ScenarioProblem(
        .client(index, .traffic),
        Diagnostic(
          .tooMuchWork,
          "the clients would make about \(total) requests in one run, \(largest) of them client "
            + "“\(client.id)”, and a run has at most \(most)",
          hint: "lower \(client.workFields)"))
    ]
  }
}

extension ClientPlan {
  /// How many requests it makes whatever the answers are; 0 where it waits for them.
  fileprivate var plannedRequestCount: Int {
    let length = max(stop.nanoseconds.subtracting(saturating: start.nanoseconds), 0)
    switch traffic {
    case .loop: return 0
    case .open(let rate, _):
      return Int(saturating: Double(length) / 1e12 * Double(rate))
    case .rounds(let count, let every, let concurrent):
      let rounds = length == 0 ? 0 : (length - 1) / max(every.nanoseconds, 1) + 1
      return min(Int(rounds), count).multiplied(saturatingBy: concurrent)
    }
  }

  /// The fields that make it so much, with what they say.
  fileprivate var workFields: String {
    switch traffic {
    case .loop: "stop"
    case .open(let rate, _): "rate (\(Double(rate) / 1000)) or stop"
    case .rounds(let count, _, let concurrent):
      "n (\(count)) or concurrent (\(concurrent)), or let it stop earlier"
    }
  }
}

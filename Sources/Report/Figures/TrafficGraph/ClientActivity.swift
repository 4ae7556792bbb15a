internal import Notebook
internal import Simulator

/// When each client was at work: rates are over that time, not over the whole run.
struct ClientActivity {
  /// From and until when, by the client's position; `nil` for one that did nothing.
  private let intervals: [(start: Int64, stop: Int64)?]

  /// As the experiment plans it; for a client without a plan, from its first request to its last.
  init(_ history: History, plans: [ClientPlan]) {
    var seen: [(start: Int64, stop: Int64)?] = Array(repeating: nil, count: history.clients.count)
    for request in history.requests {
      let (start, end) = (request.start.nanoseconds, request.end.nanoseconds)
      let known = seen[request.client]
      seen[request.client] = (min(known?.start ?? start, start), max(known?.stop ?? end, end))
    }
    intervals = zip(history.clients, seen).map { id, seen in
      guard let seen else { return nil }
      guard let plan = plans.first(where: { $0.id == id }) else { return seen }
      let stop = min(plan.stop.nanoseconds, max(history.end.nanoseconds, seen.stop))
      return stop > plan.start.nanoseconds ? (plan.start.nanoseconds, stop) : seen
    }
  }

  /// How long at least one of some clients was at work; never less than one nanosecond.
  func nanoseconds(of clients: Set<Int>) -> Int64 {
    let sorted = clients.sorted().compactMap {
      intervals.indices.contains($0) ? intervals[$0] : nil
    }
    .sorted { ($0.start, $0.stop) < ($1.start, $1.stop) }
    var total: Int64 = 0
    var reached = Int64.min
    for interval in sorted where interval.stop > reached {
      total += interval.stop - max(interval.start, reached)
      reached = interval.stop
    }
    return max(1, total)
  }
}

/// How often a client met an outcome, and how long that took in all.
struct ClientUsage {
  /// The client's position.
  var client: Int
  /// The outcome's position.
  var outcome: Int
  /// How often it met it.
  var count = 0
  /// Response times, added up.
  var nanoseconds: Int64 = 0

  /// In the order of first appearance.
  static func all(of history: History) -> [ClientUsage] {
    var usages: [ClientUsage] = []
    var positions = Array(repeating: -1, count: history.clients.count * history.outcomes.count)
    for request in history.requests {
      let cell = request.client * history.outcomes.count + request.outcome
      if positions[cell] < 0 {
        positions[cell] = usages.count
        usages.append(ClientUsage(client: request.client, outcome: request.outcome))
      }
      usages[positions[cell]].count += 1
      usages[positions[cell]].nanoseconds += request.end.nanoseconds - request.start.nanoseconds
    }
    return usages
  }
}

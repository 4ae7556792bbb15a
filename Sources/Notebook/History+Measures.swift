internal import Simulator

extension History {
  /// How many requests have the properties.
  func count(of filter: RequestFilter) -> Int {
    let selection = RequestSelection(filter, in: self)
    return requests.count { selection.contains($0) }
  }

  /// The response times in nanoseconds of the requests with these properties, in rising order.
  func responseTimes(of filter: RequestFilter) -> [Int64] {
    let selection = RequestSelection(filter, in: self)
    return requests.lazy.filter { selection.contains($0) }
      .map { $0.end.nanoseconds - $0.start.nanoseconds }.sorted()
  }

  /// How many attempts were made for the requests with these properties, and how many there are.
  func attempts(
    of filter: RequestFilter, _ scope: Prediction.AttemptScope
  ) -> (attempts: Int, requests: Int) {
    let selection = RequestSelection(filter, in: self)
    let perOutcome = outcomes.map { outcome in
      switch scope {
      case .caller: outcome.callerAttempts
      case .all: outcome.attempts
      }
    }
    return requests.reduce(into: (0, 0)) { sum, request in
      guard selection.contains(request) else { return }
      sum.0 += perOutcome[request.outcome]
      sum.1 += 1
    }
  }
}

extension [Int64] {
  /// The smallest of rising values that at least the given share do not exceed (nearest rank);
  /// `nil` for no value.
  ///
  /// `millionths`: the share, from 0 to 1,000,000.
  func nearestRank(_ millionths: Int64) -> Int64? {
    guard !isEmpty else { return nil }
    let rank = (millionths * Int64(count) + 999_999) / 1_000_000
    return self[Swift.max(0, Swift.min(count, Int(rank)) - 1)]
  }
}

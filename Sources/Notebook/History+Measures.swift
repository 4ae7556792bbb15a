internal import Simulator

extension History {
  /// How many requests have the properties.
  func count(of filter: RequestFilter) -> Int {
    let matches = FilterMatches(filter, in: self)
    return requests.count { matches.contains($0) }
  }

  /// A response time in nanoseconds: the smallest that at least the given share of the requests do
  /// not exceed (nearest rank); `nil` where there is no request.
  func quantile(_ millionths: Int64, of filter: RequestFilter) -> Double? {
    let matches = FilterMatches(filter, in: self)
    let times = requests.lazy.filter { matches.contains($0) }
      .map { $0.end.nanoseconds - $0.start.nanoseconds }.sorted()
    guard !times.isEmpty else { return nil }
    let rank = (millionths * Int64(times.count) + 999_999) / 1_000_000
    return Double(times[max(0, min(times.count, Int(rank)) - 1)])
  }

  /// How many attempts all proxies made for a request, on average; `nil` where there is none.
  func meanAttempts(of filter: RequestFilter) -> Double? {
    var requestCount = 0
    var attempts = 0
    let matches = FilterMatches(filter, in: self)
    for request in requests where matches.contains(request) {
      requestCount += 1
      attempts += outcomes[request.outcome].attempts
    }
    return requestCount == 0 ? nil : Double(attempts) / Double(requestCount)
  }
}

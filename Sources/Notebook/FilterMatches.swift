internal import Simulator

/// A filter held against one history's clients and outcomes, so that asking about a request costs
/// two looks into tables and no comparison of texts.
struct FilterMatches {
  /// By position in the history.
  private let clients: [Bool]
  private let outcomes: [Bool]
  private let during: RequestFilter.Interval?

  init(_ filter: RequestFilter, in history: History) {
    clients = history.clients.map { filter.client == nil || filter.client == $0 }
    outcomes = history.outcomes.map { filter.matches($0) }
    during = filter.during
  }

  /// Whether the request has every property that the filter names.
  func contains(_ request: RequestRecord) -> Bool {
    guard clients[request.client], outcomes[request.outcome] else { return false }
    guard let during else { return true }
    return request.start >= during.from && request.start < during.to
  }
}

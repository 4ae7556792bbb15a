extension Results {
  /// Fills in what a run that is over has recorded: requests in the order in which they began,
  /// outcomes in the order of their first appearance.
  ///
  /// What was still on its way at a limit is left out.
  func write(into history: inout History) {
    var order = records.indices.filter { records[$0].outcome >= 0 }
    if !isSorted(order) { order.sort { Self.precedes(records[$0], records[$1]) } }
    var outcomePosition = Array(repeating: -1, count: outcomeCount)
    var recordPosition = Array(repeating: -1, count: records.count)
    history.requests.reserveCapacity(order.count)
    for place in order {
      var record = records[place]
      if outcomePosition[record.outcome] < 0 {
        outcomePosition[record.outcome] = history.outcomes.count
        history.outcomes.append(outcomes[Position(record.outcome)])
      }
      record.outcome = outcomePosition[record.outcome]
      recordPosition[place] = history.requests.count
      history.requests.append(record)
    }
    history.traces = traces.compactMap { trace in
      guard let request = trace.request, recordPosition[request] >= 0 else { return nil }
      var trace = trace
      trace.request = recordPosition[request]
      return trace
    }.sorted { ($0.request ?? 0) < ($1.request ?? 0) }
  }

  private static func precedes(_ first: RequestRecord, _ second: RequestRecord) -> Bool {
    if first.start != second.start { return first.start < second.start }
    return first.client != second.client
      ? first.client < second.client : first.number < second.number
  }

  private func isSorted(_ order: [Int]) -> Bool {
    zip(order, order.dropFirst()).allSatisfy { Self.precedes(records[$0], records[$1]) }
  }
}

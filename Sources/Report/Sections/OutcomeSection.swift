internal import CommonMark
internal import Notebook
internal import Simulator

extension PageContext {
  /// One client and one outcome, as it is told from others on the page.
  private struct OutcomeRow: Hashable {
    var client: String
    var kind: OutcomeKind
    var text: String
  }

  /// How often each client met each outcome, one column for each group of rule versions.
  func outcomeTable() -> Block {
    let counts = record.results.map(outcomeCounts)
    let order = outcomeOrder(counts)
    let columns = VersionGroup.merged(record.results) { result in
      let index = record.results.firstIndex { $0.ruleVersion == result.ruleVersion } ?? 0
      return counts[index]
    }
    let header =
      [words.client, words.outcomeColumn].map { Table.Cell([.text($0)]) }
      + columns.map { Table.Cell(record.versionLabel($0.range), style: "number") }
    let rows = order.map { row in
      [
        Table.Cell([.text(row.client)], style: "name"),
        Table.Cell(
          [.span(style: "outcome \(row.kind.style)", [.text("\(row.kind.symbol) \(row.text)")])]),
      ]
        + columns.map { column in
          let total = column.value.reduce(0) { $1.key.client == row.client ? $0 + $1.value : $0 }
          return Table.Cell(
            [.text(Self.counted(column.value[row] ?? 0, of: total))], style: "number")
        }
    }
    return .table(
      Table(
        id: "outcome-table", caption: [.text(words.outcomesCaption)], header: header, rows: rows,
        style: "outcomes"))
  }

  private func outcomeCounts(_ result: RuleVersionResult) -> [OutcomeRow: Int] {
    var counts: [OutcomeRow: Int] = [:]
    for count in result.outcomes {
      let row = OutcomeRow(
        client: count.client, kind: OutcomeKind(count.outcome), text: words.outcome(count.outcome))
      counts[row, default: 0] += count.count
    }
    return counts
  }

  /// Clients in the record's order; of each, better outcomes first, then by their words.
  private func outcomeOrder(_ counts: [[OutcomeRow: Int]]) -> [OutcomeRow] {
    let clients = clientOrder
    let place = Dictionary(
      clients.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = Set(counts.flatMap(\.keys))
    return rows.sorted { first, second in
      (place[first.client] ?? clients.count, first.client, first.kind.rawValue, first.text)
        < (place[second.client] ?? clients.count, second.client, second.kind.rawValue, second.text)
    }
  }

  var clientOrder: [String] {
    var order = record.clients.map(\.id)
    for result in record.results {
      for client in result.history.clients where !order.contains(client) { order.append(client) }
    }
    return order
  }

  /// `241 (57 %)`, or a dash for none.
  static func counted(_ count: Int, of total: Int) -> String {
    guard count > 0 else { return "–" }
    return "\(count) (\(percent(count, of: total)))"
  }

  /// Whole per cent, with one place below 10 %; never 0 or 100 for something in between.
  static func percent(_ count: Int, of total: Int) -> String {
    guard total > 0 else { return "–" }
    let share = Double(count) * 100 / Double(total)
    if count > 0, share < 0.1 { return "< 0.1 %" }
    if count < total, share > 99.9 { return "> 99.9 %" }
    let places = share < 10 || share > 99.4 && count < total ? 1 : 0
    return "\(FixedPoint.shortest(share, places: places)) %"
  }

  /// Effective and actual: what each client saw, and what its proxy sent for it.
  func attemptTable() -> Block {
    let rows = clientOrder.flatMap { client -> [[Table.Cell]] in
      let groups = VersionGroup.merged(record.results) { attempts(of: client, in: $0) }
      return groups.filter { $0.value.requests > 0 }.map { group in
        let count = group.value
        let perRequest = Double(count.attempts) / Double(count.requests)
        let numbers = [
          "\(count.requests)", Self.percent(count.succeeded, of: count.requests),
          "\(count.attempts)", Self.percent(count.succeeded, of: count.attempts),
          FixedPoint.text(perRequest, places: 2),
        ]
        return [.init([.text(client)], style: "name"), .init(record.versionLabel(group.range))]
          + numbers.map { Table.Cell([.text($0)], style: "number") }
      }
    }
    let names = [words.client, words.ruleVersion].map { Table.Cell([.text($0)]) }
    let numbers = [
      words.requests, words.effectiveSuccess, words.attempts, words.actualSuccess,
      words.attemptsPerRequest,
    ]
    return .table(
      Table(
        id: "attempt-table", caption: [.text(words.attemptsCaption)],
        header: names + numbers.map { Table.Cell([.text($0)], style: "number") }, rows: rows))
  }

  private struct AttemptCount: Hashable {
    var requests = 0
    var succeeded = 0
    var attempts = 0
  }

  /// Attempts of the proxy nearest to the client; a request without a proxy is its own attempt.
  private func attempts(of client: String, in result: RuleVersionResult) -> AttemptCount {
    var total = AttemptCount()
    for count in result.outcomes where count.client == client {
      total.requests += count.count
      if OutcomeKind(count.outcome).isSuccess { total.succeeded += count.count }
      total.attempts += count.count * count.outcome.callerAttempts
    }
    return total
  }
}

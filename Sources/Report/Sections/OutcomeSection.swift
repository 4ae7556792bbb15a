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

  /// How often each client met each outcome: a row a client, a column for each group of rule
  /// versions, in each cell a bar of shares and the numbers behind it.
  func outcomeTable() -> Block {
    let counts = record.results.map(outcomeCounts)
    let merged = VersionGroup.merged(record.results) { result in
      let index = record.results.firstIndex { $0.ruleVersion == result.ruleVersion } ?? 0
      return counts[index]
    }
    let columns = record.newestFirst(merged)
    let header =
      [Table.Cell([.text(words.client)])]
      + columns.map { Table.Cell(record.versionLabel($0.range)) }
    let rows = clientOrder.map { client in
      [Table.Cell([.text(client)], style: "name")]
        + columns.map { Table.Cell(outcomeCell(client, $0.value)) }
    }
    return .table(
      Table(
        id: "outcome-table", caption: [.text(words.outcomesCaption)], header: header, rows: rows,
        style: "outcomes"))
  }

  /// A client's outcomes, better ones first.
  private func outcomeCell(_ client: String, _ counts: [OutcomeRow: Int]) -> [Inline] {
    let rows = counts.filter { $0.key.client == client }
      .sorted { ($0.key.kind.rawValue, $0.key.text) < ($1.key.kind.rawValue, $1.key.text) }
    let total = rows.reduce(0) { $0 + $1.value }
    guard total > 0 else { return ["–"] }
    var content: [Inline] = [
      .graphic(svg: ShareBar(rows.map { .init(kind: $0.key.kind, count: $0.value) }).svg)
    ]
    for (index, row) in rows.enumerated() {
      if index > 0 { content.append(.lineBreak) }
      let share = "\(row.key.kind.symbol) \(Self.percent(row.value, of: total))"
      content += [
        .span(style: "outcome \(row.key.kind.style)", [.text(share)]),
        .text(" \(row.key.text) "), .span(style: "count", [.text("(\(row.value))")]),
      ]
    }
    return content
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

  /// Clients in the record's order.
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
      let groups = record.newestFirst(
        VersionGroup.merged(record.results) { attempts(of: client, in: $0) })
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
    let table = Block.table(
      Table(
        id: "attempt-table", caption: [.text(words.attemptsCaption)],
        header: names + numbers.map { Table.Cell([.text($0)], style: "number") }, rows: rows))
    return .disclosure(summary: [.text(attemptSummary)], style: "data", [table])
  }

  /// What the table says in a line.
  private var attemptSummary: String {
    let counts = clientOrder.flatMap { client in
      record.results.map { attempts(of: client, in: $0) }
    }.filter { $0.requests > 0 }
    let ratios = counts.map { Double($0.attempts) / Double($0.requests) }
    guard let least = ratios.min(), let most = ratios.max() else { return words.attemptsCaption }
    return words.attemptRange(
      FixedPoint.text(least, places: 2), FixedPoint.text(most, places: 2))
  }

  /// Requests of a client, and the attempts that were made for them.
  struct AttemptCount: Hashable {
    /// How many there were.
    var requests = 0
    /// How many of them succeeded.
    var succeeded = 0
    /// How many attempts the caller's proxy made.
    var attempts = 0
  }

  /// Attempts of the proxy nearest to the client; a request without a proxy is its own attempt.
  func attempts(of client: String, in result: RuleVersionResult) -> AttemptCount {
    var total = AttemptCount()
    for count in result.outcomes where count.client == client {
      total.requests += count.count
      if OutcomeKind(count.outcome).isSuccess { total.succeeded += count.count }
      total.attempts += count.count * count.outcome.callerAttempts
    }
    return total
  }
}

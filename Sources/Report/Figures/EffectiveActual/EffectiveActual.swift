internal import CommonMark
internal import Notebook

/// What clients saw against what their proxies sent: for each client and rule version the share of
/// requests that succeeded (effective) above the share of attempts that did (actual).
struct EffectiveActual: ReportFigure {
  /// A client under rule versions that made the same of its requests.
  struct Pair: Hashable {
    /// Its identifier.
    var client: String
    /// The rule versions' names.
    var versions: String
    /// Over all runs.
    var counts: PageContext.AttemptCount
  }

  private static let shownPairs = 12

  /// Those with more attempts than requests, the newest release first.
  let pairs: [Pair]
  /// How many are left out.
  let left: Int

  /// - Returns: `nil` where every request was one attempt.
  init?(_ context: PageContext) {
    let record = context.record
    let all = context.clientOrder.flatMap { client in
      let groups = VersionGroup.merged(record.results) { context.attempts(of: client, in: $0) }
      return record.newestFirst(groups)
        .filter { $0.value.attempts > $0.value.requests }
        .map { Pair(client: client, versions: record.versionNames($0.range), counts: $0.value) }
    }
    guard !all.isEmpty else { return nil }
    pairs = Array(all.prefix(Self.shownPairs))
    left = all.count - pairs.count
  }

  /// The picture with its caption, which begins with what it shows, and its data.
  func picture(id: String, scope: FigureScope, words: Words) -> Picture {
    let sentences = pairs.map { pair in
      words.effectiveActual(
        pair.client, pair.versions, effective: pair.effective, actual: pair.actual)
    }
    let widest = pairs.indices.max { pairs[$0].gap < pairs[$1].gap } ?? 0
    let caption = sentences[widest] + (left > 0 ? " \(words.morePairs(left))" : "")
    return Picture(
      id: id, title: words.effectiveActualTitle, description: sentences.joined(separator: " "),
      drawing: drawing(words, .wide), caption: [.text(caption)], table: table(id: id, words: words),
      narrow: drawing(words, .narrow))
  }

  private func table(id: String, words: Words) -> Table {
    let rows = pairs.map { pair -> [Table.Cell] in
      let numbers = [
        "\(pair.counts.requests)", pair.effective, "\(pair.counts.attempts)", pair.actual,
      ]
      return [.init([.text(pair.client)], style: "name"), .init([.text(pair.versions)])]
        + numbers.map { Table.Cell([.text($0)], style: "number") }
    }
    let header =
      [words.client, words.ruleVersion].map { Table.Cell([.text($0)]) }
      + [words.requests, words.effectiveSuccess, words.attempts, words.actualSuccess]
      .map { Table.Cell([.text($0)], style: "number") }
    return Table(
      id: "data-\(id)", caption: [.text(words.effectiveActualTitle)], header: header, rows: rows)
  }
}

extension EffectiveActual.Pair {
  /// Of the requests, how many succeeded.
  var effective: String { PageContext.percent(counts.succeeded, of: counts.requests) }
  /// Of the attempts, how many succeeded.
  var actual: String { PageContext.percent(counts.succeeded, of: counts.attempts) }

  /// How far the two are apart.
  fileprivate var gap: Double {
    let succeeded = Double(counts.succeeded)
    return succeeded / Double(max(1, counts.requests)) - succeeded / Double(max(1, counts.attempts))
  }
}

extension EffectiveActual {
  private static let pitch = 62

  /// A line of names and two bars for each pair.
  func drawing(_ words: Words, _ layout: FigureLayout) -> Drawing {
    let width = layout.pick(820, FigureLayout.narrowWidth)
    let room = layout.pick(230, 150)
    var drawing = Drawing(width: width, height: pairs.count * Self.pitch + 4)
    for (index, pair) in pairs.enumerated() {
      let y = index * Self.pitch
      drawing.text(
        "\(pair.client) · \(pair.versions)", x: 2, y: y + 15, style: "", fitting: width - 4)
      let bars = [
        (pair.counts.requests, words.ofRequests(pair.effective), "cell answered"),
        (pair.counts.attempts, words.ofAttempts(pair.actual), "rule"),
      ]
      for (place, bar) in bars.enumerated() {
        let top = y + 22 + place * 17
        // Parts of a whole, so that the bar is never wider than its room.
        let share = Double(pair.counts.succeeded) / Double(max(1, bar.0))
        let length = Int(exactly: (share * Double(width - room - 4)).rounded()) ?? 0
        drawing.rectangle(
          x: 2, y: top, width: width - room - 4, height: 13, radius: 2, style: "node")
        drawing.rectangle(
          x: 2, y: top, width: max(1, min(length, width - room - 4)), height: 13, radius: 2,
          style: bar.2)
        drawing.text(
          bar.1, x: width - room + 6, y: top + 11, style: "", fitting: room - 8, size: .small)
      }
    }
    return drawing
  }
}

internal import CommonMark
internal import Notebook
internal import Simulator

/// How long requests took, as clients saw it: for each rule version the share of requests that had
/// ended by a time (the empirical distribution function of the first run).
struct ResponseTimes: ReportFigure {
  /// Rule versions under which every request took as long.
  struct Curve: Hashable {
    /// Their names.
    var versions: String
    /// In ascending order, in nanoseconds; never empty.
    var durations: [Int64]

    /// The least duration that so many millionths of the requests do not exceed.
    func quantile(millionths: Int) -> Int64 {
      let rank = (durations.count * millionths + 999_999) / 1_000_000
      return durations[min(max(rank, 1), durations.count) - 1]
    }
  }

  private static let shownCurves = 5

  /// The newest release's first.
  private(set) var curves: [Curve]
  /// How many curves are left out.
  let left: Int
  /// Whether a client waits for an answer before it asks again.
  let isClosedLoop: Bool

  /// - Returns: `nil` where no request was made.
  init?(_ record: RunRecord) {
    let groups = VersionGroup.merged(record.results) { result in
      result.history.requests.map { $0.end.nanoseconds - $0.start.nanoseconds }.sorted()
    }
    let all = record.newestFirst(groups).filter { !$0.value.isEmpty }
      .map { Curve(versions: record.versionNames($0.range), durations: $0.value) }
    guard !all.isEmpty else { return nil }
    curves = Array(all.prefix(Self.shownCurves))
    left = all.count - curves.count
    isClosedLoop = record.clients.contains { client in
      if case .loop = client.traffic { return true }
      return false
    }
  }

  /// The picture with its caption, which begins with what it shows, and its data.
  func picture(id: String, scope: FigureScope, words: Words) -> Picture {
    let sentences = curves.map { curve in
      words.responseTimes(
        curve.versions, half: words.duration(curve.quantile(millionths: 500_000)),
        most: words.duration(curve.quantile(millionths: 990_000)), count: curve.durations.count)
    }
    let finding = (sentences.first ?? "") + (isClosedLoop ? " \(words.closedLoop)" : "")
    return Picture(
      id: id, title: words.responseTimesTitle, description: sentences.joined(separator: " "),
      drawing: drawing(words, .wide), caption: [.text(finding + words.scope(scope))],
      table: table(id: id, words: words), narrow: drawing(words, .narrow))
  }

  private func table(id: String, words: Words) -> Table {
    let shares = [0, 500_000, 900_000, 990_000, 1_000_000]
    let rows = curves.map { curve in
      [Table.Cell([.text(curve.versions)])]
        + (["\(curve.durations.count)"]
        + shares.map { words.duration(curve.quantile(millionths: $0)) })
        .map { Table.Cell([.text($0)], style: "number") }
    }
    let header =
      [Table.Cell([.text(words.ruleVersion)])]
      + [words.requests, words.least, "50 %", "90 %", "99 %", words.greatest]
      .map { Table.Cell([.text($0)], style: "number") }
    return Table(
      id: "data-\(id)", caption: [.text(words.responseTimesTitle)], header: header, rows: rows)
  }
}

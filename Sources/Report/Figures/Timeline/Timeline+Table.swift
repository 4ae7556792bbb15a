internal import CommonMark

extension Timeline {
  /// Neighbouring cells of a client whose worst outcome is the same.
  struct Run: Hashable {
    /// The client's identifier.
    var client: String
    /// The cells.
    var cells: Range<Int>
    /// Their worst outcome; `nil` where no request began.
    var kind: OutcomeKind?
    /// Their requests, by kind of outcome.
    var counts: [Int]
    /// In how many of the cells no request began.
    var silentCount: Int

    /// Takes the cells behind it in.
    fileprivate mutating func take(_ next: Run) {
      cells = cells.lowerBound..<next.cells.upperBound
      silentCount += next.silentCount
      for kind in counts.indices { counts[kind] += next.counts[kind] }
    }
  }

  /// Every change of the worst outcome, silence among them.
  var runs: [Run] {
    strips.flatMap { strip in
      var runs: [Run] = []
      for (index, cell) in strip.cells.enumerated() {
        let next = Run(
          client: strip.client, cells: index..<index + 1, kind: cell.worst, counts: cell.counts,
          silentCount: cell.worst == nil ? 1 : 0)
        if runs.last?.kind == cell.worst, !runs.isEmpty {
          runs[runs.count - 1].take(next)
        } else {
          runs.append(next)
        }
      }
      return runs
    }
  }

  /// The same, where silence between two intervals of one outcome belongs to them: a client that
  /// pauses longer than an interval lasts would else have a row for each request.
  static func joined(_ runs: [Run]) -> [Run] {
    var joined: [Run] = []
    var silence: Run?
    func end() {
      if let silence { joined.append(silence) }
      silence = nil
    }
    for run in runs {
      guard run.kind != nil else {
        end()
        silence = run
        continue
      }
      if let last = joined.last, last.client == run.client, last.kind == run.kind {
        if let silence { joined[joined.count - 1].take(silence) }
        silence = nil
        joined[joined.count - 1].take(run)
      } else {
        end()
        joined.append(run)
      }
    }
    end()
    return joined
  }

  /// A row a run.
  func table(of runs: [Run], id: String, versions: String, words: Words) -> Table {
    let numbers = OutcomeKind.allCases.map(words.kind) + [words.silentIntervals]
    let header =
      [words.client, words.interval, words.worst].map { Table.Cell([.text($0)]) }
      + numbers.map { Table.Cell([.text($0)], style: "number") }
    let rows = runs.map { run -> [Table.Cell] in
      let interval = "\(start(run.cells.lowerBound))–\(start(run.cells.upperBound)) s"
      return [
        .init([.text(run.client)], style: "name"), .init([.text(interval)]),
        .init([.text(run.kind.map { "\($0.symbol) \(words.kind($0))" } ?? words.noRequest)]),
      ] + (run.counts + [run.silentCount]).map { .init([.text("\($0)")], style: "number") }
    }
    return Table(
      id: "data-\(id)", caption: [.text(words.timelineTitle(versions))], header: header, rows: rows)
  }
}

internal import CommonMark
internal import Diagnostics
internal import Notebook

/// What changes between two rule versions, as blocks of a page in one language.
struct ComparisonBlocks {
  let words: Words
  /// The way from the page to an experiment's folder; `nil` where there is none to link to.
  var experimentFolder: ((ExperimentComparison) -> String)?

  func blocks(of comparison: Comparison) -> [Block] {
    let title = words.comparison(comparison.before, comparison.after)
    var blocks: [Block] = [
      .heading(level: 1, id: "title", [.text(title)]),
      .paragraph([.text(words.summary(of: comparison))], style: "question"),
    ]
    for direction in ExperimentComparison.Direction.allCases where direction != .unchanged {
      blocks += section(direction, of: comparison)
    }
    for experiment in comparison.experiments { blocks += details(of: experiment) }
    return blocks + section(.unchanged, of: comparison)
  }

  private func section(
    _ direction: ExperimentComparison.Direction, of comparison: Comparison
  ) -> [Block] {
    let rows = comparison.experiments.flatMap { experiment in
      experiment.rows.filter { $0.direction == direction }.map { row in
        [
          Table.Cell([name(experiment)]), Table.Cell([.text(words.text(row.claim))]),
          cell(row.before), cell(row.after),
        ]
      }
    }
    let title = words.direction(direction)
    let heading = Block.heading(level: 2, id: direction.rawValue, [.text(title)])
    guard !rows.isEmpty else { return [heading, .paragraph([.text(words.none)], style: "note")] }
    let header = [
      words.experimentColumn, words.claimColumn, comparison.before, comparison.after,
    ]
    let table = Block.table(
      Table(
        id: "\(direction.rawValue)-verdicts", caption: [.text(words.meaning(direction))],
        header: header.map { Table.Cell([.text($0)]) }, rows: rows))
    guard direction == .unchanged else { return [heading, table] }
    return [
      heading,
      .disclosure(summary: [.text(words.sameVerdicts(rows.count))], style: "data", [table]),
    ]
  }

  private func name(_ experiment: ExperimentComparison) -> Inline {
    let title = Inline.text(words.text(experiment.title))
    guard let folder = experimentFolder?(experiment) else { return title }
    return .link(destination: "\(folder)index.html", [title])
  }

  private func cell(_ verdict: Verdict) -> Table.Cell {
    Table.Cell(
      [.text("\(verdict.symbol) \(words.verdict(verdict))")], style: "verdict \(verdict.rawValue)")
  }

  private func details(of experiment: ExperimentComparison) -> [Block] {
    guard let change = experiment.change, let difference = change.difference else { return [] }
    var blocks: [Block] = [
      .heading(level: 2, id: "experiment-\(experiment.experiment)", [name(experiment)])
    ]
    if let answer = experiment.answer {
      blocks.append(
        .paragraph([.strong([.text("\(words.answer):")]), .text(" \(words.text(answer.text))")]))
    }
    blocks.append(
      .paragraph([
        .text(words.parting(number: difference.request + 1, client: difference.client) + " "),
        .text(words.beforeWord), .code(difference.before), .text(" → "), .text(words.afterWord),
        .code(difference.after),
      ]))
    if let origin = difference.origin {
      blocks.append(.paragraph([.code(origin.description)], style: "note"))
    }
    if !change.causes.isEmpty {
      blocks.append(.list(items: change.causes.map { [.paragraph(words.cause($0))] }))
    }
    return blocks + [shares(of: experiment)]
  }

  private func shares(of experiment: ExperimentComparison) -> Block {
    let header = [words.client, words.outcomeColumn, words.beforeWord, words.afterWord]
    return .table(
      Table(
        id: "shares-\(experiment.experiment)",
        caption: [.text("\(words.sharesCaption): \(experiment.experiment)")],
        header: header.map { Table.Cell([.text($0)]) },
        rows: experiment.shares.map { share in
          [
            Table.Cell([.code(share.client)]), Table.Cell([.text(share.outcome)]),
            Table.Cell([.text(words.share(share.before, of: share.totalBefore))]),
            Table.Cell([.text(words.share(share.after, of: share.totalAfter))]),
          ]
        }))
  }
}

extension Words {
  /// A switch that brings a change about, with its source.
  func cause(_ cause: RuleChange.Cause) -> [Inline] {
    [
      .text(causeWord), .code(cause.id), .text(" — \(beforeWord)"), .text(cause.before),
      .text("; \(afterWord)"), .text(cause.after), .text(" ("), .text(sourceWord),
      .code(cause.source), .text(")"),
    ]
  }
}

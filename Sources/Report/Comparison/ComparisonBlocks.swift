internal import CommonMark
internal import Diagnostics
internal import Notebook

/// What changes between two rule versions, as blocks of a page.
enum ComparisonBlocks {
  static func blocks(of comparison: Comparison) -> [Block] {
    var blocks: [Block] = [
      .heading(
        level: 1, id: "comparison", [.text("From \(comparison.before) to \(comparison.after)")]),
      .paragraph([.text(sentence(for: comparison))]),
    ]
    for direction in ExperimentComparison.Direction.allCases {
      blocks += section(direction, of: comparison)
    }
    for experiment in comparison.experiments { blocks += details(of: experiment) }
    return blocks
  }

  static func sentence(for comparison: Comparison) -> String {
    if comparison.changesVerdicts { return "Some verdicts change between these rule versions." }
    return comparison.changesOutcomes
      ? "No verdict changes, though some requests end otherwise."
      : "Nothing changes: every request ends as before."
  }

  private static func section(
    _ direction: ExperimentComparison.Direction, of comparison: Comparison
  ) -> [Block] {
    let rows = comparison.experiments.flatMap { experiment in
      experiment.rows.filter { $0.direction == direction }.map { row in
        [
          Table.Cell([.code(experiment.experiment)]), Table.Cell([.code(row.hypothesis)]),
          Table.Cell([.text(row.claim.text(in: "en"))]),
          Table.Cell([.text(VerdictWord.text(row.before))]),
          Table.Cell([.text(VerdictWord.text(row.after))]),
        ]
      }
    }
    let title = direction.rawValue.prefix(1).uppercased() + direction.rawValue.dropFirst()
    let heading = Block.heading(level: 2, id: direction.rawValue, [.text(title)])
    guard !rows.isEmpty else { return [heading, .paragraph(["None."])] }
    let header = ["Experiment", "Hypothesis", "Claim", comparison.before, comparison.after]
    return [
      heading,
      .table(
        Table(
          id: "\(direction.rawValue)-table", caption: [.text("\(title) verdicts")],
          header: header.map { Table.Cell([.text($0)]) }, rows: rows)),
    ]
  }

  private static func details(of experiment: ExperimentComparison) -> [Block] {
    guard let change = experiment.change, let difference = change.difference else { return [] }
    let place = difference.proxy.isEmpty ? "" : " at the proxy of \(difference.proxy)"
    var blocks: [Block] = [
      .heading(level: 2, id: "experiment-\(experiment.experiment)", [.code(experiment.experiment)]),
      .paragraph([
        .text("The first request that parts is number \(difference.request + 1) of "),
        .code(difference.client), .text("\(place): before "), .code(difference.before),
        .text(", after "), .code(difference.after), .text("."),
      ]),
    ]
    if let origin = difference.origin {
      blocks.append(
        .paragraph([.text("It is written in "), .code(origin.description), .text(".")]))
    }
    if !change.causes.isEmpty {
      blocks.append(
        .list(
          items: change.causes.map { cause in
            [
              .paragraph([
                .code(cause.id),
                .text(": before, \(cause.before); after, \(cause.after). Source: "),
                .code(cause.source),
              ])
            ]
          }))
    }
    return blocks + [shares(of: experiment)]
  }

  private static func shares(of experiment: ExperimentComparison) -> Block {
    .table(
      Table(
        id: "shares-\(experiment.experiment)", caption: ["Outcomes of each client, both versions"],
        header: ["Client", "Outcome", "Before", "After"].map { Table.Cell([.text($0)]) },
        rows: experiment.shares.map { share in
          [
            Table.Cell([.code(share.client)]), Table.Cell([.text(share.outcome)]),
            Table.Cell([.text("\(share.before) of \(share.totalBefore)")]),
            Table.Cell([.text("\(share.after) of \(share.totalAfter)")]),
          ]
        }))
  }
}

/// A verdict as symbol and word.
enum VerdictWord {
  static func text(_ verdict: Verdict) -> String {
    switch verdict {
    case .supported: "✓ supported"
    case .refuted: "✗ refuted"
    case .undecided: "? undecided"
    }
  }
}

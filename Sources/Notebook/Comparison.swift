internal import Simulator

/// What changes from one rule version to another, over some experiments.
public struct Comparison: Hashable, Sendable, Codable {
  /// The form's version.
  public static let currentSchema = "labbook.compare/v1"

  /// `labbook.comparison/` and the number of this format.
  public var schema: String
  /// Resolved rule versions.
  public var before: String
  /// The rule version, or the run, that comes second.
  public var after: String
  /// One for each experiment that both hold, in the order of their names.
  public var experiments: [ExperimentComparison]

  /// The comparisons of experiments under two rule versions.
  public init(before: String, after: String, experiments: [ExperimentComparison]) {
    schema = Self.currentSchema
    self.before = before
    self.after = after
    self.experiments = experiments
  }

  /// Whether any verdict is another one.
  public var changesVerdicts: Bool { experiments.contains(where: \.changesVerdicts) }
  /// Whether any request ended otherwise.
  public var changesOutcomes: Bool { experiments.contains { $0.change?.difference != nil } }
}

/// What changes for one experiment.
public struct ExperimentComparison: Hashable, Sendable, Codable {
  /// A hypothesis and its two verdicts.
  public struct Row: Hashable, Sendable, Codable {
    /// The hypothesis' id.
    public var hypothesis: String
    /// What it claims.
    public var claim: LocalizedText
    /// The verdict of the first.
    public var before: Verdict
    /// The verdict of the second.
    public var after: Verdict

    /// In which of the three lists it stands.
    public var direction: Direction {
      before == after ? .unchanged : after.rank < before.rank ? .introduced : .fixed
    }
  }

  /// Whether a claim ceased to hold, came to hold, or stayed as it was.
  public enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
    /// It held, and no longer does.
    case introduced
    /// It did not hold, and now does.
    case fixed
    /// The verdicts are the same.
    case unchanged
  }

  /// How often a client met an outcome, over all replications.
  public struct Share: Hashable, Sendable, Codable {
    /// The client's id.
    public var client: String
    /// In a few words, such as `503 UO by nginx.default`.
    public var outcome: String
    /// How many of the client's requests ended so in the first.
    public var before: Int
    /// How many of the client's requests ended so in the second.
    public var after: Int
    /// All requests of the client in the first.
    public var totalBefore: Int
    /// All requests of the client in the second.
    public var totalAfter: Int
  }

  /// The experiment's name.
  public var experiment: String
  /// The experiment's title.
  public var title: LocalizedText
  /// One for each hypothesis, in the experiment's order.
  public var rows: [Row]
  /// The outcomes of each client whose share differs.
  public var shares: [Share]
  /// The first decision that differs, and why; `nil` where no request ends otherwise.
  public var change: RuleChange?
  /// What the experiment's runs answer; absent in comparisons of older versions.
  public var answer: Answer?

  /// Whether any hypothesis has another verdict.
  public var changesVerdicts: Bool { rows.contains { $0.direction != .unchanged } }
}

extension Verdict {
  /// From what does not hold to what does.
  fileprivate var rank: Int {
    switch self {
    case .refuted: 0
    case .undecided: 1
    case .supported: 2
    }
  }
}

extension ExperimentComparison {
  /// - Returns: `nil` where the record lacks one of the two rule versions.
  public init?(_ record: RunRecord, from before: String, to after: String) {
    guard let first = record.results.first(where: { $0.ruleVersion == before }),
      let second = record.results.first(where: { $0.ruleVersion == after })
    else { return nil }
    experiment = record.experiment
    title = record.title
    rows = record.hypotheses.indices.map { index in
      Row(
        hypothesis: record.hypotheses[index].id, claim: record.hypotheses[index].claim,
        before: first.judgements[index].verdict, after: second.judgements[index].verdict)
    }
    shares = Self.shares(first, second)
    change = record.changes?.first { $0.before == before && $0.after == after }
    answer = record.answer
  }

  /// Outcomes of both sides by client, in the order of the earlier side, then of the later one.
  private static func shares(
    _ first: RuleVersionResult, _ second: RuleVersionResult
  ) -> [Share] {
    struct Key: Hashable {
      var client: String
      var outcome: String
    }
    var shares: [Share] = []
    var positions: [Key: Int] = [:]
    func position(_ count: RuleVersionResult.OutcomeCount) -> Int {
      let outcome = Wording.describe(count.outcome)
      let key = Key(client: count.client, outcome: outcome)
      if let known = positions[key] { return known }
      positions[key] = shares.count
      shares.append(
        Share(
          client: count.client, outcome: outcome, before: 0, after: 0, totalBefore: 0,
          totalAfter: 0))
      return shares.count - 1
    }
    for count in first.outcomes { shares[position(count)].before += count.count }
    for count in second.outcomes { shares[position(count)].after += count.count }
    let (totalsBefore, totalsAfter) = (first.totals, second.totals)
    for index in shares.indices {
      shares[index].totalBefore = totalsBefore[shares[index].client] ?? 0
      shares[index].totalAfter = totalsAfter[shares[index].client] ?? 0
    }
    let clients = first.history.clients + second.history.clients
    let order = Dictionary(
      clients.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return shares.enumerated().sorted { one, other in
      let (place, otherPlace) = (order[one.element.client] ?? 0, order[other.element.client] ?? 0)
      return place != otherPlace ? place < otherPlace : one.offset < other.offset
    }.map(\.element)
  }
}

extension RuleVersionResult {
  /// How many requests each client made.
  fileprivate var totals: [String: Int] {
    outcomes.reduce(into: [:]) { $0[$1.client, default: 0] += $1.count }
  }
}

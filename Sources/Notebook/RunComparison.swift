internal import Simulator

/// What differs between two recorded runs of one experiment.
public struct RunComparison: Hashable, Sendable {
  /// A hypothesis under one rule version, in both runs.
  public struct Row: Hashable, Sendable {
    /// The hypothesis' id.
    public var hypothesis: String
    /// What it claims.
    public var claim: LocalizedText
    /// The verdict before; `nil` where there was no such hypothesis.
    public var before: Verdict?
    /// The verdict after; `nil` where there is none any more.
    public var after: Verdict?
    /// What was seen before, a sentence for each prediction.
    public var seenBefore: [String]
    /// What was seen after.
    public var seenAfter: [String]
    /// Whether all intervals of what was seen overlap, so that chance alone may make the difference.
    public var isWithinChance: Bool

    /// Whether the claim ceased to hold, came to hold, or neither.
    public var direction: ExperimentComparison.Direction {
      guard before != after, let before, let after else { return .unchanged }
      return after.isBetter(than: before) ? .fixed : .introduced
    }
  }

  /// One rule version that both runs have.
  public struct Version: Hashable, Sendable {
    /// Its resolved name.
    public var name: String
    /// One for each hypothesis of either run, in the later one's order.
    public var rows: [Row]
    /// The first decision that differs; `nil` where every request of the first replication ended
    /// alike.
    public var difference: DecisionDifference?
  }

  /// The experiment's name.
  public var experiment: String
  /// In the later run's order.
  public var versions: [Version]
  /// Rule versions that only the earlier run has.
  public var goneVersions: [String]
  /// Rule versions that only the later run has.
  public var newVersions: [String]
  /// Whether the predictions are others, so that verdicts are about other claims.
  public var changesPredictions: Bool

  /// Compares two records of one experiment.
  public init(_ before: RunRecord, _ after: RunRecord) {
    experiment = after.experiment
    let known = Dictionary(before.results.map { ($0.ruleVersion, $0) }) { first, _ in first }
    versions = after.results.compactMap { result in
      known[result.ruleVersion].map { Version($0, result, before, after) }
    }
    let names = Set(after.results.map(\.ruleVersion))
    goneVersions = before.results.map(\.ruleVersion).filter { !names.contains($0) }
    newVersions = after.results.map(\.ruleVersion).filter { known[$0] == nil }
    changesPredictions = before.predictionsDigest != after.predictionsDigest
  }

  /// Whether a verdict is another one, or there are other hypotheses or rule versions.
  public var changesVerdicts: Bool {
    versions.contains { $0.rows.contains { $0.before != $0.after } }
      || !goneVersions.isEmpty || !newVersions.isEmpty
  }

  /// Whether a request ends otherwise.
  public var changesOutcomes: Bool { versions.contains { $0.difference != nil } }
}

extension RunComparison.Version {
  fileprivate init(
    _ before: RuleVersionResult, _ after: RuleVersionResult, _ first: RunRecord,
    _ second: RunRecord
  ) {
    name = after.ruleVersion
    difference = DecisionDifference(from: before.history, to: after.history)
    let old = Dictionary(before.judgements.map { ($0.hypothesis, $0) }) { first, _ in first }
    let new = Dictionary(after.judgements.map { ($0.hypothesis, $0) }) { first, _ in first }
    let gone = first.hypotheses.filter { new[$0.id] == nil }
    rows = (second.hypotheses + gone).map { hypothesis in
      RunComparison.Row(hypothesis, old[hypothesis.id], new[hypothesis.id])
    }
  }
}

extension RunComparison.Row {
  fileprivate init(
    _ hypothesis: RunRecord.HypothesisRecord, _ old: Judgement?, _ new: Judgement?
  ) {
    self.hypothesis = hypothesis.id
    claim = hypothesis.claim
    before = old?.verdict
    after = new?.verdict
    seenBefore = old?.findings.map { $0.observation.text(in: "en") } ?? []
    seenAfter = new?.findings.map { $0.observation.text(in: "en") } ?? []
    let pairs = zip(seenBefore, seenAfter)
    isWithinChance =
      seenBefore != seenAfter && seenBefore.count == seenAfter.count
      && pairs.allSatisfy { $0 == $1 || StatedInterval.overlap($0, $1) }
  }
}

/// An interval as observations state it, such as `99 % interval 0.41 to 0.45`.
enum StatedInterval {
  /// Whether both sentences state an interval, and the intervals have a value in common.
  static func overlap(_ first: String, _ second: String) -> Bool {
    guard let one = bounds(in: first), let other = bounds(in: second) else { return false }
    return one.lowerBound <= other.upperBound && other.lowerBound <= one.upperBound
  }

  private static func bounds(in text: String) -> ClosedRange<Double>? {
    guard let mark = text.firstRange(of: "interval ") else { return nil }
    let numbers = text[mark.upperBound...].split { !$0.isNumber && $0 != "." && $0 != "," }
      .prefix(2)
      .compactMap { Double($0.filter { $0 != "," }) }
    guard numbers.count == 2, let low = numbers.min(), let high = numbers.max() else { return nil }
    return low...high
  }
}

extension Verdict {
  /// Whether a verdict says more for the claim.
  fileprivate func isBetter(than other: Verdict) -> Bool {
    func rank(_ verdict: Verdict) -> Int {
      switch verdict {
      case .refuted: 0
      case .undecided: 1
      case .supported: 2
      }
    }
    return rank(self) > rank(other)
  }
}

/// What the words of an answer are made from.
struct AnswerFacts {
  /// Neighbouring rule versions with the same verdicts.
  struct Span: Hashable {
    /// The resolved name of the first one.
    var first: String
    /// The resolved name of the last one; equal to the first where there is one.
    var last: String
    /// How many rule versions it is.
    var count: Int
    /// The claim that holds and tells most; `nil` where none holds.
    var claim: LocalizedText?
    /// Whether some hypothesis could not be decided.
    var isUndecided: Bool
    /// Which limit ended a run early.
    var truncation: String?
  }

  /// Of the releases; of the theories, where there is no release.
  let spans: [Span]
  /// Whether the spans are of theories.
  let areTheories: Bool
  /// How many claims there are.
  let claimCount: Int
  /// What happened to requests, where all releases have the same verdicts.
  let evidence: AnswerEvidence?
  /// Theories that say otherwise than every release.
  let dissenting: [String]
  /// Theories that say the same as a release.
  let agreeing: [String]
  /// The switch that brought the last change of verdicts about.
  let cause: RuleChange.Cause?

  init(_ record: RunRecord) {
    let releases = record.results.filter { !$0.isTheory }
    let told = releases.isEmpty ? record.results : releases
    areTheories = releases.isEmpty
    claimCount = record.hypotheses.count
    let groups = Self.groups(told)
    spans = groups.map { Self.span($0, record) }
    evidence = groups.count == 1 ? groups.first.flatMap { AnswerEvidence($0, record) } : nil
    let verdicts = Set(told.map(Self.verdicts))
    let theories = releases.isEmpty ? [] : record.results.filter(\.isTheory)
    dissenting = theories.filter { !verdicts.contains(Self.verdicts($0)) }.map(\.ruleVersion)
    agreeing = theories.filter { verdicts.contains(Self.verdicts($0)) }.map(\.ruleVersion)
    cause = Self.cause(groups, record)
  }

  private static func verdicts(_ result: RuleVersionResult) -> [Verdict] {
    result.judgements.map(\.verdict)
  }

  private static func groups(_ results: [RuleVersionResult]) -> [[RuleVersionResult]] {
    var groups: [[RuleVersionResult]] = []
    for result in results {
      if let last = groups.last?.last, verdicts(last) == verdicts(result) {
        groups[groups.count - 1].append(result)
      } else {
        groups.append([result])
      }
    }
    return groups
  }

  private static func span(_ group: [RuleVersionResult], _ record: RunRecord) -> Span {
    Span(
      first: group.first?.ruleVersion ?? "", last: group.last?.ruleVersion ?? "",
      count: group.count, claim: group.first.flatMap { claim(under: $0, record) },
      isUndecided: group.contains { verdicts($0).contains(.undecided) },
      truncation: group.lazy.compactMap(\.truncation).first)
  }

  /// Of the claims that hold, the first of those that fail under most other rule versions.
  private static func claim(
    under result: RuleVersionResult, _ record: RunRecord
  ) -> LocalizedText? {
    var best: (claim: LocalizedText, failures: Int)?
    for hypothesis in record.hypotheses {
      func verdict(_ result: RuleVersionResult) -> Verdict? {
        result.judgements.first { $0.hypothesis == hypothesis.id }?.verdict
      }
      guard verdict(result) == .supported else { continue }
      let failures = record.results.count { verdict($0) != .supported }
      if failures > best?.failures ?? -1 { best = (hypothesis.claim, failures) }
    }
    return best?.claim
  }

  private static func cause(
    _ groups: [[RuleVersionResult]], _ record: RunRecord
  ) -> RuleChange.Cause? {
    guard groups.count > 1, let before = groups[groups.count - 2].last,
      let after = groups[groups.count - 1].first
    else { return nil }
    let change = record.changes?.first {
      $0.before == before.ruleVersion && $0.after == after.ruleVersion
    }
    return change?.causes.first
  }
}

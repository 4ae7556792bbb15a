public import Simulator

/// Holds hypotheses against histories.
public enum Judge {
  /// The verdict on a hypothesis, from independent runs under one rule version.
  ///
  /// One refuted prediction refutes; else one undecided leaves it undecided.
  ///
  /// - Parameter histories: one a replication; not empty.
  public static func judge(_ hypothesis: Hypothesis, by histories: [History]) -> Judgement {
    let findings = hypothesis.predictions.map { finding($0, by: histories) }
    let verdicts = findings.map(\.verdict)
    let verdict: Verdict =
      verdicts.contains(.refuted)
      ? .refuted : verdicts.contains(.undecided) || verdicts.isEmpty ? .undecided : .supported
    return Judgement(hypothesis: hypothesis.id, verdict: verdict, findings: findings)
  }

  static func finding(_ prediction: Prediction, by histories: [History]) -> Judgement.Finding {
    if let cut = histories.lazy.compactMap(\.truncation).first {
      return Judgement.Finding(verdict: .undecided, observation: Wording.truncated(cut))
    }
    switch prediction.kind {
    case .all(let population, let properties):
      return universal(histories, population: population, isCounterExample: false, properties)
    case .none(let filter):
      return universal(
        histories, population: filter.population, isCounterExample: true, filter)
    case .exactly(let filter, let count):
      return exactly(histories, filter, count)
    case .share(let filter, let bounds):
      return share(histories, filter, bounds)
    case .count(let filter, let bounds):
      let counts = histories.map { Double($0.count(of: filter)) }
      return estimated(counts, bounds) { Wording.count($0, histories: histories.count) }
    case .quantile(let filter, let millionths, let bounds):
      return quantile(histories, filter, millionths, bounds)
    case .attempts(let filter, let bounds):
      return attempts(histories, filter, bounds)
    }
  }

  /// One counter-example in any run refutes.
  ///
  /// - Parameter isCounterExample: whether a request is one where the filter matches it, or where
  ///   it does not.
  private static func universal(
    _ histories: [History], population: RequestFilter, isCounterExample: Bool,
    _ filter: RequestFilter
  ) -> Judgement.Finding {
    var asked = 0
    var counterExamples = 0
    var first: (request: Int, outcome: Outcome, replication: Int)?
    for (replication, history) in histories.enumerated() {
      let population = FilterMatches(population, in: history)
      let matches = FilterMatches(filter, in: history)
      for (index, request) in history.requests.enumerated() where population.contains(request) {
        asked += 1
        guard matches.contains(request) == isCounterExample else { continue }
        counterExamples += 1
        if first == nil { first = (index, history.outcomes[request.outcome], replication) }
      }
    }
    guard asked > 0 else {
      return Judgement.Finding(verdict: .undecided, observation: Wording.noRequests)
    }
    guard let first else {
      return Judgement.Finding(verdict: .supported, observation: Wording.held(asked))
    }
    var finding = Judgement.Finding(
      verdict: .refuted, observation: Wording.counterExample(first.outcome, counterExamples, asked))
    if first.replication == 0 { finding.counterExample = first.request }
    return finding
  }

  private static func exactly(
    _ histories: [History], _ filter: RequestFilter, _ count: Int
  ) -> Judgement.Finding {
    let counts = histories.map { $0.count(of: filter) }
    let other = counts.first { $0 != count }
    return Judgement.Finding(
      verdict: other == nil ? .supported : .refuted,
      observation: Wording.exactCount(other ?? count))
  }

  private static func share(
    _ histories: [History], _ filter: RequestFilter, _ bounds: Prediction.Bounds
  ) -> Judgement.Finding {
    var shares: [Double] = []
    for history in histories {
      let population = history.count(of: filter.population)
      guard population > 0 else { continue }
      shares.append(Double(history.count(of: filter)) / Double(population))
    }
    guard !shares.isEmpty else {
      return Judgement.Finding(verdict: .undecided, observation: Wording.noRequests)
    }
    return estimated(shares, bounds) { Wording.share($0) }
  }

  private static func quantile(
    _ histories: [History], _ filter: RequestFilter, _ millionths: Int64,
    _ bounds: Prediction.Bounds
  ) -> Judgement.Finding {
    let quantiles = histories.compactMap { $0.quantile(millionths, of: filter) }
    guard !quantiles.isEmpty else {
      return Judgement.Finding(verdict: .undecided, observation: Wording.noRequests)
    }
    return estimated(quantiles, bounds) { Wording.quantile($0) }
  }

  private static func attempts(
    _ histories: [History], _ filter: RequestFilter, _ bounds: Prediction.Bounds
  ) -> Judgement.Finding {
    let means = histories.compactMap { $0.meanAttempts(of: filter) }
    guard !means.isEmpty else {
      return Judgement.Finding(verdict: .undecided, observation: Wording.noRequests)
    }
    return estimated(means, bounds) { Wording.attempts($0) }
  }

  private static func estimated(
    _ values: [Double], _ bounds: Prediction.Bounds, wording: (Estimate) -> LocalizedText
  ) -> Judgement.Finding {
    let estimate = Estimate(values)
    return Judgement.Finding(verdict: estimate.verdict(bounds), observation: wording(estimate))
  }
}

public import Simulator

/// Holds hypotheses against histories.
public enum Judge {
  /// The verdict on a hypothesis, from independent runs under one rule version.
  ///
  /// One refuted prediction refutes; else one undecided leaves it undecided.
  ///
  /// `histories`: one a replication; not empty.
  public static func judge(_ hypothesis: Hypothesis, by histories: [History]) -> Judgement {
    let findings = hypothesis.predictions.map { finding($0, by: histories) }
    let verdicts = findings.map(\.verdict)
    let verdict: Verdict =
      verdicts.contains(.refuted)
      ? .refuted : verdicts.contains(.undecided) || verdicts.isEmpty ? .undecided : .supported
    return Judgement(hypothesis: hypothesis.id, verdict: verdict, findings: findings)
  }

  /// What the runs say of one prediction.
  static func finding(_ prediction: Prediction, by histories: [History]) -> Judgement.Finding {
    if let cut = histories.lazy.compactMap(\.truncation).first {
      return Judgement.Finding(verdict: .undecided, observation: Wording.truncated(cut))
    }
    switch prediction.kind {
    case .all(let population, let properties, let expected):
      return UniversalJudge(histories, population, expected).all(properties)
    case .none(let filter, let expected):
      return UniversalJudge(histories, filter.population, expected).none(filter)
    case .exactly(let filter, let count):
      return exactly(histories, filter, count)
    case .share(let filter, let bounds):
      return share(histories, filter, bounds)
    case .count(let filter, let bounds):
      let counts = histories.map { Double($0.count(of: filter)) }
      return estimated(counts, of: histories, bounds) { Wording.count($0) }
    case .quantile(let filter, let millionths, let bounds):
      return quantile(histories, filter, millionths, bounds)
    case .attempts(let filter, let scope, let bounds):
      return attempts(histories, filter, scope, bounds)
    }
  }

  private static func exactly(
    _ histories: [History], _ filter: RequestFilter, _ count: Int
  ) -> Judgement.Finding {
    let counts = histories.map { $0.count(of: filter) }
    let other = counts.firstIndex { $0 != count }
    let made = histories.reduce(0) { $0 + $1.count(of: filter.population) }
    return Judgement.Finding(
      verdict: other == nil ? .supported : .refuted,
      observation: Wording.exactly(
        filter, counts[other ?? 0], run: other, of: histories.count, made: made))
  }

  private static func share(
    _ histories: [History], _ filter: RequestFilter, _ bounds: Prediction.Bounds
  ) -> Judgement.Finding {
    var shares: [Double] = []
    var counted = 0
    var asked = 0
    for history in histories {
      let population = history.count(of: filter.population)
      guard population > 0 else { continue }
      let count = history.count(of: filter)
      counted += count
      asked += population
      shares.append(Double(count) / Double(population))
    }
    guard !shares.isEmpty else { return noRequest(filter.population, histories) }
    return estimated(shares, of: histories, bounds) { Wording.share($0, counted, of: asked) }
  }

  private static func quantile(
    _ histories: [History], _ filter: RequestFilter, _ millionths: Int64,
    _ bounds: Prediction.Bounds
  ) -> Judgement.Finding {
    let times = histories.map { $0.responseTimes(of: filter) }
    let quantiles = times.compactMap { $0.nearestRank(millionths).map { Double($0) } }
    guard !quantiles.isEmpty else { return noRequest(filter, histories) }
    let asked = times.reduce(0) { $0 + $1.count }
    return estimated(quantiles, of: histories, bounds) { Wording.quantile($0, over: asked) }
  }

  private static func attempts(
    _ histories: [History], _ filter: RequestFilter, _ scope: Prediction.AttemptScope,
    _ bounds: Prediction.Bounds
  ) -> Judgement.Finding {
    let sums = histories.map { $0.attempts(of: filter, scope) }.filter { $0.requests > 0 }
    guard !sums.isEmpty else { return noRequest(filter, histories) }
    let asked = sums.reduce(0) { $0 + $1.requests }
    let means = sums.map { Double($0.attempts) / Double($0.requests) }
    return estimated(means, of: histories, bounds) { Wording.attempts($0, over: asked) }
  }

  /// Nothing was there to judge by.
  private static func noRequest(
    _ filter: RequestFilter, _ histories: [History]
  ) -> Judgement.Finding {
    let made = histories.reduce(0) { $0 + $1.count(of: filter.population) }
    return Judgement.Finding(
      verdict: .undecided, observation: Wording.noRequest(filter, made: made))
  }

  private static func estimated(
    _ values: [Double], of histories: [History], _ bounds: Prediction.Bounds,
    wording: (Estimate) -> LocalizedText
  ) -> Judgement.Finding {
    let isRandom = histories.contains(where: \.consultedChance)
    let estimate = Estimate(values, isRandom: isRandom)
    return Judgement.Finding(verdict: estimate.verdict(bounds), observation: wording(estimate))
  }
}

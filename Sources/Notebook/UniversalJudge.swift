internal import Simulator

/// Holds a statement about every request against runs: one counter-example in any run refutes.
struct UniversalJudge {
  private let histories: [History]
  private let population: RequestFilter
  private let expected: Prediction.ExpectedCount?
  /// By run: which requests are spoken of, and how many these are.
  private let selections: [RequestSelection]
  private let counts: [Int]

  init(
    _ histories: [History], _ population: RequestFilter, _ expected: Prediction.ExpectedCount?
  ) {
    self.histories = histories
    self.population = population
    self.expected = expected
    let selections = histories.map { RequestSelection(population, in: $0) }
    self.selections = selections
    counts = zip(histories, selections).map { history, selection in
      history.requests.count { selection.contains($0) }
    }
  }

  /// Every request has the properties.
  func all(_ properties: RequestFilter) -> Judgement.Finding {
    if let missed { return missed }
    let statement = Statement(
      population: population, properties: properties, asked: asked, made: made)
    let found = counterExamples(properties) { !$0 }
    return finding(found) { example in
      example.map { Wording.exceptions(statement, $0) } ?? Wording.every(statement)
    }
  }

  /// No request has the properties.
  func none(_ filter: RequestFilter) -> Judgement.Finding {
    if let missed { return missed }
    let statement = Statement(
      population: population, properties: filter.outcomeProperties, asked: asked, made: made)
    let found = counterExamples(filter.outcomeProperties) { $0 }
    return finding(found) { example in
      example.map { Wording.some(statement, $0) } ?? Wording.none(statement)
    }
  }

  private var asked: Int { counts.reduce(0, +) }

  private var made: Int {
    population == population.population
      ? asked : histories.reduce(0) { $0 + $1.count(of: population.population) }
  }

  /// The finding where there is nothing to speak of, or not what was expected.
  private var missed: Judgement.Finding? {
    if let expected, let run = counts.firstIndex(where: { !expected.holds($0) }) {
      return Judgement.Finding(
        verdict: .refuted,
        observation: Wording.unexpected(
          population, counts[run], expected, run: run, of: counts.count))
    }
    guard asked == 0 else { return nil }
    return Judgement.Finding(
      verdict: expected == nil ? .undecided : .supported,
      observation: Wording.noRequest(population, made: made))
  }

  /// The first counter-example and how many there are; `nil` for none.
  private func counterExamples(
    _ properties: RequestFilter, where isCounterExample: (Bool) -> Bool
  ) -> (count: Int, request: Int, replication: Int)? {
    var found: (count: Int, request: Int, replication: Int)?
    for (replication, history) in histories.enumerated() {
      let having = RequestSelection(properties, in: history)
      for (index, request) in history.requests.enumerated()
      where selections[replication].contains(request) && isCounterExample(having.contains(request))
      {
        found = (
          (found?.count ?? 0) + 1, found?.request ?? index, found?.replication ?? replication
        )
      }
    }
    return found
  }

  private func finding(
    _ found: (count: Int, request: Int, replication: Int)?,
    _ words: ((count: Int, outcome: Outcome)?) -> LocalizedText
  ) -> Judgement.Finding {
    guard let found else {
      return Judgement.Finding(verdict: .supported, observation: words(nil))
    }
    let history = histories[found.replication]
    let outcome = history.outcomes[history.requests[found.request].outcome]
    var finding = Judgement.Finding(
      verdict: .refuted, observation: words((found.count, outcome)))
    if found.replication == 0 {
      finding.counterExample = found.request
      finding.decision = history.decision(on: found.request)
    }
    return finding
  }
}

/// What is said of how many requests.
struct Statement {
  /// Which requests are spoken of.
  var population: RequestFilter
  /// What they have.
  var properties: RequestFilter
  /// How many requests of the population there are.
  var asked: Int
  /// How many requests there are of the same client and interval.
  var made: Int
}

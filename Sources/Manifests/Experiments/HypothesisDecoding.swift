internal import Diagnostics
internal import Limits
internal import Notebook
internal import Simulator

/// A hypothesis with its predictions and what its author expects.
func decodeHypothesis(_ fields: Fields) -> Hypothesis {
  let id = fields.required("id") { fields.string($0) } ?? ""
  let claim = fields.required("claim") { fields.localizedText($0) } ?? LocalizedText("")
  let predictions = fields.list("predicts", decodePrediction).compactMap(\.self)
  if fields.items("predicts").isEmpty {
    fields.findings.report(
      .missingPrediction,
      "hypothesis “\(id.quotedForDiagnostics)” predicts nothing, so no run can refute it",
      at: fields.node,
      hint: "add predicts: with at least one of \(predictionKinds.joined(separator: ", "))")
  }
  var hypothesis = Hypothesis(id: id, claim: claim, predictions: predictions)
  guard let expected = fields.fields("expect") else { return hypothesis }
  for rule in expected.keys {
    let verdicts = Verdict.allCases.map(\.rawValue)
    if let name = expected.enumeration(rule, verdicts), let verdict = Verdict(rawValue: name) {
      hypothesis.expected[rule] = verdict
    }
  }
  return hypothesis
}

private let predictionKinds = Prediction.Keyword.allCases.map(\.rawValue)

private func decodePrediction(_ fields: Fields) -> Prediction? {
  // Beside these, `count` is a number and no kind of its own.
  let counting = [Prediction.Keyword.exactly, .all, .none].map(\.rawValue)
  let isNumber = counting.contains { fields.value($0) != nil }
  let kinds = predictionKinds.filter { !isNumber || $0 != Prediction.Keyword.count.rawValue }
  guard let kind = fields.only(of: kinds), let keyword = Prediction.Keyword(rawValue: kind) else {
    fields.findings.report(
      .missingField,
      "\(fields.path) must say one of \(predictionKinds.joined(separator: ", "))", at: fields.node)
    return nil
  }
  let location = fields.node.location(in: fields.findings.file)
  return predicted(keyword, fields).map { Prediction($0, at: location) }
}

private func predicted(_ keyword: Prediction.Keyword, _ fields: Fields) -> Prediction.Kind? {
  func filter() -> RequestFilter? { fields.object(keyword.rawValue, decodeFilter) }
  switch keyword {
  case .all: return decodeAll(fields)
  case .none:
    return filter().map { Prediction.Kind.none($0, expected: fields.expectedCount()) }
  case .exactly:
    let count = fields.required("count") { fields.integer($0, .predictedCount) }
    return filter().flatMap { filter in count.map { .exactly(filter, count: Int($0)) } }
  case .share:
    let bounds = fields.bounds(0...1)
    return filter().flatMap { filter in bounds.map { .share(filter, $0) } }
  case .count:
    let bounds = fields.bounds(0...1e9)
    return filter().flatMap { filter in bounds.map { .count(filter, $0) } }
  case .attempts: return decodeAttempts(fields)
  case .quantile:
    guard let share = fields.required("at", { fields.quantileShare($0) }) else { return nil }
    let bounds = fields.timeBounds()
    return filter().flatMap { filter in
      bounds.map { .quantile(filter, millionths: share, $0) }
    }
  }
}

private func decodeAll(_ fields: Fields) -> Prediction.Kind? {
  let population = fields.object(Prediction.Keyword.all.rawValue, decodeFilter)
  let properties = fields.required("are") { fields.object($0, decodeFilter) }
  let expected = fields.expectedCount()
  guard let population, let properties else { return nil }
  if fields.fields("are")?.keys.isEmpty == true {
    fields.findings.report(
      .missingPrediction, "\(fields.pathTo("are")) asks nothing, so no run can refute it",
      at: fields.value("are") ?? fields.node)
  }
  return .all(population: population, properties: properties, expected: expected)
}

private func decodeAttempts(_ fields: Fields) -> Prediction.Kind? {
  var scope = Prediction.AttemptScope.caller
  let filter = fields.object(Prediction.Keyword.attempts.rawValue) { fields -> RequestFilter in
    let names = Prediction.AttemptScope.allCases.map(\.rawValue)
    if let name = fields.enumeration("at", names) {
      scope = Prediction.AttemptScope(rawValue: name) ?? scope
    }
    return decodeFilter(fields)
  }
  let bounds = fields.bounds(0...1e9)
  return filter.flatMap { filter in bounds.map { .attempts(filter, scope, $0) } }
}

private func decodeFilter(_ fields: Fields) -> RequestFilter {
  var filter = RequestFilter()
  for field in RequestFilter.Field.allCases {
    let key = field.rawValue
    switch field {
    case .client: filter.client = fields.string(key)
    case .status: filter.status = fields.integer(key, .filterStatus).map { Int($0) }
    case .flag: filter.flag = fields.responseFlag(key)
    case .curlExit: filter.curlExit = fields.integer(key, .curlExit).map { Int($0) }
    case .workload: filter.workload = fields.string(key)
    case .refusedBy: filter.refusedBy = fields.string(key)
    case .mirroredTo: filter.mirroredTo = fields.string(key)
    case .didNotReturn: filter.didNotReturn = fields.boolean(key)
    case .bodyContains: filter.bodyContains = fields.string(key)
    case .during: filter.during = fields.interval(key)
    }
  }
  return filter
}

extension Fields {
  /// Two instants, the earlier first.
  fileprivate func interval(_ key: String) -> RequestFilter.Interval? {
    guard let node = value(key), let ends = simulationDurations(key) else { return nil }
    guard ends.count == 2, ends[0] < ends[1] else {
      findings.report(
        .invalidValue, "\(pathTo(key)) must be two instants, the earlier first", at: node)
      return nil
    }
    return RequestFilter.Interval(
      from: SimulationTime(nanoseconds: ends[0].nanoseconds),
      to: SimulationTime(nanoseconds: ends[1].nanoseconds))
  }

  /// One of Envoy's response flags.
  fileprivate func responseFlag(_ key: String) -> String? {
    guard let node = value(key), let flag = string(key) else { return nil }
    guard RequestFilter.knownFlags.contains(flag) else {
      let parts = flag.split(separator: ",").map(String.init)
      let isList = parts.count > 1 && parts.allSatisfy(RequestFilter.knownFlags.contains)
      findings.report(
        .unknownName,
        "\(pathTo(key)) “\(flag.quotedForDiagnostics)” is none of Envoy's response flags", at: node,
        hint: isList
          ? "name one of them: a filter asks for one flag"
          : RequestFilter.knownFlags.nearest(to: flag).map { "did you mean “\($0)”?" })
      return flag
    }
    return flag
  }

  /// How many requests a statement about all or none needs: `atLeast` or `count`; often neither.
  fileprivate func expectedCount() -> Prediction.ExpectedCount? {
    let atLeast = integer("atLeast", .predictedCount)
    let count = integer("count", .predictedCount)
    if let atLeast, let node = value("atLeast"), count != nil {
      findings.report(
        .contradictingFields, "\(path) says count and atLeast \(atLeast), and one is enough",
        at: node)
    }
    return count.map { .exactly(Int($0)) } ?? atLeast.map { .atLeast(Int($0)) }
  }
}

extension Fields {
  /// `atLeast` and `atMost`, one at least.
  fileprivate func bounds(_ range: ClosedRange<Double>) -> Prediction.Bounds? {
    let bounds = Prediction.Bounds(atLeast: number("atLeast"), atMost: number("atMost"))
    for (key, bound) in [("atLeast", bounds.atLeast), ("atMost", bounds.atMost)] {
      guard let bound, let node = value(key), !range.contains(bound) else { continue }
      findings.report(
        .invalidValue,
        "\(path).\(key) must lie between \(Int64(range.lowerBound)) and "
          + "\(Int64(range.upperBound))", at: node)
    }
    return checked(bounds)
  }

  /// `atLeast` and `atMost` as lengths of time, one at least.
  fileprivate func timeBounds() -> Prediction.Bounds? {
    checked(
      Prediction.Bounds(
        atLeast: simulationDuration("atLeast").map { Double($0.nanoseconds) },
        atMost: simulationDuration("atMost").map { Double($0.nanoseconds) }))
  }

  private func checked(_ bounds: Prediction.Bounds) -> Prediction.Bounds? {
    if bounds.atLeast == nil, bounds.atMost == nil {
      findings.report(
        .missingField, "\(path) has no bound, so no run can refute it", at: node,
        hint: "add atLeast or atMost")
      return nil
    }
    if let atLeast = bounds.atLeast, let atMost = bounds.atMost, atLeast > atMost {
      findings.report(.invalidValue, "\(path).atLeast is greater than its atMost", at: node)
      return nil
    }
    return bounds
  }

  fileprivate func quantileShare(_ key: String) -> Int64? {
    guard let node = value(key) else { return nil }
    if case .scalar(let text, _) = node.content, let share = millionths(ofQuantile: text) {
      return share
    }
    findings.report(
      .invalidValue, "\(pathTo(key)) must be a quantile, such as p99 or 0.99", at: node)
    return nil
  }
}

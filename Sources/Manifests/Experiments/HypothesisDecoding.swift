internal import Diagnostics
internal import Notebook
internal import Simulator

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

private let predictionKinds = ["all", "none", "exactly", "share", "count", "quantile", "attempts"]

private func decodePrediction(_ fields: Fields) -> Prediction? {
  // Beside `exactly`, `count` is its number and no kind of its own.
  let kinds = predictionKinds.filter { fields.value("exactly") == nil || $0 != "count" }
  guard let kind = fields.only(of: kinds) else {
    fields.findings.report(
      .missingField,
      "\(fields.path) must say one of \(predictionKinds.joined(separator: ", "))", at: fields.node)
    return nil
  }
  let location = fields.node.location(in: fields.findings.file)
  guard let filter = fields.object(kind, decodeFilter) else { return nil }
  return predicted(kind, filter, fields).map { Prediction($0, at: location) }
}

private func predicted(
  _ kind: String, _ filter: RequestFilter, _ fields: Fields
) -> Prediction.Kind? {
  switch kind {
  case "all":
    let properties = fields.required("are") { fields.object($0, decodeFilter) }
    return properties.map { .all(population: filter, properties: $0) }
  case "none": return Prediction.Kind.none(filter)
  case "exactly":
    let count = fields.required("count") { fields.integer($0, 0...1_000_000_000) }
    return count.map { .exactly(filter, count: Int($0)) }
  case "share": return fields.bounds(0...1).map { .share(filter, $0) }
  case "count": return fields.bounds(0...1e9).map { .count(filter, $0) }
  case "attempts": return fields.bounds(0...1e9).map { .attempts(filter, $0) }
  default:
    guard let share = fields.required("at", { fields.quantileShare($0) }) else { return nil }
    return fields.timeBounds().map { .quantile(filter, millionths: share, $0) }
  }
}

private func decodeFilter(_ fields: Fields) -> RequestFilter {
  var filter = RequestFilter()
  filter.client = fields.string("client")
  filter.status = fields.integer("status", 0...999).map { Int($0) }
  filter.flag = fields.string("flag")
  filter.workload = fields.string("workload")
  filter.refusedBy = fields.string("refusedBy")
  filter.mirroredTo = fields.string("mirroredTo")
  filter.curlExit = fields.integer("curlExit", 0...255).map { Int($0) }
  filter.didNotReturn = fields.boolean("didNotReturn")
  filter.bodyContains = fields.string("bodyContains")
  if let node = fields.value("during"), let ends = fields.simulationDurations("during") {
    guard ends.count == 2, ends[0] < ends[1] else {
      fields.findings.report(
        .invalidValue, "\(fields.path).during must be two instants, the earlier first", at: node)
      return filter
    }
    filter.during = RequestFilter.Interval(
      from: SimulationTime(nanoseconds: ends[0].nanoseconds),
      to: SimulationTime(nanoseconds: ends[1].nanoseconds))
  }
  return filter
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

internal import Diagnostics
internal import Notebook
internal import Simulator

/// A value of the runs that prose asks for in a code span, such as
/// `labbook value=share client=terminal-1 status=503 rules=istio-1.30`.
struct ProseValue {
  /// What is asked for.
  enum Subject: Hashable {
    /// A number over all runs.
    case measure(RecordedMeasure)
    /// The verdict on a hypothesis.
    case verdict
    /// What was seen of one prediction of a hypothesis.
    case observed
  }

  /// The words behind `value=`.
  static let subjects = RecordedMeasure.allCases.map(\.rawValue) + ["verdict", "observed"]

  /// The beginning of such a code span, behind `labbook`.
  static let key = "value="

  private var subject = Subject.verdict
  private var filter = RequestFilter()
  private var rules: String?
  private var hypothesis: String?
  private var prediction = 1

  /// Why a value cannot be given.
  struct Problem: Error {
    /// What kind of finding it is.
    var code: DiagnosticCode
    /// What is wrong.
    var words: String
    /// The likely fix.
    var hint: String?

    /// A problem in words.
    init(_ code: DiagnosticCode, _ words: String, hint: String? = nil) {
      self.code = code
      self.words = words
      self.hint = hint
    }

    /// A name that nothing has.
    static func unknown(_ what: String, _ name: String, among known: [String]) -> Problem {
      let list = known.count <= 12 ? "; there are \(known.joined(separator: ", "))" : ""
      return Problem(
        .unknownValue,
        "there is no \(what) “\(name.quotedForDiagnostics)”\(known.isEmpty ? "" : list)",
        hint: known.nearest(to: name).map { "did you mean “\($0)”?" })
    }
  }

  /// Reads the words behind `labbook`.
  init(_ arguments: String, of record: RunRecord) throws(Problem) {
    for word in arguments.split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let key = parts.first.map(String.init) ?? ""
      guard parts.count == 2, let value = parts.last, !value.isEmpty else {
        throw Problem(.unknownValue, "“\(key.quotedForDiagnostics)” needs a value: “\(key)=…”")
      }
      try read(key, String(value), record)
    }
    try check()
  }

  private static let fields = RequestFilter.Field.allCases.filter { $0 != .during }

  private mutating func read(
    _ key: String, _ value: String, _ record: RunRecord
  ) throws(Problem) {
    switch key {
    case "value": try readSubject(value)
    case "rules":
      guard record.results.contains(where: { $0.isCalled(value) }) else {
        throw .unknown("rule version", value, among: record.results.map(\.requestedName))
      }
      rules = value
    case "hypothesis":
      guard record.hypotheses.contains(where: { $0.id == value }) else {
        throw .unknown("hypothesis", value, among: record.hypotheses.map(\.id))
      }
      hypothesis = value
    case "prediction":
      guard let number = Int(value), number > 0 else {
        throw Problem(.unknownValue, "prediction is a number from 1")
      }
      prediction = number
    default:
      guard let field = RequestFilter.Field(rawValue: key), field != .during else {
        let keys = ["value", "rules", "hypothesis", "prediction"] + Self.fields.map(\.rawValue)
        throw .unknown("option", key, among: keys)
      }
      try readFilter(field, value, record)
    }
  }

  private mutating func readSubject(_ value: String) throws(Problem) {
    switch value {
    case "verdict": subject = .verdict
    case "observed": subject = .observed
    default:
      guard let measure = RecordedMeasure(rawValue: value) else {
        throw .unknown("value", value, among: Self.subjects)
      }
      subject = .measure(measure)
    }
  }

  private mutating func readFilter(
    _ field: RequestFilter.Field, _ value: String, _ record: RunRecord
  ) throws(Problem) {
    func number() throws(Problem) -> Int {
      guard let number = Int(value), number >= 0 else {
        throw Problem(.unknownValue, "\(field.rawValue) is a whole number")
      }
      return number
    }
    guard record.knowsName(value, for: field) else {
      throw .unknown(field == .refusedBy ? "proxy of" : "workload", value, among: record.names)
    }
    switch field {
    case .client:
      let known = record.clients.map(\.id)
      guard known.contains(value) else { throw .unknown("client", value, among: known) }
      filter.client = value
    case .status: filter.status = try number()
    case .curlExit: filter.curlExit = try number()
    case .flag:
      guard RequestFilter.knownFlags.contains(value) else {
        throw .unknown("response flag", value, among: RequestFilter.knownFlags)
      }
      filter.flag = value
    case .workload: filter.workload = value
    case .refusedBy: filter.refusedBy = value
    case .mirroredTo: filter.mirroredTo = value
    case .didNotReturn: filter.didNotReturn = value == "true"
    case .bodyContains: filter.bodyContains = value
    case .during: break
    }
  }

  /// Whether what is asked for fits together.
  private func check() throws(Problem) {
    switch subject {
    case .verdict, .observed:
      guard hypothesis != nil else {
        throw Problem(.unknownValue, "a verdict or observation needs “hypothesis=ID”")
      }
    case .measure:
      guard hypothesis == nil else {
        throw Problem(.unknownValue, "“hypothesis” goes with value=verdict and value=observed")
      }
    }
  }
}

extension ProseValue {
  /// The value in words of a language.
  func text(of record: RunRecord, _ words: Words) throws(Problem) -> String {
    let named = rules.flatMap { name in record.results.first { $0.isCalled(name) } }
    let leading = record.leadingResult.map { record.results[$0] }
    guard let result = named ?? leading else {
      throw Problem(.unknownValue, "there is no run")
    }
    switch subject {
    case .measure(let measure):
      guard let value = result.value(of: measure, filter) else {
        throw Problem(
          .unknownValue,
          result.truncation.map { "the run under \(result.ruleVersion) ended early: \($0)" }
            ?? "there was no such request under \(result.ruleVersion)")
      }
      return words.value(value, of: measure)
    case .verdict: return words.verdict(try judgement(in: result).verdict)
    case .observed:
      let findings = try judgement(in: result).findings
      guard findings.indices.contains(prediction - 1) else {
        throw Problem(.unknownValue, "there are \(findings.count) predictions")
      }
      return words.text(findings[prediction - 1].observation)
    }
  }

  private func judgement(in result: RuleVersionResult) throws(Problem) -> Judgement {
    guard let judgement = result.judgements.first(where: { $0.hypothesis == hypothesis }) else {
      throw Problem(.unknownValue, "there is no verdict on it")
    }
    return judgement
  }
}

extension RuleVersionResult {
  /// Whether a name is that of its rule version, as asked for or as resolved.
  func isCalled(_ name: String) -> Bool { requestedName == name || ruleVersion == name }
}

extension Words {
  /// A number with its interval, such as `91.2 % (99 % interval 90.5 to 91.9 %)`.
  func value(_ value: RuleVersionResult.Value, of measure: RecordedMeasure) -> String {
    func number(_ number: Double) -> String {
      switch measure {
      case .share: FixedPoint.shortest(100 * min(1, max(0, number)), places: 1)
      case .count, .requests: FixedPoint.shortest(max(0, number), places: 1)
      case .attempts: FixedPoint.text(max(0, number), places: 2)
      }
    }
    let unit = measure == .share ? " %" : ""
    let mean = number(value.mean)
    if !value.halfWidth.isFinite {
      return pick("\(mean)\(unit) (in one run)", "\(mean)\(unit)(한 번의 실행)")
    }
    guard value.runs > 1 else { return "\(mean)\(unit)" }
    let low = number(value.mean - value.halfWidth)
    let high = number(value.mean + value.halfWidth)
    return pick(
      "\(mean)\(unit) (99 % interval \(low) to \(high)\(unit))",
      "\(mean)\(unit)(99 % 구간 \(low)–\(high)\(unit))")
  }
}

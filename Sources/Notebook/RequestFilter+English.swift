internal import Simulator

/// How verbs stand in an English sentence.
enum EnglishVerb {
  /// Many requests, before a run.
  case presentPlural
  /// Each request, before a run.
  case presentSingular
  /// Many requests, after a run.
  case pastPlural
  /// Each request, after a run.
  case pastSingular

  /// `are answered`, and so on.
  var be: String { pick("are", "is", "were", "was") }
  /// `end with status 503`.
  var end: String { pick("end", "ends", "ended", "ended") }
  /// `have “x” in the body`.
  var have: String { pick("have", "has", "had", "had") }
  /// `come from a`.
  var come: String { pick("come", "comes", "came", "came") }
  /// `begin from 10 s on`.
  var begin: String { pick("begin", "begins", "began", "began") }
  /// `return`.
  var comeBack: String { pick("return", "returns", "returned", "returned") }
  /// `do not return`.
  var doNot: String { pick("do not", "does not", "did not", "did not") }

  private func pick(_ are: String, _ is: String, _ were: String, _ was: String) -> String {
    switch self {
    case .presentPlural: are
    case .presentSingular: `is`
    case .pastPlural: were
    case .pastSingular: was
    }
  }
}

extension RequestFilter {
  /// ` of CLIENT begun from 0 s to before 9 s that ended with status 503`: what follows `requests`.
  func english(_ verb: EnglishVerb) -> String {
    var text = englishPopulation
    let properties = outcomeProperties
    if !properties.isEmpty { text += " that \(properties.englishClauses(verb))" }
    return text
  }

  /// ` of CLIENT begun from 0 s to before 9 s`; nothing where neither is asked.
  var englishPopulation: String {
    var text = client.map { " of \(SentenceNumbers.name($0))" } ?? ""
    if let during { text += " begun \(during.english)" }
    return text
  }

  /// `ended with status 503 and flag UO, and was refused by the proxy of nginx`.
  func englishClauses(_ verb: EnglishVerb) -> String {
    var endings: [String] = []
    var clauses: [String] = []
    for property in properties {
      switch property {
      case .client(let client):
        clauses.append("\(verb.come) from \(SentenceNumbers.name(client))")
      case .during(let during): clauses.append("\(verb.begin) \(during.english)")
      case .status(let status): endings.append("status \(status)")
      case .flag(let flag): endings.append("flag \(SentenceNumbers.name(flag))")
      case .curlExit(let status): endings.append("curl exit \(status)")
      case .workload(let name):
        clauses.append("\(verb.be) answered by \(SentenceNumbers.name(name))")
      case .refusedBy(let name):
        clauses.append("\(verb.be) refused by the proxy of \(SentenceNumbers.name(name))")
      case .mirroredTo(let host):
        clauses.append("\(verb.be) mirrored to \(SentenceNumbers.name(host))")
      case .didNotReturn(true): clauses.append("\(verb.doNot) return")
      case .didNotReturn(false): clauses.append(verb.comeBack)
      case .bodyContains(let text):
        clauses.append("\(verb.have) \(SentenceNumbers.quoted(text)) in the body")
      }
    }
    if !endings.isEmpty { clauses.insert("\(verb.end) with \(endings.englishList)", at: 0) }
    return clauses.isEmpty ? "\(verb.be) made" : clauses.englishList
  }
}

extension RequestFilter.Interval {
  fileprivate var english: String {
    let from = SentenceNumbers.duration(nanoseconds: self.from.nanoseconds)
    guard to.nanoseconds < Int64.max else { return "from \(from) on" }
    return "from \(from) to before \(SentenceNumbers.duration(nanoseconds: to.nanoseconds))"
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var englishList: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and \(last)"
  }
}

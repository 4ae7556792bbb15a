/// An answer in English.
extension AnswerFacts {
  /// The whole answer.
  var english: String {
    guard let span = spans.first else { return "" }
    guard spans.count == 1 else { return changing }
    let place = Self.under(span, areTheories)
    guard let claim = span.claim else {
      let limit = span.truncation.map { ": a run met a limit (\($0))" } ?? ""
      let verdict =
        span.isUndecided
        ? "No claim could be decided \(place)\(limit)"
        : "None of the \(claimCount == 1 ? "claims" : "\(claimCount) claims") holds \(place)"
      return Self.sentence([verdict + Self.colon(evidence?.english), theories])
    }
    return Self.ended(claim.text(in: "en")) + " "
      + Self.sentence(["That holds \(place)" + Self.colon(evidence?.english), theories])
  }

  /// The releases say different things.
  private var changing: String {
    var sentences = ["It depends on the release."]
    for (index, span) in spans.enumerated() {
      let what =
        span.claim.map { Self.ended($0.text(in: "en")) }
        ?? (span.isUndecided ? "undecided." : "none of the claims holds.")
      sentences.append("\(Self.position(of: span, index, in: spans.count)): \(what)")
    }
    if let cause { sentences.append("What changed: \(cause.after) (\(cause.id)).") }
    return sentences.joined(separator: " ")
  }

  private static func position(of span: Span, _ index: Int, in count: Int) -> String {
    if index == 0 { return "Up to \(span.last)" }
    if index == count - 1 { return "From \(span.first) on" }
    return span.first == span.last ? "Under \(span.first)" : "From \(span.first) to \(span.last)"
  }

  private static func under(_ span: Span, _ areTheories: Bool) -> String {
    if span.count == 1 { return "under \(span.first)" }
    let all = areTheories ? "every theory" : "every release"
    return "under \(all), \(span.first) to \(span.last)"
  }

  private var theories: String? {
    if !dissenting.isEmpty { return "only \(Self.theories(dissenting)) otherwise" }
    return agreeing.isEmpty ? nil : "\(Self.theories(agreeing)) the same"
  }

  private static func theories(_ names: [String]) -> String {
    let list = names.listed(by: "and")
    return names.count == 1 ? "the theory \(list) says" : "the theories \(list) say"
  }

  private static func colon(_ text: String?) -> String { text.map { ": \($0)" } ?? "" }

  private static func sentence(_ parts: [String?]) -> String {
    parts.compactMap(\.self).joined(separator: "; ") + "."
  }

  private static func ended(_ text: String) -> String {
    text.last.map { ".!?".contains($0) } == true ? text : text + "."
  }
}

extension AnswerEvidence {
  /// How many names a sentence lists before it counts them.
  static let listedNames = 3

  /// A clause without a full stop.
  var english: String {
    switch self {
    case .refused(let proxies, let share, let clients, let places):
      let who =
        proxies.count == 1
        ? "the proxy of \(proxies.listed(by: "and")) refuses"
        : proxies.count > Self.listedNames
          ? "\(proxies.count) proxies refuse" : "the proxies of \(proxies.listed(by: "and")) refuse"
      return "\(who) \(share) of \(Self.english(clients))\(Self.inBrackets(places))"
    case .answered(let answerers):
      let workloads = Set(answerers.map(\.workload))
      if let only = workloads.first, workloads.count == 1 { return "\(only) answers every request" }
      guard answerers.count <= Self.listedNames else { return "every request is answered" }
      let pairs = answerers.enumerated().map { index, answerer in
        "\(answerer.workload)\(index == 0 ? " answers" : "") every request of \(answerer.client)"
      }
      return pairs.joined(separator: ", ")
    case .allAnswered: return "every request is answered"
    case .noneReturned: return "no request comes back"
    case .partly(let share, let clients):
      return "\(share) of \(Self.english(clients)) are answered"
    }
  }

  private static func english(_ clients: Clients) -> String {
    switch clients {
    case .only: "the requests"
    case .all: "each client's requests"
    case .some(let names, let total):
      names.count > listedNames
        ? "the requests of \(names.count) of \(total) clients"
        : "the requests of \(names.listed(by: "and"))"
    }
  }

  /// At most two places; more are a dots' matter.
  static func inBrackets(_ places: [String]) -> String {
    guard !places.isEmpty else { return "" }
    let shown = places.prefix(2).joined(separator: ", ")
    return " (\(shown)\(places.count > 2 ? " …" : ""))"
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  func listed(by word: String) -> String {
    guard count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + (last ?? "")
  }
}

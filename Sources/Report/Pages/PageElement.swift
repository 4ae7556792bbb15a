/// What a fenced block in a template or in prose can place on a page.
enum PageElement: Hashable {
  case heading(Heading)
  case question
  case verdicts
  case changes
  case setUp
  case manifests
  /// One manifest by its path.
  case manifest(String)
  case hypotheses
  /// One hypothesis by its id.
  case hypothesis(String)
  case outcomes
  case attempts
  case traces
  /// One telling request, counted from 1.
  /// - Parameter rules: one rule version; else the leading one.
  case trace(Int, rules: String?)
  case reproduce
  /// - Parameter rules: one rule version; else the leading one, the others folded away.
  case figure(FigureKind, rules: String?)

  /// Section headings, whose words and anchors labbook knows in each language.
  enum Heading: String, CaseIterable {
    case verdicts, setup, hypotheses, results, trace, rules, reproduce, manifests
  }

  /// Reads the words behind `labbook`, such as `figure=traffic-graph rules=naive`.
  ///
  /// - Returns: `nil` where nothing has that name.
  init?(_ arguments: String) {
    let words = arguments.split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    let (key, value) = Self.pair(first)
    var rules: String?
    for word in words.dropFirst() {
      let (key, value) = Self.pair(word)
      guard key == "rules", let value, rules == nil else { return nil }
      rules = value
    }
    switch (key, value) {
    case ("figure", let name?):
      guard let kind = FigureKind(rawValue: name) else { return nil }
      self = .figure(kind, rules: rules)
    case ("trace", let number?):
      guard let number = Int(number), number > 0 else { return nil }
      self = .trace(number, rules: rules)
    case _ where rules != nil: return nil
    case ("hypothesis", let id?): self = .hypothesis(id)
    case ("manifest", let path?): self = .manifest(path)
    case ("heading", let name?):
      guard let heading = Heading(rawValue: name) else { return nil }
      self = .heading(heading)
    case ("table", "outcomes"), ("outcomes", nil): self = .outcomes
    case ("table", "attempts"), ("attempts", nil): self = .attempts
    case (_, .some): return nil
    case ("question", _): self = .question
    case ("verdicts", _): self = .verdicts
    case ("changes", _): self = .changes
    case ("setup", _): self = .setUp
    case ("manifests", _): self = .manifests
    case ("hypotheses", _): self = .hypotheses
    case ("traces", _): self = .traces
    case ("reproduce", _): self = .reproduce
    default: return nil
    }
  }

  /// What can be placed, for messages.
  static let names =
    ["question", "verdicts", "changes", "setup", "manifests", "hypotheses"]
    + ["hypothesis=ID", "manifest=PATH", "table=outcomes", "table=attempts", "traces", "trace=N"]
    + ["reproduce"]
    + FigureKind.allCases.map { "figure=\($0.rawValue)" }
    + Heading.allCases.map { "heading=\($0.rawValue)" }

  private static func pair(_ word: String) -> (key: String, value: String?) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
  }
}

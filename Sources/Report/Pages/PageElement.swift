/// What a fenced block in a template or in prose can place on a page.
enum PageElement: Hashable {
  /// A heading in the page's language.
  case heading(Heading)
  /// The experiment's question, with the answer where that is placed nowhere else.
  case question
  /// What the runs answer.
  case answer
  /// Hypotheses by rule versions.
  case verdicts
  /// What changes between neighbouring rule versions.
  case changes
  /// Clients, workloads and the network in words.
  case setUp
  /// All manifests.
  case manifests
  /// One manifest by its path.
  case manifest(String)
  /// Every hypothesis with its predictions and what was seen.
  case hypotheses
  /// One hypothesis by its id.
  case hypothesis(String)
  /// How requests ended, by client.
  case outcomes
  /// What clients saw and what their proxies sent.
  case attempts
  /// The most telling requests step by step.
  case traces
  /// One telling request, counted from 1.
  /// - Parameter rules: one rule version; else the leading one.
  case trace(Int, rules: String?)
  /// How the run is repeated.
  case reproduce
  /// A picture.
  ///
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
    case ("answer", _): self = .answer
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
  static let names = Report.resultBlocks.filter { !$0.isSpan }.map(\.form)

  private static func pair(_ word: String) -> (key: String, value: String?) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
  }
}

extension Report {
  /// A fenced block that places a result in prose.
  public struct ResultBlock: Hashable, Sendable {
    /// What stands behind `labbook` in its info string.
    public let form: String
    /// What it places, in a line.
    public let summary: String
    /// Options that may stand behind it, such as `rules=VERSION`.
    public let options: [String]
    /// Whether it stands in a code span and gives a text, and not in a fenced block.
    public let isSpan: Bool
  }

  /// Every block, as `labbook blocks` prints them.
  public static let resultBlocks: [ResultBlock] =
    [
      ResultBlock("question", "The question, with the answer where that is placed nowhere else"),
      ResultBlock("answer", "What the runs answer, or the author's own answer"),
      ResultBlock("verdicts", "Hypotheses by rule versions"),
      ResultBlock("changes", "What changes between neighbouring rule versions, and why"),
      ResultBlock("setup", "Clients, workloads and the network in words"),
      ResultBlock("manifests", "Every manifest with numbered lines"),
      ResultBlock("manifest=PATH", "One manifest"),
      ResultBlock("hypotheses", "Every hypothesis: predictions, and what was seen"),
      ResultBlock("hypothesis=ID", "One hypothesis"),
      ResultBlock("table=outcomes", "How the requests of each client ended"),
      ResultBlock("table=attempts", "What clients saw, and what their proxies sent"),
      ResultBlock("traces", "The most telling requests, step by step"),
      ResultBlock("trace=N", "One of them, counted from 1", options: ["rules=VERSION"]),
      ResultBlock("reproduce", "How the run is repeated, and what it was made from"),
    ]
    + FigureKind.allCases.map {
      ResultBlock("figure=\($0.rawValue)", $0.summary, options: ["rules=VERSION"])
    }
    + PageElement.Heading.allCases.map {
      ResultBlock("heading=\($0.rawValue)", "A heading in the page's language")
    } + resultSpans

  /// The code spans that give a value in running text.
  private static let resultSpans: [ResultBlock] = [
    ResultBlock(
      "value=share", "Of a client's requests, how many met something, with its 99 % interval",
      options: filters, isSpan: true),
    ResultBlock(
      "value=count", "How many requests of a run met it", options: filters, isSpan: true),
    ResultBlock(
      "value=requests", "How many requests a client made in a run", options: filters,
      isSpan: true),
    ResultBlock(
      "value=attempts", "Attempts of the caller's proxy for each of them", options: filters,
      isSpan: true),
    ResultBlock(
      "value=verdict", "The verdict on a hypothesis", options: ["hypothesis=ID", "rules=VERSION"],
      isSpan: true),
    ResultBlock(
      "value=observed", "What was seen of one of its predictions",
      options: ["hypothesis=ID", "prediction=N", "rules=VERSION"], isSpan: true),
  ]

  /// What narrows a number down.
  private static let filters = [
    "client=ID", "status=N", "flag=FLAG", "workload=NAME", "refusedBy=NAME", "mirroredTo=HOST",
    "curlExit=N", "didNotReturn=true", "bodyContains=WORD", "rules=VERSION",
  ]
}

extension Report.ResultBlock {
  fileprivate init(
    _ form: String, _ summary: String, options: [String] = [], isSpan: Bool = false
  ) {
    self.isSpan = isSpan
    self.form = form
    self.summary = summary
    self.options = options
  }
}

extension FigureKind {
  /// What it shows, in a line.
  fileprivate var summary: String {
    switch self {
    case .trafficGraph: "Who sent how much to whom, and which proxy refused"
    case .timeline: "Outcomes over time, a strip a client"
    case .terminals: "What curl printed in each client's terminal"
    case .rules: "Which rule acted in which proxy"
    case .sequence: "One telling request between client, proxies and application"
    case .effective: "What clients saw against what their proxies sent, where they retry"
    case .responseTimes: "How long requests took, a curve a rule version"
    }
  }
}

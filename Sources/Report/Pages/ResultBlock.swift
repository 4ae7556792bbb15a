extension Report {
  /// A fenced block that places a result in prose.
  public struct ResultBlock: Hashable, Sendable {
    /// What stands behind `labbook` in its info string.
    public let form: String
    /// What it places, in a line.
    public let summary: String
    /// Options that may stand behind it, such as `rules=VERSION`.
    public let options: [String]
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
    }
}

extension Report.ResultBlock {
  fileprivate init(_ form: String, _ summary: String, options: [String] = []) {
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
    case .responseTimes: "How long requests took, a curve a rule version"
    }
  }
}

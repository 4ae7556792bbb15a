public import Diagnostics
public import Simulator

/// Everything about one run of an experiment that a report needs, and all that repeats it.
///
/// It is the truth for reports. Written as `run.json`, whose `schema` only ever gains fields.
public struct RunRecord: Hashable, Sendable, Codable {
  /// The version of `run.json`'s form.
  public static let currentSchema = "labbook.run/v1"

  /// `labbook.run/` and the number of this format.
  public var schema: String
  /// The experiment's name.
  public var experiment: String
  /// labbook's own version.
  public var labbookVersion: String
  /// From which all draws were made.
  public var seed: UInt64
  /// How many independent runs there were for each rule version.
  public var replications: Int
  /// `simulator`, or `envoy` and its version.
  public var engine: String
  /// SHA-256 of the experiment file and of each manifest, by path below the experiment's folder.
  public var digests: [FileDigest]
  /// SHA-256 of the hypotheses' predictions, fixed before the run.
  public var predictionsDigest: String
  /// The experiment's title.
  public var title: LocalizedText
  /// What it asks.
  public var question: LocalizedText
  /// What was claimed before the run, in the experiment's order.
  public var hypotheses: [HypothesisRecord]
  /// What the runs answer, in words; absent in records of older versions.
  public var answer: Answer?
  /// One for each rule version, in the order asked for.
  public var results: [RuleVersionResult]
  /// What changes from each rule version to the next one; absent in records of older versions.
  public var changes: [RuleChange]?
  /// Remarks on traces, each once: rules that do not act, shares, what was rewritten, lessons; absent
  /// in records of older versions.
  public var notes: [AnswerNote]?
  /// The manifests as written, by path.
  public var manifests: [ManifestFile]
  /// The clients, for captions and for repeating.
  public var clients: [ClientPlan]
  /// How the workloads, the hosts outside and the network behaved, for the set-up in words.
  public var workloads: [WorkloadBehaviour]
  /// Hosts outside the mesh that answered.
  public var external: [ExternalHost]
  /// How long the way between two pods took.
  public var network: NetworkModel
  /// The command that repeats the run.
  public var command: String
  /// What the author says of the experiment at the head of its prose; absent where that is nothing.
  public var frontMatter: FrontMatter?
  /// Banner texts, such as what was not modelled and allowed all the same.
  public var notices: [String]

  /// A record without results yet.
  public init(experiment: String) {
    schema = Self.currentSchema
    self.experiment = experiment
    labbookVersion = ""
    seed = 1
    replications = 1
    engine = "simulator"
    digests = []
    predictionsDigest = ""
    title = LocalizedText("")
    question = LocalizedText("")
    hypotheses = []
    answer = nil
    results = []
    changes = nil
    notes = nil
    manifests = []
    clients = []
    workloads = []
    external = []
    network = NetworkModel()
    command = ""
    frontMatter = nil
    notices = []
  }

  /// A file's path and SHA-256.
  public struct FileDigest: Hashable, Sendable, Codable {
    /// The file's path below the experiment's folder.
    public var path: String
    /// The digest of its bytes, in hexadecimal.
    public var sha256: String

    /// The value of these parts.
    public init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// A manifest's path and text.
  public struct ManifestFile: Hashable, Sendable, Codable {
    /// The file's path below the experiment's folder.
    public var path: String
    /// What it held.
    public var text: String

    /// The value of these parts.
    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// A hypothesis in words, and what its author expects.
  public struct HypothesisRecord: Hashable, Sendable, Codable {
    /// The hypothesis' id.
    public var id: String
    /// What it claims.
    public var claim: LocalizedText
    /// Each prediction in words, made from the prediction itself.
    public var predictions: [LocalizedText]
    /// Resolved rule version → expected verdict.
    public var expected: [String: Verdict]

    /// The value of these parts.
    public init(id: String, claim: LocalizedText) {
      self.id = id
      self.claim = claim
      predictions = []
      expected = [:]
    }
  }
}

/// What one rule version gave.
public struct RuleVersionResult: Hashable, Sendable, Codable {
  /// As written, such as `istio-1.20`.
  public var requestedName: String
  /// Resolved, such as `istio-1.20.2`.
  public var ruleVersion: String
  /// SHA-256 of the resolved rule version's switches.
  public var ruleVersionDigest: String
  /// Whether it is a theory and no release.
  public var isTheory: Bool
  /// A verdict for each hypothesis, in the experiment's order.
  public var judgements: [Judgement]
  /// Outcomes over all replications, most frequent first.
  public var outcomes: [OutcomeCount]
  /// The first replication in full: figures and traces are drawn from it.
  public var history: History
  /// For each trace of the history the positions of its remarks in ``RunRecord/notes``; absent in
  /// records of older versions.
  public var traceNotes: [[Int]]?
  /// How many requests all replications made.
  public var requestCount: Int
  /// Whether chance was consulted in any replication.
  public var consultedChance: Bool
  /// Which limit ended the first run that did not go to its end; absent where all did.
  public var truncation: String?

  /// The value of these parts.
  public init(requestedName: String, ruleVersion: String, history: History) {
    self.requestedName = requestedName
    self.ruleVersion = ruleVersion
    ruleVersionDigest = ""
    isTheory = false
    judgements = []
    outcomes = []
    self.history = history
    traceNotes = nil
    requestCount = 0
    consultedChance = false
    truncation = nil
  }

  /// How often an outcome came, for a client.
  public struct OutcomeCount: Hashable, Sendable, Codable {
    /// The client's id.
    public var client: String
    /// How its requests ended.
    public var outcome: Outcome
    /// How many of them, over all runs.
    public var count: Int
    /// How many of them in each run; absent where there is one, and in records of older versions.
    public var runs: [Int]?

    /// The value of these parts.
    public init(client: String, outcome: Outcome, count: Int, runs: [Int]? = nil) {
      self.client = client
      self.outcome = outcome
      self.count = count
      self.runs = runs
    }
  }
}

/// The verdict on one hypothesis under one rule version, and why.
public struct Judgement: Hashable, Sendable, Codable {
  /// One prediction held against the run.
  public struct Finding: Hashable, Sendable, Codable {
    /// The verdict of this prediction alone.
    public var verdict: Verdict
    /// What was seen, in words, such as `share 0.43 (99 % interval 0.41 to 0.45, 30 runs)`.
    public var observation: LocalizedText
    /// A counter-example: the position of a request in the first replication's history.
    public var counterExample: Int?
    /// What decided the counter-example, and where that is written, in words.
    public var decision: LocalizedText?

    /// The value of these parts.
    public init(verdict: Verdict, observation: LocalizedText) {
      self.verdict = verdict
      self.observation = observation
      counterExample = nil
      decision = nil
    }
  }

  /// The hypothesis' id.
  public var hypothesis: String
  /// The verdict over all its predictions.
  public var verdict: Verdict
  /// What was found for each prediction, in their order.
  public var findings: [Finding]

  /// The value of these parts.
  public init(hypothesis: String, verdict: Verdict, findings: [Finding]) {
    self.hypothesis = hypothesis
    self.verdict = verdict
    self.findings = findings
  }
}

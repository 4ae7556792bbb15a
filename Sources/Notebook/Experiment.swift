public import Diagnostics
internal import Limits
public import Simulator

/// An experiment as its author wrote it, read and checked.
public struct Experiment: Hashable, Sendable {
  /// The folder's name.
  public var name: String
  /// What pages and lists call it.
  public var title: LocalizedText
  /// What it asks.
  public var question: LocalizedText
  /// From which all draws are made.
  public var seed: UInt64
  /// How many independent runs are made where chance is consulted.
  public var replications: Int
  /// Rule versions as written, such as `istio-1.20`.
  public var rules: [String]
  /// Paths below the experiment's folder.
  public var manifests: [String]
  /// Gateways of Istio's installation that the manifests do not hold, as `NAME` or
  /// `NAMESPACE/NAME`.
  public var gateways: [String]
  /// How Deployments and pods behave; others answer 200 at once.
  public var workloads: [WorkloadBehaviour]
  /// Hosts outside the mesh that answer.
  public var external: [ExternalHost]
  /// How long the way between two pods takes.
  public var network: NetworkModel
  /// Who sends what, and when.
  public var clients: [ClientPlan]
  /// What is claimed before the run.
  public var hypotheses: [Hypothesis]
  /// The answer in its author's words; `nil` where labbook finds its own.
  public var answer: AuthoredAnswer?
  /// The two theories that must differ in some prediction, or the experiment says that it does not
  /// discriminate; empty where none are named.
  public var discriminates: [String]
  /// How many steps all its runs together may take; else ``WorkLimits/experimentStepCount``.
  public var workLimit: Int
  /// Where its fields are written.
  public var places: FieldPlaces

  /// The value with this `name`.
  public init(name: String) {
    self.name = name
    title = LocalizedText("")
    question = LocalizedText("")
    seed = 1
    replications = 30
    rules = []
    manifests = ["manifests/"]
    gateways = []
    workloads = []
    external = []
    network = .standard
    clients = []
    hypotheses = []
    answer = nil
    discriminates = []
    workLimit = WorkLimits.experimentStepCount
    places = FieldPlaces(file: "")
  }
}

/// A claim, what it predicts, and which verdicts its author expects.
public struct Hypothesis: Hashable, Sendable {
  /// The name that records and prose use.
  public var id: String
  /// What is claimed, in the author's words.
  public var claim: LocalizedText
  /// All must hold.
  public var predictions: [Prediction]
  /// Rule version as written → verdict.
  public var expected: [String: Verdict]

  /// The value of these parts.
  public init(id: String, claim: LocalizedText, predictions: [Prediction]) {
    self.id = id
    self.claim = claim
    self.predictions = predictions
    expected = [:]
  }
}

/// What can be said of a hypothesis after a run.
public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
  /// Every prediction held.
  case supported
  /// A prediction did not hold.
  case refuted
  /// The runs do not tell, or there was nothing to judge.
  case undecided
}

public import Diagnostics
public import Simulator

/// An experiment as its author wrote it, read and checked.
public struct Experiment: Hashable, Sendable {
  /// The folder's name.
  public var name: String
  public var title: LocalizedText
  public var question: LocalizedText
  public var seed: UInt64
  /// How many independent runs are made where chance is consulted.
  public var replications: Int
  /// Rule versions as written, such as `istio-1.20`.
  public var rules: [String]
  /// Paths below the experiment's folder.
  public var manifests: [String]
  public var workloads: [WorkloadBehaviour]
  public var external: [ExternalHost]
  public var network: NetworkModel
  public var clients: [ClientPlan]
  public var hypotheses: [Hypothesis]
  /// The two theories that must differ in some prediction, or the experiment says that it does not
  /// discriminate; empty where none are named.
  public var discriminates: [String]
  /// Where its fields are written.
  public var places: FieldPlaces

  public init(name: String) {
    self.name = name
    title = LocalizedText("")
    question = LocalizedText("")
    seed = 1
    replications = 30
    rules = []
    manifests = ["manifests/"]
    workloads = []
    external = []
    network = NetworkModel()
    clients = []
    hypotheses = []
    discriminates = []
    places = FieldPlaces(file: "")
  }
}

/// A claim, what it predicts, and which verdicts its author expects.
public struct Hypothesis: Hashable, Sendable {
  public var id: String
  public var claim: LocalizedText
  /// All must hold.
  public var predictions: [Prediction]
  /// Rule version as written → verdict.
  public var expected: [String: Verdict]

  public init(id: String, claim: LocalizedText, predictions: [Prediction]) {
    self.id = id
    self.claim = claim
    self.predictions = predictions
    expected = [:]
  }
}

/// What can be said of a hypothesis after a run.
public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
  case supported
  case refuted
  case undecided
}

/// Which requests a prediction speaks of; what is absent is not asked.
public struct RequestFilter: Hashable, Sendable {
  public var client: String?
  public var status: Int?
  /// A response flag at the proxy that decided, such as `UO`.
  public var flag: String?
  /// The Deployment or pod that answered: `NAME` or `NAME.NAMESPACE`.
  public var workload: String?
  /// The proxy that made the answer: `POD`, `POD.NAMESPACE` or `NAME` of its Deployment.
  public var refusedBy: String?
  /// The host of the service that a copy went to.
  public var mirroredTo: String?
  /// curl's exit status.
  public var curlExit: Int?
  /// Whether the request never came back (the hop limit).
  public var didNotReturn: Bool?
  /// Text that the body contains.
  public var bodyContains: String?
  /// Requests that began in this half-open interval.
  public var during: Interval?

  /// From the first instant up to, not including, the second.
  public struct Interval: Hashable, Sendable {
    public var from: SimulationTime
    public var to: SimulationTime
    public init(from: SimulationTime, to: SimulationTime) {
      self.from = from
      self.to = to
    }
  }

  public init() {}
}

/// A statement about a run that can turn out false.
public struct Prediction: Hashable, Sendable {
  /// What is looked at.
  public enum Kind: Hashable, Sendable {
    /// Every request of `population` has the properties of `properties`.
    case all(population: RequestFilter, properties: RequestFilter)
    /// No request has the properties.
    case none(RequestFilter)
    /// Exactly so many requests have the properties.
    case exactly(RequestFilter, count: Int)
    /// The share of the requests with these properties among those of the same client and interval.
    case share(RequestFilter, Bounds)
    /// The number of requests with these properties.
    case count(RequestFilter, Bounds)
    /// A quantile of the response times, in nanoseconds; share in millionths.
    case quantile(RequestFilter, millionths: Int64, Bounds)
    /// The mean number of attempts a request.
    case attempts(RequestFilter, Bounds)
  }

  /// A range; what is absent is open.
  public struct Bounds: Hashable, Sendable {
    public var atLeast: Double?
    public var atMost: Double?
    public init(atLeast: Double? = nil, atMost: Double? = nil) {
      self.atLeast = atLeast
      self.atMost = atMost
    }
  }

  public var kind: Kind
  /// Where it is written.
  public var location: SourceLocation?

  public init(_ kind: Kind, at location: SourceLocation? = nil) {
    self.kind = kind
    self.location = location
  }
}

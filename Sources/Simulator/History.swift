public import Diagnostics

/// What happened in one run: the simulator's, or real Envoys'.
public struct History: Hashable, Sendable, Codable {
  /// The clients' identifiers; requests name them by position.
  public var clients: [String]
  /// In the order in which they began; those that begin together go by client.
  public var requests: [RequestRecord]
  /// The distinct outcomes; requests name them by position.
  ///
  /// In the order of first appearance.
  public var outcomes: [Outcome]
  /// Full traces: of each client, the first request of each distinct outcome.
  public var traces: [RequestTrace]
  /// What outlier detection and circuit breakers did, in order; absent where they did nothing, and
  /// in records of older versions.
  public var events: [ProxyEvent]?
  /// When the last event happened.
  public var end: SimulationTime
  /// Whether chance was consulted, so that another seed could give another history.
  public var consultedChance: Bool
  /// Why the run ended early, if it did: such as `event limit of 20000000 reached`.
  public var truncation: String?
  /// How many steps the run took: events, requests of clients, attempts and copies of proxies.
  ///
  /// Not written, since it says nothing of what happened.
  public var stepCount = 0

  private enum CodingKeys: String, CodingKey {
    case clients, requests, outcomes, traces, events, end, consultedChance, truncation
  }

  /// The value with this `clients`.
  public init(clients: [String]) {
    self.clients = clients
    requests = []
    outcomes = []
    traces = []
    events = nil
    end = .zero
    consultedChance = false
    truncation = nil
  }
}

/// One request of a client, from its first byte to its end.
public struct RequestRecord: Hashable, Sendable, Codable {
  /// The position in ``History/clients``.
  public var client: Int
  /// Counted from 0 within the client.
  public var number: Int
  /// When it began.
  public var start: SimulationTime
  /// When its client had the answer, or gave up.
  public var end: SimulationTime
  /// The position in ``History/outcomes``.
  public var outcome: Int

  /// The value of these parts.
  public init(
    client: Int, number: Int, start: SimulationTime, end: SimulationTime, outcome: Int
  ) {
    self.client = client
    self.number = number
    self.start = start
    self.end = end
    self.outcome = outcome
  }

  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    var fields = try decoder.unkeyedContainer()
    client = try fields.decode(Int.self)
    number = try fields.decode(Int.self)
    start = try fields.decode(SimulationTime.self)
    end = try fields.decode(SimulationTime.self)
    outcome = try fields.decode(Int.self)
  }

  /// Writes a row `[client, number, start, end, outcome]`, since a run has thousands of requests.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.unkeyedContainer()
    try fields.encode(client)
    try fields.encode(number)
    try fields.encode(start)
    try fields.encode(end)
    try fields.encode(outcome)
  }
}

/// How a request ended, as its client saw it, and who decided it.
public struct Outcome: Hashable, Sendable, Codable {
  /// `nil` where no response came.
  public var status: Int?
  /// Envoy's response flags at the proxy nearest to the client, such as `UO` or `URX,UF`; empty
  /// for none.
  public var flags: String
  /// The flags of the proxy that decided the outcome (the refusing one, if any).
  public var decidingFlags: String
  /// Envoy's RESPONSE_CODE_DETAILS at the proxy nearest to the client.
  public var details: String
  /// What the client read; a local reply's text where a proxy answered.
  public var body: String
  /// curl's exit status: 0, or 6, 7, 28, 52, 56 where no response came.
  public var curlExit: Int
  /// The request passed from proxy to proxy until the limit of 64: shown as "did not return".
  public var hopLimitReached: Bool
  /// The workload that answered, as `POD.NAMESPACE`; `nil` where a proxy or nobody did.
  public var workload: String?
  /// The Deployment or bare pod that it belongs to, as `NAME.NAMESPACE`.
  public var workloadOwner: String?
  /// The proxy that made the answer, as `POD.NAMESPACE`; `nil` where the application did.
  public var decidedBy: String?
  /// The field that decided: a limit, a rule.
  public var origin: Origin?
  /// The host that the client named, without port.
  public var requestedHost: String
  /// The path through the mesh: each proxy and the cluster of its last attempt.
  public var path: [Step]
  /// All attempts that all proxies made for this request.
  public var attempts: Int
  /// The clusters that copies went to, each once.
  public var mirroredTo: [String]

  /// One proxy on the way.
  public struct Step: Hashable, Sendable, Codable {
    /// `POD.NAMESPACE`.
    public var proxy: String
    /// `inbound` or `outbound`.
    public var direction: String
    /// Empty where no cluster was chosen.
    public var cluster: String
    /// How many attempts this proxy made.
    public var attempts: Int

    /// The value of these parts.
    public init(proxy: String, direction: String, cluster: String, attempts: Int) {
      self.proxy = proxy
      self.direction = direction
      self.cluster = cluster
      self.attempts = attempts
    }
  }

  /// The value with this `requestedHost`.
  public init(requestedHost: String) {
    self.requestedHost = requestedHost
    status = nil
    flags = ""
    decidingFlags = ""
    details = ""
    body = ""
    curlExit = 0
    hopLimitReached = false
    workload = nil
    workloadOwner = nil
    decidedBy = nil
    origin = nil
    path = []
    attempts = 0
    mirroredTo = []
  }
}

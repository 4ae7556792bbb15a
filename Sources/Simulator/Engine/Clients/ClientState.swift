internal import DataPlane

/// A client while it runs.
struct ClientState {
  let plan: ClientPlan
  let url: RequestURL?
  /// The port that it connects to.
  let port: Int
  /// The pod; -1 for a client outside.
  let workload: Int
  /// The sidecar of its pod; -1 for none.
  let proxy: Int
  /// What it sends.
  var form: Position<RequestHead>
  /// What runs on its connections.
  let wire: Wire
  /// What its host name stands for.
  let addresses: [String]
  /// Whether its own sidecar sees what it sends to them.
  let entersProxy: [Bool]
  /// Where its own sidecar takes it in, by address; none before the first request.
  var stations: [Position<Station>]
  /// The draws of all its requests.
  let keyRoot: UInt64
  var nextNumber = 0
  var roundsLeft = 0
  /// The outcome of each ending, by its position; none where it has not met it.
  var outcomes: [Position<Outcome>] = []
  /// Outcomes that it has met.
  var seen: Set<Position<Outcome>> = []
  /// Where a client without a proxy stays connected to.
  var pinned = Position<Station>.none
  /// How many requests it has begun at the instant ``lastWake``.
  var wakesAtOnce = 0
  var lastWake: Int64 = -1

  /// Who opens its connections.
  var sender: Sender { Sender(workload: Int32(clamping: workload)) }
}

extension ClientPlan {
  /// Whether a loop keeps its connection for the next request.
  var reusesConnection: Bool {
    if case .loop(_, reuseConnection: true) = traffic { true } else { false }
  }
}

extension RequestTemplate {
  /// The request as curl sends it: its own headers first, then those that are asked for.
  func head(_ url: RequestURL) -> RequestHead {
    var fields = headers.map { HeaderField($0.name, $0.value) }
    var authority = url.authority
    if let host = fields.last(where: { $0.name.lowercased() == "host" }) {
      authority = host.value
      fields.removeAll { $0.name.lowercased() == "host" }
    }
    func isGiven(_ name: String) -> Bool { fields.contains { $0.name.lowercased() == name } }
    var own: [HeaderField] = []
    if !isGiven("user-agent") { own.append(HeaderField("user-agent", "curl/7.88.1")) }
    if !isGiven("accept") { own.append(HeaderField("accept", "*/*")) }
    var head = RequestHead(
      method: method, scheme: url.scheme, authority: authority, path: url.target,
      headers: own + fields)
    head.token = claims.map { RequestToken(claims: $0) }
    head.tokens = tokens ?? [:]
    return head
  }
}

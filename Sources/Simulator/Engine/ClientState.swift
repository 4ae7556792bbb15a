/// A client while it runs.
struct ClientState {
  var plan: ClientPlan
  var url: RequestURL?
  /// The port that it connects to.
  var port: Int
  /// The pod; -1 for a client outside.
  var workload: Int32
  /// The proxy of its pod; -1 for none.
  var proxy: Int32
  var form: Int32
  /// What its host name stands for.
  var addresses: [String]
  /// The entries of its own proxy, by address; -1 before the first request.
  var entries: [Int32]
  /// The draws of all its requests.
  var keyRoot: UInt64
  var nextNumber = 0
  var roundsLeft = 0
  /// The outcome of each ending, by its position; -1 where it has not met it.
  var outcomes: [Int32] = []
  /// Outcomes that it has met.
  var seen: Set<Int32> = []
  /// The destination that a client without a proxy stays connected to.
  var pinnedEntry: Int32 = -1
  /// How many requests it has begun at the instant ``lastWake``.
  var wakesAtOnce = 0
  var lastWake: Int64 = -1
}

/// The application of a pod, or a host outside.
struct ApplicationState {
  var name: String
  var owner: String?
  var serviceTime: Distribution
  /// Whether its service time is drawn.
  var isRandom: Bool
  var concurrency: Int
  var respond: Response
  var respondFirst: [Response]
  var resets: Bool
  var busy = 0
  /// How many attempts it has answered.
  var answered = 0
  /// Those that wait, from `lineStart`, first in line first.
  var line: [Int32] = []
  var lineStart = 0
}

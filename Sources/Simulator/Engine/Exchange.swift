/// One request as it goes from one sender to one receiver: from a client to the first proxy or
/// application, or one attempt of a proxy at a host.
///
/// Numbers only, so that slots are reused without reference counting. `-1` is none.
struct Exchange {
  /// How far it has come, as its sender sees it.
  enum State: UInt8 {
    case free
    /// In a pool's line for a connection.
    case pending
    /// On a connection.
    case sent
    /// The sender knows how it ended.
    case ended
  }

  var generation: UInt32 = 0
  var state = State.free
  /// Whether the receiver is still at work on it.
  var isReceiverBusy = false
  var isMirror = false
  /// Whether the receiver was told that the sender does not wait any more.
  var isCancelled = false
  var root: Int32 = -1
  /// The exchange whose receiver made this attempt.
  var parent: Int32 = -1
  /// Another exchange of the same root, in the order in which they were made.
  var nextOfRoot: Int32 = -1
  /// The next attempt, or copy, of the same parent.
  var nextSibling: Int32 = -1
  var nextPending: Int32 = -1
  var key = DrawKey(root: 0, 0)
  /// Where it goes: a position in the engine's entries.
  var entry: Int32 = -1
  var form: Int32 = -1
  /// How many proxies it has passed, its receiver included.
  var depth: Int32 = 0

  // The sender's side.
  var cluster: Int32 = -1
  var host: Int32 = -1
  var pool: Int32 = -1
  var connection: Int32 = -1
  /// Counted from 1 within the parent.
  var ordinal: Int32 = 0
  var start: Int64 = 0
  var end: Int64 = 0
  /// How long an answer takes back to the sender.
  var backTime: Int64 = 0
  var reset = Reset.none
  var limit = Limit.none
  /// The receiver's answer: a position in the engine's results.
  var result: Int32 = -1
  /// Why the sender tried again or not: a position in the engine's decisions.
  var decision: Int32 = -1

  // The receiver's side, where it is a proxy.
  var plan: Int32 = -1
  /// Which of the plan's clusters was drawn.
  var choice: Int32 = -1
  var attempts: Int32 = 0
  /// All attempts of all proxies behind this one, in attempts that have ended.
  var attemptsBehind: Int32 = 0
  var firstAttempt: Int32 = -1
  var lastAttempt: Int32 = -1
  var retriesLeft: Int32 = 0
  var isRetryCounted = false
  var flags: Flags = []
  /// The copies that were sent, by their position in the plan.
  var mirrors: UInt32 = 0
}

/// Why an attempt ended without a response (Envoy's StreamResetReason, as far as it occurs here).
enum Reset: UInt8 {
  case none
  case overflow
  case remoteConnectionFailure
  case connectionTimeout
  case connectionTermination
  case tlsFailure
  case noHealthyHost
  case perTryTimeout
  case timeout
  /// The sender's own sender went away.
  case downstreamGone
  /// The request passed from proxy to proxy until the limit.
  case hopLimit
}

/// Which limit of a cluster refused.
enum Limit: UInt8 {
  case none
  case maxRequests
  case maxPendingRequests
  case maxConnections
  case maxRetries
}

/// One request of a client, with everything that it brings about.
struct Root {
  var generation: UInt32 = 0
  var client: Int32 = -1
  /// The position in the history's requests.
  var record: Int32 = -1
  var first: Int32 = -1
  var last: Int32 = -1
  /// Senders that wait and receivers that are at work; at 0 the slots are given back.
  var openEnds: Int32 = 0
  /// How many exchanges it has brought about.
  var exchangeCount: Int32 = 0
  /// The outcome whose first request of this client it is; -1 where no trace is kept.
  var tracedOutcome: Int32 = -1
  var next: Int32 = -1
}

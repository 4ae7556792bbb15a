internal import DataPlane

/// One request as it goes from one sender to one receiver: from a client to the first station, or
/// one attempt of a proxy at a host.
///
/// Numbers only, so that slots are reused without reference counting.
struct Exchange {
  /// How far it has come, as its sender sees it.
  enum State: UInt8 {
    case free
    /// Among those that wait for a connection.
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
  var root = Position<Root>.none
  /// The exchange whose receiver made this attempt.
  var parent = Position<Exchange>.none
  /// Another exchange of the same root, in the order in which they were made.
  var nextOfRoot = Position<Exchange>.none
  /// The next attempt of the same parent.
  var nextSibling = Position<Exchange>.none
  var key = DrawKey(root: 0, 0)
  /// Where it goes in.
  var station = Position<Station>.none
  var form = Position<RequestHead>.none
  /// How many proxies it has passed, its receiver included.
  var depth: Int32 = 0
  var sending = Sending()
  var receiving = Receiving()

  /// The sender's side.
  struct Sending {
    var cluster = Position<ClusterState>.none
    var host = Position<HostState>.none
    var pool = Position<Pool>.none
    var connection = Position<PoolConnection>.none
    var waiting = Position<WaitingRequest>.none
    var start: Int64 = 0
    var end: Int64 = 0
    /// How long an answer takes back to the sender.
    var backTime: Int64 = 0
    /// Counted from 1 within the parent.
    var ordinal: Int32 = 0
    var fate = AttemptFate.open
    /// The limit that refused it, or a further attempt.
    var limit: LimitBreach.Limit?
    /// The receiver's answer.
    var result = Position<Ending>.none
    /// Why the sender tried again or not.
    var verdict = RetryVerdict.none
  }

  /// The receiver's side, where it is a proxy.
  struct Receiving {
    var plan = Position<RoutePlan>.none
    var stream: RouterStream?
    /// Attempts of raw TCP, which has no stream.
    var tunnels: Int32 = 0
    /// All attempts of all proxies behind this one, in attempts that have ended.
    var attemptsBehind: Int32 = 0
    var firstAttempt = Position<Exchange>.none
    var lastAttempt = Position<Exchange>.none
    var isRetryCounted = false
    /// The clusters that copies were sent to.
    var mirrors = Position<MirrorSet>.none

    /// How many attempts it has begun.
    var attempts: Int32 { stream?.attempts ?? tunnels }
  }
}

/// The clusters that copies of a request went to.
typealias MirrorSet = [Position<ClusterState>]

/// How an attempt ended, beside its answer.
enum AttemptFate: Hashable {
  /// It has not, or with a response.
  case open
  case reset(ResetReason)
  /// The host speaks no TLS.
  case tlsFailure
  case perTryTimeout
  case routeTimeout
  /// The sender's own sender went away.
  case downstreamGone
  /// The request passed from proxy to proxy until the limit.
  case hopLimit
}

extension AttemptFate {
  /// What the router makes of it.
  var kind: AttemptEnd.Kind {
    switch self {
    case .open: .response
    case .reset(let reason): .reset(reason)
    case .tlsFailure: .reset(.remoteConnectionFailure)
    case .perTryTimeout: .perTryTimeout
    case .routeTimeout: .reset(.localReset)
    case .downstreamGone, .hopLimit: .reset(.connectionTermination)
    }
  }

  /// Whether a byte of the request had gone out.
  var requestSent: Bool {
    guard case .reset(let reason) = kind else { return true }
    return !reason.isConnectFailure && reason != .overflow
  }

  /// What the transport says, as far as it is known.
  func transportFailure(_ version: EnvoyVersion) -> String {
    switch self {
    case .reset(let reason): reason.transportFailure(version)
    case .tlsFailure: "TLS_error:|268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER"
    case .open, .perTryTimeout, .routeTimeout, .downstreamGone, .hopLimit: ""
    }
  }

  /// How an attempt ended, in words; empty for a response.
  var words: String {
    switch self {
    case .open: ""
    case .perTryTimeout: "per-try timeout"
    case .routeTimeout: "route timeout"
    case .downstreamGone: "given up: nobody waits for it"
    case .hopLimit: "hop limit"
    case .tlsFailure: "TLS failure"
    case .reset(let reason): reason.rawValue
    }
  }
}

/// Why an attempt was tried again or not.
enum RetryVerdict: Hashable {
  /// Nobody asks: it was no failure, or nothing is ever tried again.
  case none
  case notCovered
  case refused
  /// In words that attempts share.
  case words(Position<String>)
}

/// One request of a client, with everything that it brings about.
struct Root {
  var client = Position<ClientState>.none
  /// The position in the history's requests.
  var record = 0
  var first = Position<Exchange>.none
  var last = Position<Exchange>.none
  /// Senders that wait and receivers that are at work; at 0 the slots are given back.
  var openEnds: Int32 = 0
  /// How many exchanges it has brought about.
  var exchangeCount: Int32 = 0
  /// The outcome whose first request of this client it is; none where no trace is kept.
  var tracedOutcome = Position<Outcome>.none
  var next = Position<Root>.none
}

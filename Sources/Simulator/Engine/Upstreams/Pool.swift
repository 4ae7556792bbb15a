/// The connections of one proxy to one host, and the requests that wait for one
/// (source/common/conn_pool/conn_pool_base.cc).
struct Pool {
  /// What runs on its connections.
  enum Kind: UInt8 {
    case http1
    case http2
    /// One connection for each client's connection, bytes as they are.
    case tcp
  }

  let cluster: Position<ClusterState>
  let host: Position<HostState>
  let kind: Kind
  /// Whether the host is the pod's own application, so that no network lies between.
  let isHandedOver: Bool
  /// What runs on its connections.
  let wire: Wire
  /// A stack: the connection that was used last is used first.
  var firstReady = Position<PoolConnection>.none
  var firstWaiting = Position<WaitingRequest>.none
  var lastWaiting = Position<WaitingRequest>.none
  var waitingCount = 0
  /// Streams that the connections still being opened will carry.
  var connectingCapacity = 0
  var connectionCount = 0
  /// Where connections lead, if it is always the same; none before the first.
  var station = Position<Station>.none
}

/// One connection of a pool.
struct PoolConnection {
  /// Connecting, or not in use; a connection that is ready or busy is open.
  enum State: UInt8 {
    case free
    case connecting
    case ready
    case busy
    /// It takes no further stream and closes behind its last.
    case draining
  }

  var generation: UInt32 = 0
  var state = State.free
  var pool = Position<Pool>.none
  /// The neighbours among the ready connections, or the next free slot.
  var next = Position<PoolConnection>.none
  var previous = Position<PoolConnection>.none
  /// Where it leads.
  var station = Position<Station>.none
  var streams: Int32 = 0
  /// How many streams it may still begin.
  var remaining: Int32 = .max
  /// Since when it carries no stream.
  var idleSince: Int64 = 0
  /// What becomes of the attempt to connect.
  var failure = AttemptFate.open
}

/// A request that waits for a connection, between those before and behind it.
struct WaitingRequest {
  var exchange = Position<Exchange>.none
  var next = Position<WaitingRequest>.none
  var previous = Position<WaitingRequest>.none
}

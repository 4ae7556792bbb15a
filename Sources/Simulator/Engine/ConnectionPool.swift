internal import DataPlane
internal import Diagnostics

/// A cluster of one proxy: its limits, how much of them is used, and its hosts.
///
/// Counters are per proxy and cluster, as Envoy's resource manager keeps them
/// (source/common/upstream/resource_manager_impl.h); one worker, so the limits are exact.
struct ClusterState {
  var proxy: Int32
  var name: String
  /// What the cluster comes from.
  let origin: Origin?
  /// The limits, and where they are written.
  let breaker: CircuitBreaker
  var maxConnections: Int64
  var maxPendingRequests: Int64
  var maxRequests: Int64
  /// 0 is without limit.
  var maxRequestsPerConnection: Int32
  var connectTimeout: Int64
  var protocolChoice: UpstreamProtocol
  var maxConcurrentStreams: Int32
  /// Whether hosts are taken from the request's original destination.
  var isOriginalDestination: Bool
  var connections: Int64 = 0
  var pendingRequests: Int64 = 0
  var requests: Int64 = 0
  var retries: Int64 = 0
}

/// Which HTTP a cluster speaks.
enum UpstreamProtocol: UInt8 {
  case http1
  case http2
  /// What the client of the proxy speaks.
  case downstream
}

/// A host of a cluster, as one proxy sees it.
struct HostState {
  var cluster: Int32
  /// The name or address that the endpoint was written with.
  var name: String
  var address: String
  var port: Int
  /// Whether connections to it are mutual TLS.
  var isTLS: Bool
  /// Requests on their way.
  var active: Int32 = 0
  /// Positions of its pools by ``PoolKind``; -1 where none was needed yet.
  var pools: (Int32, Int32, Int32) = (-1, -1, -1)
}

/// What runs on the connections of a pool.
enum PoolKind: UInt8 {
  case http1
  case http2
  /// One connection for each client's connection, bytes as they are.
  case tcp
}

/// The connections of one proxy to one host, and the requests that wait for one
/// (source/common/conn_pool/conn_pool_base.cc).
struct Pool {
  var cluster: Int32
  var host: Int32
  var kind: PoolKind
  /// Whether the host is the pod's own application, behind its inbound listener.
  var isLocal: Bool
  /// A stack: the connection that was used last is used first.
  var firstReady: Int32 = -1
  var firstPending: Int32 = -1
  var lastPending: Int32 = -1
  var pendingCount: Int32 = 0
  /// Streams that the connections still being opened will carry.
  var connectingCapacity: Int64 = 0
  var connectionCount: Int32 = 0
  /// Where connections lead, if it is always the same; -1 before the first.
  var entry: Int32 = -1
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
  var pool: Int32 = -1
  /// The next ready connection, or the next free slot.
  var next: Int32 = -1
  /// Where it leads.
  var entry: Int32 = -1
  var streams: Int32 = 0
  /// How many streams it may still begin.
  var remaining: Int32 = .max
  /// What becomes of the attempt to connect.
  var failure = Reset.none
}

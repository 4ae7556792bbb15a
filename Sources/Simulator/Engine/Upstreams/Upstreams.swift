internal import DataPlane
internal import ProxyConfig

/// A cluster that takes hosts as clients dialled them, and where requests come in.
struct DialledKey: Hashable {
  /// The cluster.
  var cluster: Position<ClusterState>
  /// Where requests come in, which says what was dialled.
  var station: Position<Station>
}

/// What proxies send to: clusters, hosts, pools and connections.
struct Upstreams {
  var clusters = Table<ClusterState>()
  var hosts = Table<HostState>()
  var pools = Table<Pool>()
  private(set) var connections = Table<PoolConnection>()
  /// Hosts that clients dialled, by where their requests come in.
  var dialled: [DialledKey: Position<HostState>] = [:]
  private var waiting = Table<WaitingRequest>()
  private var freeConnection = Position<PoolConnection>.none
  private var freeWaiting = Position<WaitingRequest>.none

  @inline(__always)
  subscript(position: Position<ClusterState>) -> ClusterState {
    _read { yield clusters[position] }
    _modify { yield &clusters[position] }
  }

  @inline(__always)
  subscript(position: Position<PoolConnection>) -> PoolConnection {
    _read { yield connections[position] }
  }

  // MARK: Those who wait

  /// Puts a request behind the others that wait for a connection of a pool.
  mutating func enqueue(
    _ exchange: Position<Exchange>, in pool: Position<Pool>
  ) -> Position<WaitingRequest> {
    var entry = WaitingRequest()
    entry.exchange = exchange
    entry.previous = pools[pool].lastWaiting
    let position: Position<WaitingRequest>
    if freeWaiting.exists {
      position = freeWaiting
      freeWaiting = waiting[position].next
      waiting[position] = entry
    } else {
      position = waiting.append(entry)
    }
    if entry.previous.exists {
      waiting[entry.previous].next = position
    } else {
      pools[pool].firstWaiting = position
    }
    pools[pool].lastWaiting = position
    pools[pool].waitingCount += 1
    clusters[pools[pool].cluster].load.pending += 1
    return position
  }

  /// Takes a request out of those that wait, wherever it stands.
  mutating func dequeue(_ position: Position<WaitingRequest>, of pool: Position<Pool>) {
    let entry = waiting[position]
    if entry.previous.exists {
      waiting[entry.previous].next = entry.next
    } else {
      pools[pool].firstWaiting = entry.next
    }
    if entry.next.exists {
      waiting[entry.next].previous = entry.previous
    } else {
      pools[pool].lastWaiting = entry.previous
    }
    waiting[position].next = freeWaiting
    freeWaiting = position
    pools[pool].waitingCount -= 1
    clusters[pools[pool].cluster].load.pending -= 1
  }

  /// Takes the first of those that wait; `nil` where nobody does.
  mutating func dequeueFirst(of pool: Position<Pool>) -> Position<Exchange>? {
    let first = pools[pool].firstWaiting
    guard first.exists else { return nil }
    let exchange = waiting[first].exchange
    dequeue(first, of: pool)
    return exchange
  }

  /// The first of those that wait; `nil` where nobody does.
  func firstWaiting(in pool: Position<Pool>) -> Position<Exchange>? {
    let first = pools[pool].firstWaiting
    return first.exists ? waiting[first].exchange : nil
  }

  // MARK: Connections

  /// Whether the connections being opened do not suffice for those who wait, and another may be
  /// opened (tryCreateNewConnections).
  ///
  /// A pool without any may always open one.
  func wantsConnection(_ pool: Position<Pool>) -> Bool {
    guard pools[pool].waitingCount > pools[pool].connectingCapacity else { return false }
    let cluster = pools[pool].cluster
    return clusters[cluster].breaker.mayOpen(
      clusters[cluster].load, poolConnections: pools[pool].connectionCount)
  }

  /// Begins to open a connection.
  mutating func open(
    _ pool: Position<Pool>, to station: Position<Station>, failure: AttemptFate
  ) -> Position<PoolConnection> {
    var connection = PoolConnection()
    connection.state = .connecting
    connection.pool = pool
    connection.station = station
    connection.failure = failure
    let limit = clusters[pools[pool].cluster].maxRequestsPerConnection
    connection.remaining = limit > 0 ? limit : .max
    let position: Position<PoolConnection>
    if freeConnection.exists {
      position = freeConnection
      freeConnection = connections[position].next
      connection.generation = connections[position].generation
      connections[position] = connection
    } else {
      position = connections.append(connection)
    }
    clusters[pools[pool].cluster].load.connections += 1
    pools[pool].connectionCount += 1
    pools[pool].connectingCapacity += capacity(of: position)
    return position
  }

  /// How many streams a new connection can carry at once.
  private func capacity(of connection: Position<PoolConnection>) -> Int {
    let pool = connections[connection].pool
    guard pools[pool].kind == .http2 else { return 1 }
    return Int(
      min(
        clusters[pools[pool].cluster].maxConcurrentStreams, connections[connection].remaining))
  }

  /// The connection is there, or the attempt has failed.
  ///
  /// - Returns: why it failed; ``AttemptFate/open`` where it is ready.
  mutating func settle(_ position: Position<PoolConnection>, at now: Int64) -> AttemptFate {
    let pool = connections[position].pool
    pools[pool].connectingCapacity -= capacity(of: position)
    let failure = connections[position].failure
    if failure == .open {
      connections[position].idleSince = now
      makeReady(position)
    } else {
      close(position)
    }
    return failure
  }

  private mutating func makeReady(_ position: Position<PoolConnection>) {
    let pool = connections[position].pool
    let first = pools[pool].firstReady
    connections[position].state = .ready
    connections[position].previous = .none
    connections[position].next = first
    if first.exists { connections[first].previous = position }
    pools[pool].firstReady = position
  }

  private mutating func leaveReady(_ position: Position<PoolConnection>) {
    let connection = connections[position]
    if connection.previous.exists {
      connections[connection.previous].next = connection.next
    } else {
      pools[connection.pool].firstReady = connection.next
    }
    if connection.next.exists { connections[connection.next].previous = connection.previous }
    connections[position].next = .none
    connections[position].previous = .none
  }

  /// The limit that refuses a stream on a connection that is ready; it is taken here, not on arrival
  /// (attachStreamToClient).
  func refusal(attaching pool: Position<Pool>) -> LimitBreach.Limit? {
    guard pools[pool].kind != .tcp else { return nil }
    let cluster = pools[pool].cluster
    return clusters[cluster].load.requests < clusters[cluster].breaker.maxRequests
      ? nil : .maxRequests
  }

  /// Puts a stream on the first ready connection of a pool.
  mutating func attach(_ pool: Position<Pool>) -> Position<PoolConnection> {
    let position = pools[pool].firstReady
    let cluster = pools[pool].cluster
    if pools[pool].kind != .tcp { clusters[cluster].load.requests += 1 }
    hosts[pools[pool].host].active += 1
    connections[position].streams += 1
    connections[position].remaining -= 1
    let isFull =
      pools[pool].kind != .http2
      || connections[position].streams >= clusters[cluster].maxConcurrentStreams
    let isLast = connections[position].remaining <= 0
    if isFull || isLast {
      leaveReady(position)
      connections[position].state = isLast ? .draining : .busy
    }
    return position
  }

  /// A stream has left its connection, which serves the next unless it is broken or has served its
  /// last.
  mutating func detach(
    _ position: Position<PoolConnection>, breaksConnection: Bool, at now: Int64
  ) {
    let pool = connections[position].pool
    let kind = pools[pool].kind
    if kind != .tcp { clusters[pools[pool].cluster].load.requests -= 1 }
    hosts[pools[pool].host].active -= 1
    connections[position].streams -= 1
    connections[position].idleSince = now
    let isBroken = breaksConnection && kind != .http2
    switch connections[position].state {
    case .draining where connections[position].streams == 0: close(position)
    case .busy where isBroken || kind == .tcp: close(position)
    case .busy: makeReady(position)
    case .draining, .ready, .connecting, .free: break
    }
  }

  /// A connection has reached its greatest age: it closes behind its last stream.
  mutating func retire(_ position: Position<PoolConnection>) {
    switch connections[position].state {
    case .ready where connections[position].streams == 0: closeIdle(position)
    case .ready:
      leaveReady(position)
      connections[position].state = .draining
    case .busy: connections[position].state = .draining
    case .free, .connecting, .draining: break
    }
  }

  /// Closes a connection that carries no stream.
  mutating func closeIdle(_ position: Position<PoolConnection>) {
    leaveReady(position)
    close(position)
  }

  private mutating func close(_ position: Position<PoolConnection>) {
    let pool = connections[position].pool
    pools[pool].connectionCount -= 1
    clusters[pools[pool].cluster].load.connections -= 1
    connections[position].generation &+= 1
    connections[position].state = .free
    connections[position].next = freeConnection
    freeConnection = position
  }
}

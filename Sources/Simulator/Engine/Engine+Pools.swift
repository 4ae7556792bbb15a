internal import Limits

/// Connection pools, as Envoy's: who gets a connection, who waits, who is refused
/// (source/common/conn_pool/conn_pool_base.cc).
///
/// Simplified: idle connections are never closed, and an HTTP/2 connection takes as many streams as
/// the cluster allows at once.
extension Engine {
  /// Attaches a request to a ready connection, puts it in line, or refuses it.
  ///
  /// - Returns: false where it was refused.
  mutating func newStream(_ exchange: Int32) -> Bool {
    let pool = Int(pool(for: exchange))
    exchanges[Int(exchange)].pool = Int32(pool)
    let cluster = Int(pools[pool].cluster)
    if pools[pool].firstReady >= 0 { return attach(exchange, pools[pool].firstReady) }
    if clusters[cluster].pendingRequests >= clusters[cluster].maxPendingRequests {
      refuse(exchange, .maxPendingRequests)
      return false
    }
    if pools[pool].kind == .tcp,
      clusters[cluster].connections >= clusters[cluster].maxConnections
    {
      refuse(exchange, .maxConnections)
      return false
    }
    enterLine(exchange, pool)
    openConnections(pool, for: exchange)
    return true
  }

  private mutating func refuse(_ exchange: Int32, _ limit: Limit) {
    exchanges[Int(exchange)].reset = .overflow
    exchanges[Int(exchange)].limit = limit
  }

  private mutating func enterLine(_ exchange: Int32, _ pool: Int) {
    clusters[Int(pools[pool].cluster)].pendingRequests += 1
    pools[pool].pendingCount += 1
    let last = pools[pool].lastPending
    if last >= 0 {
      exchanges[Int(last)].nextPending = exchange
    } else {
      pools[pool].firstPending = exchange
    }
    pools[pool].lastPending = exchange
  }

  /// Takes the first in line.
  private mutating func nextInLine(_ pool: Int) -> Int32 {
    let first = pools[pool].firstPending
    pools[pool].firstPending = exchanges[Int(first)].nextPending
    if pools[pool].firstPending < 0 { pools[pool].lastPending = -1 }
    exchanges[Int(first)].nextPending = -1
    pools[pool].pendingCount -= 1
    clusters[Int(pools[pool].cluster)].pendingRequests -= 1
    return first
  }

  /// Takes a request out of the line it waits in.
  mutating func leaveLine(_ exchange: Int32) {
    let pool = Int(exchanges[Int(exchange)].pool)
    var previous: Int32 = -1
    var current = pools[pool].firstPending
    while current >= 0, current != exchange {
      previous = current
      current = exchanges[Int(current)].nextPending
    }
    guard current >= 0 else { return }
    let next = exchanges[Int(current)].nextPending
    if previous >= 0 {
      exchanges[Int(previous)].nextPending = next
    } else {
      pools[pool].firstPending = next
    }
    if next < 0 { pools[pool].lastPending = previous }
    exchanges[Int(current)].nextPending = -1
    pools[pool].pendingCount -= 1
    clusters[Int(pools[pool].cluster)].pendingRequests -= 1
  }

  /// Opens connections until those being opened suffice for those who wait (tryCreateNewConnections;
  /// at most three at once). A pool without any may always open one.
  private mutating func openConnections(_ pool: Int, for exchange: Int32) {
    let cluster = Int(pools[pool].cluster)
    for _ in 0..<3 {
      guard Int64(pools[pool].pendingCount) > pools[pool].connectingCapacity else { return }
      let isAllowed = clusters[cluster].connections < clusters[cluster].maxConnections
      guard isAllowed || pools[pool].connectionCount == 0 else { return }
      openConnection(pool, for: exchange)
      if !isAllowed { return }
    }
  }

  private mutating func openConnection(_ pool: Int, for exchange: Int32) {
    let position = makeConnection()
    let cluster = Int(pools[pool].cluster)
    let key = exchanges[Int(exchange)].key
    var connection = PoolConnection()
    connection.generation = connections[Int(position)].generation
    connection.state = .connecting
    connection.pool = Int32(pool)
    let limit = clusters[cluster].maxRequestsPerConnection
    connection.remaining = limit > 0 ? limit : .max
    (connection.entry, connection.failure) = target(pool, key)
    var delay = pools[pool].isLocal ? 0 : roundTrip(key.stream(.connection))
    let patience = clusters[cluster].connectTimeout
    if connection.failure == .connectionTimeout || delay > patience {
      connection.failure = .connectionTimeout
      delay = patience
    }
    connections[Int(position)] = connection
    clusters[cluster].connections += 1
    pools[pool].connectionCount += 1
    pools[pool].connectingCapacity += capacity(of: position)
    heap.push(
      .connectionSettled, at: now.adding(saturating: delay), subject: position,
      generation: connection.generation)
  }

  private mutating func makeConnection() -> Int32 {
    if freeConnection >= 0 {
      let position = freeConnection
      freeConnection = connections[Int(position)].next
      return position
    }
    connections.append(PoolConnection())
    return Int32(connections.count - 1)
  }

  /// How many streams a new connection can carry at once.
  private func capacity(of connection: Int32) -> Int64 {
    let pool = Int(connections[Int(connection)].pool)
    guard pools[pool].kind == .http2 else { return 1 }
    return min(
      Int64(clusters[Int(pools[pool].cluster)].maxConcurrentStreams),
      Int64(connections[Int(connection)].remaining))
  }

  /// A connection is there, or the attempt has failed.
  mutating func settle(connection: Int32, generation: UInt32) {
    let index = Int(connection)
    guard connections[index].generation == generation, connections[index].state == .connecting
    else { return }
    let pool = Int(connections[index].pool)
    pools[pool].connectingCapacity -= capacity(of: connection)
    if connections[index].failure != .none {
      let failure = connections[index].failure
      close(connection)
      failLine(pool, failure)
      return
    }
    makeReady(connection)
    serveLine(pool)
  }

  /// All who wait share the failure of one connection (purgePendingStreams).
  private mutating func failLine(_ pool: Int, _ failure: Reset) {
    var left = pools[pool].pendingCount
    while left > 0, pools[pool].firstPending >= 0 {
      left -= 1
      let exchange = nextInLine(pool)
      exchanges[Int(exchange)].reset = failure
      fail(exchange)
    }
  }

  private mutating func fail(_ exchange: Int32) {
    let isMirror = exchanges[Int(exchange)].isMirror
    closeSender(exchange)
    if !isMirror { attemptEnded(exchange) }
  }

  private mutating func makeReady(_ connection: Int32) {
    let pool = Int(connections[Int(connection)].pool)
    connections[Int(connection)].state = .ready
    connections[Int(connection)].next = pools[pool].firstReady
    pools[pool].firstReady = connection
  }

  /// Attaches those who wait to the connections that are ready, oldest first.
  private mutating func serveLine(_ pool: Int) {
    while pools[pool].firstPending >= 0, pools[pool].firstReady >= 0 {
      let exchange = nextInLine(pool)
      if !attach(exchange, pools[pool].firstReady) { fail(exchange) }
    }
    if pools[pool].firstPending >= 0 { openConnections(pool, for: pools[pool].firstPending) }
  }

  /// Puts a request on the first ready connection of its pool, if `max_requests` allows: the slot is
  /// taken here, not on arrival (attachStreamToClient).
  private mutating func attach(_ exchange: Int32, _ connection: Int32) -> Bool {
    let pool = Int(connections[Int(connection)].pool)
    let cluster = Int(pools[pool].cluster)
    let isHTTP = pools[pool].kind != .tcp
    if isHTTP {
      guard clusters[cluster].requests < clusters[cluster].maxRequests else {
        refuse(exchange, .maxRequests)
        return false
      }
      clusters[cluster].requests += 1
    }
    hosts[Int(pools[pool].host)].active += 1
    connections[Int(connection)].streams += 1
    connections[Int(connection)].remaining -= 1
    let isFull =
      pools[pool].kind != .http2
      || connections[Int(connection)].streams >= clusters[cluster].maxConcurrentStreams
    let isLast = connections[Int(connection)].remaining <= 0
    if isFull || isLast {
      pools[pool].firstReady = connections[Int(connection)].next
      connections[Int(connection)].next = -1
      connections[Int(connection)].state = isLast ? .draining : .busy
    }
    exchanges[Int(exchange)].state = .sent
    exchanges[Int(exchange)].connection = connection
    exchanges[Int(exchange)].entry = connections[Int(connection)].entry
    let parent = Int(exchanges[Int(exchange)].parent)
    let perTry = plans[Int(exchanges[parent].plan)].perTryTimeout
    if perTry > 0, !exchanges[Int(exchange)].isMirror {
      schedule(.perTryTimeout, exchange, after: perTry)
    }
    if pools[pool].isLocal {
      openReceiver(exchange)
      arrive(exchange)
    } else {
      travel(exchange, connecting: 0)
    }
    return true
  }

  /// Sends a request over the network; the answer comes back over the same way.
  mutating func travel(_ exchange: Int32, connecting: Int64) {
    let time = roundTrip(exchanges[Int(exchange)].key.stream(.roundTrip))
    exchanges[Int(exchange)].backTime = time - time / 2
    openReceiver(exchange)
    schedule(.arrival, exchange, after: connecting.adding(saturating: time / 2))
  }

  /// Draws a round trip.
  mutating func roundTrip(_ stream: DrawStream) -> Int64 {
    if networkIsRandom { consultedChance = true }
    return scenario.network.roundTrip.sample(stream)
  }

  /// A request has left its connection: the slot is free, and the connection serves the next, unless
  /// it is broken or has served its last.
  mutating func closeStream(_ exchange: Int32, breaksConnection: Bool) {
    let pool = Int(exchanges[Int(exchange)].pool)
    let connection = exchanges[Int(exchange)].connection
    guard pool >= 0, connection >= 0 else { return }
    exchanges[Int(exchange)].connection = -1
    if pools[pool].kind != .tcp { clusters[Int(pools[pool].cluster)].requests -= 1 }
    hosts[Int(pools[pool].host)].active -= 1
    connections[Int(connection)].streams -= 1
    let isBroken = breaksConnection && pools[pool].kind != .http2
    switch connections[Int(connection)].state {
    case .draining where connections[Int(connection)].streams == 0: close(connection)
    case .busy where isBroken || pools[pool].kind == .tcp: close(connection)
    case .busy: makeReady(connection)
    case .draining, .ready, .connecting, .free: break
    }
    serveLine(pool)
  }

  private mutating func close(_ connection: Int32) {
    let pool = Int(connections[Int(connection)].pool)
    pools[pool].connectionCount -= 1
    clusters[Int(pools[pool].cluster)].connections -= 1
    connections[Int(connection)].generation &+= 1
    connections[Int(connection)].state = .free
    connections[Int(connection)].next = freeConnection
    freeConnection = connection
  }
}

internal import DataPlane
internal import Limits

/// Connection pools, as Envoy's: who gets a connection, who waits, who is refused
/// (source/common/conn_pool/conn_pool_base.cc).
///
/// Simplified: an HTTP/2 connection takes as many streams as the cluster allows at once.
extension Engine {
  /// Attaches a request to a ready connection, lets it wait, or refuses it.
  ///
  /// - Returns: false where it was refused.
  mutating func newStream(_ exchange: Position<Exchange>) -> Bool {
    let pool = pool(for: exchange)
    slots[exchange].sending.pool = pool
    if upstreams.pools[pool].firstReady.exists { return attach(exchange, pool) }
    let cluster = upstreams.pools[pool].cluster
    let load = upstreams[cluster].load
    if load.pending >= upstreams[cluster].breaker.maxPendingRequests {
      return refuse(exchange, .maxPendingRequests)
    }
    if upstreams.pools[pool].kind == .tcp,
      load.connections >= upstreams[cluster].breaker.maxConnections
    {
      return refuse(exchange, .maxConnections)
    }
    slots[exchange].sending.waiting = upstreams.enqueue(exchange, in: pool)
    openConnections(pool, for: exchange)
    return true
  }

  private mutating func refuse(
    _ exchange: Position<Exchange>, _ limit: LimitBreach.Limit
  ) -> Bool {
    slots[exchange].sending.fate = .reset(.overflow)
    slots[exchange].sending.limit = limit
    upstreams[slots[exchange].sending.cluster].noteOverflow(limit, at: agenda.now)
    return false
  }

  /// Puts a request on a ready connection of its pool, if `max_requests` allows.
  private mutating func attach(_ exchange: Position<Exchange>, _ pool: Position<Pool>) -> Bool {
    if let limit = upstreams.refusal(attaching: pool) { return refuse(exchange, limit) }
    let connection = upstreams.attach(pool)
    slots[exchange].state = .sent
    slots[exchange].sending.connection = connection
    slots[exchange].station = upstreams[connection].station
    noteConnected(exchange)
    let perTry = routing.plans[slots[slots[exchange].parent].receiving.plan].perTryTimeout
    if perTry > 0, !slots[exchange].isMirror { schedule(.perTryTimeout, exchange, after: perTry) }
    if upstreams.pools[pool].isHandedOver {
      slots.openReceiver(exchange)
      arrive(exchange)
    } else {
      travel(exchange, connecting: 0)
    }
    return true
  }

  /// Opens connections until those being opened suffice for those who wait (tryCreateNewConnections;
  /// at most three at once).
  private mutating func openConnections(_ pool: Position<Pool>, for exchange: Position<Exchange>) {
    for _ in 0..<3 where upstreams.wantsConnection(pool) { openConnection(pool, for: exchange) }
  }

  private mutating func openConnection(_ pool: Position<Pool>, for exchange: Position<Exchange>) {
    let key = slots[exchange].key
    var (station, failure) = target(of: pool, key)
    var delay =
      upstreams.pools[pool].isHandedOver ? 0 : roundTrip(key.stream(.connection))
    let patience = upstreams[upstreams.pools[pool].cluster].connectTimeout
    if failure == .reset(.connectionTimeout) || delay > patience {
      failure = .reset(.connectionTimeout)
      delay = patience
    }
    let connection = upstreams.open(pool, to: station, failure: failure)
    schedule(.connectionSettled, connection, after: delay)
  }

  private mutating func schedule(
    _ kind: Event.Kind, _ connection: Position<PoolConnection>, after delay: Int64
  ) {
    agenda.schedule(
      kind, connection.number, generation: upstreams[connection].generation, after: delay)
  }

  /// Something happens to a connection, if it is still the same.
  mutating func handleConnection(_ event: Event) {
    let connection = Position<PoolConnection>(number: event.subject)
    guard upstreams[connection].generation == event.generation else { return }
    switch event.kind {
    case .connectionSettled: settle(connection)
    case .connectionIdle: closeIfIdle(connection)
    case .connectionAged:
      upstreams.retire(connection)
      serveWaiting(upstreams[connection].pool)
    case .clientWakes, .clientGivesUp, .arrival, .handled, .answer, .cancellation, .served,
      .perTryTimeout, .timeout, .backOffOver, .holdOver:
      break
    }
  }

  /// A connection is there, or the attempt has failed.
  private mutating func settle(_ connection: Position<PoolConnection>) {
    guard upstreams[connection].state == .connecting else { return }
    let pool = upstreams[connection].pool
    let failure = upstreams.settle(connection, at: agenda.now)
    guard failure == .open else { return failWaiting(pool, failure) }
    let cluster = upstreams.pools[pool].cluster
    if upstreams[cluster].maxConnectionDuration > 0 {
      schedule(.connectionAged, connection, after: upstreams[cluster].maxConnectionDuration)
    }
    if upstreams[cluster].idleTimeout > 0 {
      schedule(.connectionIdle, connection, after: upstreams[cluster].idleTimeout)
    }
    serveWaiting(pool)
  }

  /// Closes a connection that has carried no stream for so long, or looks again when it could have.
  private mutating func closeIfIdle(_ connection: Position<PoolConnection>) {
    let state = upstreams[connection]
    let timeout = upstreams[upstreams.pools[state.pool].cluster].idleTimeout
    let isUnused = state.state == .ready && state.streams == 0
    let left =
      isUnused
      ? state.idleSince.adding(saturating: timeout).subtracting(saturating: agenda.now) : timeout
    guard left <= 0 else { return schedule(.connectionIdle, connection, after: left) }
    upstreams.closeIdle(connection)
    serveWaiting(state.pool)
  }

  /// All who wait share the failure of one connection (purgePendingStreams).
  private mutating func failWaiting(_ pool: Position<Pool>, _ failure: AttemptFate) {
    for _ in 0..<upstreams.pools[pool].waitingCount {
      guard let exchange = upstreams.dequeueFirst(of: pool) else { return }
      slots[exchange].sending.waiting = .none
      slots[exchange].sending.fate = failure
      fail(exchange)
    }
  }

  /// Attaches those who wait to the connections that are ready, the first to come first.
  private mutating func serveWaiting(_ pool: Position<Pool>) {
    while upstreams.pools[pool].firstReady.exists,
      let exchange = upstreams.dequeueFirst(of: pool)
    {
      slots[exchange].sending.waiting = .none
      if !attach(exchange, pool) { fail(exchange) }
    }
    if let first = upstreams.firstWaiting(in: pool) { openConnections(pool, for: first) }
  }

  /// Sends a request over the network; the answer comes back over the same way.
  mutating func travel(_ exchange: Position<Exchange>, connecting: Int64) {
    let time = roundTrip(slots[exchange].key.stream(.roundTrip))
    slots[exchange].sending.backTime = time - time / 2
    slots.openReceiver(exchange)
    schedule(.arrival, exchange, after: connecting.adding(saturating: time / 2))
  }

  /// Draws a round trip.
  mutating func roundTrip(_ stream: DrawStream) -> Int64 {
    chance.sample(scenario.network.roundTrip, isRandom: networkIsRandom, stream)
  }

  /// A request has left its connection: the slot is free, and the connection serves the next, unless
  /// it is broken or has served its last.
  mutating func closeStream(_ exchange: Position<Exchange>, breaksConnection: Bool) {
    let connection = slots[exchange].sending.connection
    guard connection.exists else { return }
    slots[exchange].sending.connection = .none
    let pool = upstreams[connection].pool
    upstreams.detach(connection, breaksConnection: breaksConnection, at: agenda.now)
    serveWaiting(pool)
  }
}

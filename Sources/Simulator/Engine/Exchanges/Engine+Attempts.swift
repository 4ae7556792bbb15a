internal import DataPlane
internal import ProxyConfig

/// Attempts of proxies: chosen hosts, copies, retries, timeouts. What is tried again and what is
/// answered the stream decides; here it is carried out.
extension Engine {
  /// Chooses a host and sends the request on.
  mutating func startAttempt(_ exchange: Position<Exchange>) {
    let attempts = slots[exchange].receiving.attempts
    let plan = slots[exchange].receiving.plan
    let cluster = routing.plans[plan].cluster
    let key = slots[exchange].key.child(Int(attempts))
    guard let host = cluster.exists ? pickHost(cluster, for: exchange, key) : nil else {
      releaseRetry(exchange)
      return tell(exchange) { stream, _ in stream.foundNoHost() }
    }
    let form = routing.form(
      plan, ordinal: attempts, host: host, name: upstreams.hosts[host].name)
    guard send(exchange, to: host, of: cluster, form, key, ordinal: attempts), attempts == 1 else {
      return
    }
    let timeout = routing.plans[plan].timeout
    if timeout > 0 { schedule(.timeout, exchange, after: timeout) }
    if !routing.plans[plan].copies.isEmpty { sendCopies(exchange, plan, timeout) }
  }

  /// - Returns: whether the attempt goes on; where it ended at once, all is done already.
  private mutating func send(
    _ exchange: Position<Exchange>, to host: Position<HostState>,
    of cluster: Position<ClusterState>, _ form: Position<RequestHead>, _ key: DrawKey,
    ordinal: Int32
  ) -> Bool {
    let attempt = makeExchange(root: slots[exchange].root, parent: exchange, key: key)
    slots.link(attempt, to: exchange)
    slots[attempt].sending.ordinal = ordinal
    slots[attempt].sending.cluster = cluster
    slots[attempt].sending.host = host
    slots[attempt].form = form
    if newStream(attempt) { return true }
    fail(attempt)
    return false
  }

  /// Copies go out with the first attempt, and count in their cluster; nobody waits for them
  /// (source/common/router/router.cc, maybeDoShadowing).
  private mutating func sendCopies(
    _ exchange: Position<Exchange>, _ plan: Position<RoutePlan>, _ timeout: Int64
  ) {
    var reached: MirrorSet = []
    for (index, copy) in routing.plans[plan].copies.enumerated() where copy.cluster.exists {
      let key = slots[exchange].key.child(1000 + index)
      guard let host = pickHost(copy.cluster, for: exchange, key) else { continue }
      let attempt = makeExchange(root: slots[exchange].root, parent: exchange, key: key)
      slots[attempt].isMirror = true
      slots[attempt].sending.ordinal = Int32(clamping: index)
      slots[attempt].sending.cluster = copy.cluster
      slots[attempt].sending.host = host
      slots[attempt].form = copy.form
      guard newStream(attempt) else {
        closeSender(attempt)
        continue
      }
      // The copy is given up at the route's timeout, as the request is.
      if timeout > 0 { schedule(.perTryTimeout, attempt, after: timeout) }
      if !reached.contains(copy.cluster) { reached.append(copy.cluster) }
    }
    if !reached.isEmpty {
      slots[exchange].receiving.mirrors = results.mirrorSets.position(of: reached)
    }
  }

  // MARK: Ends

  /// An attempt got no connection.
  mutating func fail(_ attempt: Position<Exchange>) {
    if slots[attempt].isMirror { return closeSender(attempt) }
    let next = judge(attempt)
    closeSender(attempt)
    conclude(attempt, next)
  }

  /// Asks the stream what follows the end of an attempt; `nil` where bytes are sent on as they are.
  mutating func judge(_ attempt: Position<Exchange>) -> RouterStream.Next? {
    let exchange = slots[attempt].parent
    releaseRetry(exchange)
    guard var stream = slots[exchange].receiving.stream else { return nil }
    let plan = slots[exchange].receiving.plan
    let fate = slots[attempt].sending.fate
    let coverage = coverage(of: attempt, plan, &stream)
    let cluster = slots[attempt].sending.cluster
    let breach =
      coverage != nil && stream.retry.remaining > 0
      ? upstreams[cluster].breaker.retry(upstreams[cluster].load) : nil
    // Nobody asks why a success is not tried again.
    let isSuccess = coverage == nil && self.isSuccess(attempt)
    let (next, decision) = stream.attemptEnded(
      fate.kind, coverage: coverage, isSuccess ? nil : routing.plans[plan].request.retry,
      breach: breach)
    slots[exchange].receiving.stream = stream
    if let decision { note(decision, attempt) }
    if case .backOff = next {
      upstreams[cluster].load.retries += 1
      slots[exchange].receiving.isRetryCounted = true
    }
    return next
  }

  private mutating func coverage(
    of attempt: Position<Exchange>, _ plan: Position<RoutePlan>, _ stream: inout RouterStream
  ) -> String? {
    guard routing.plans[plan].request.retry != nil else { return nil }
    let fate = slots[attempt].sending.fate
    let result = slots[attempt].sending.result
    var isSent = false
    if case .reset = fate.kind { isSent = stream.note(requestSent: fate.requestSent) }
    let head = fate == .open ? reply(of: result).head : nil
    let version = version
    return routing.plans[plan].coverage(of: fate, result: result, requestSent: isSent) {
      switch fate.kind {
      case .response: .response(head ?? ResponseHead(status: 0))
      case .perTryTimeout: .perTryTimeout
      case .reset(let reason):
        .reset(reason, requestSent: isSent, transportFailure: fate.transportFailure(version))
      }
    }
  }

  private func isSuccess(_ attempt: Position<Exchange>) -> Bool {
    guard case .open = slots[attempt].sending.fate else { return false }
    return results.endings[slots[attempt].sending.result].status < 400
  }

  private mutating func note(_ decision: RetryDecision, _ attempt: Position<Exchange>) {
    switch decision {
    case .notCovered: slots[attempt].sending.verdict = .notCovered
    case .refused: slots[attempt].sending.verdict = .refused
    case .limitExceeded, .retry:
      slots[attempt].sending.verdict = .words(results.decisions.position(of: decision.words))
    case .overflow(let breach):
      slots[attempt].sending.limit = breach.limit
      upstreams[slots[attempt].sending.cluster].noteOverflow(breach.limit, at: agenda.now)
      slots[attempt].sending.verdict = .words(results.decisions.position(of: decision.words))
    }
  }

  /// An attempt has ended for its sender, who goes on.
  mutating func conclude(_ attempt: Position<Exchange>, _ next: RouterStream.Next?) {
    let exchange = slots[attempt].parent
    slots[exchange].receiving.attemptsBehind += attemptsBehind(attempt)
    noteHealth(attempt)
    if let next {
      follow(next, exchange)
    } else {
      endTunnel(exchange, attempt)
    }
  }

  private func attemptsBehind(_ attempt: Position<Exchange>) -> Int32 {
    let result = slots[attempt].sending.result
    return result.exists
      ? results.endings[result].totalAttempts
      : slots[attempt].receiving.attempts + slots[attempt].receiving.attemptsBehind
  }

  /// A retry counts in the cluster's limit until it ends.
  mutating func releaseRetry(_ exchange: Position<Exchange>) {
    guard slots[exchange].receiving.isRetryCounted else { return }
    slots[exchange].receiving.isRetryCounted = false
    upstreams[routing.plans[slots[exchange].receiving.plan].cluster].load.retries -= 1
  }

  // MARK: Timers

  mutating func backOff(_ exchange: Position<Exchange>, _ bound: ProtoDuration) {
    var stream = slots[slots[exchange].receiving.lastAttempt].key.stream(.backOff)
    if bound.nanoseconds > 1_000_000 { chance.consult() }
    let pause = RetryRules.backOff(bound: bound, draw: stream.next())
    schedule(.backOffOver, exchange, after: pause.nanoseconds)
  }

  mutating func backOffOver(_ exchange: Position<Exchange>) {
    tell(exchange) { stream, _ in stream.backOffIsOver() }
  }

  /// The attempt's own timeout, or that of a copy.
  mutating func perTryTimeout(_ attempt: Position<Exchange>) {
    let isMirror = slots[attempt].isMirror
    guard slots[attempt].state == .sent || isMirror && slots[attempt].state != .ended else {
      return
    }
    guard !isMirror else { return cancel(attempt, .routeTimeout) }
    slots[attempt].sending.fate = .perTryTimeout
    let next = judge(attempt)
    cancel(attempt, .perTryTimeout)
    conclude(attempt, next)
  }

  /// The route's timeout covers all attempts and back-offs.
  mutating func routeTimeout(_ exchange: Position<Exchange>) {
    let attempt = slots[exchange].receiving.lastAttempt
    if attempt.exists, slots[attempt].state != .ended {
      cancel(attempt, .routeTimeout)
      slots[exchange].receiving.attemptsBehind += attemptsBehind(attempt)
      noteHealth(attempt)
    }
    releaseRetry(exchange)
    tell(exchange) { stream, _ in stream.routeTimedOut() }
  }

  // MARK: Raw TCP

  mutating func startTunnel(_ exchange: Position<Exchange>) {
    slots[exchange].receiving.tunnels = 1
    let plan = slots[exchange].receiving.plan
    let cluster = routing.plans[plan].cluster
    let key = slots[exchange].key.child(1)
    guard let host = cluster.exists ? pickHost(cluster, for: exchange, key) : nil else {
      var ending = Ending(kind: .closed)
      ending.answer = .noHealthyUpstream
      ending.flags.insert(.noHealthyUpstream)
      return endReceiver(exchange, &ending)
    }
    _ = send(exchange, to: host, of: cluster, routing.plans[plan].firstForm, key, ordinal: 1)
  }

  /// Bytes went through, or the connection could not be made: then the client's is closed
  /// (source/common/tcp_proxy/tcp_proxy.cc).
  private mutating func endTunnel(_ exchange: Position<Exchange>, _ attempt: Position<Exchange>) {
    let sending = slots[attempt].sending
    let isAnswered = sending.result.exists && results.endings[sending.result].isResponse
    var ending = Ending(kind: isAnswered ? .tunnelled : .closed)
    ending.child = sending.result
    ending.limit = sending.limit
    if isAnswered {
      ending.status = results.endings[sending.result].status
    } else {
      ending.fate = sending.fate
      if case .reset(let reason) = sending.fate.kind,
        reason == .overflow || reason.isConnectFailure
      {
        ending.flags.insert(reason.flag)
      }
    }
    endReceiver(exchange, &ending)
  }
}

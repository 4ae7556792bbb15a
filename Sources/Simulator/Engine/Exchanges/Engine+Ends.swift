internal import DataPlane
internal import Limits

/// How requests end: answers on their way back, requests that nobody waits for, and those that
/// never end.
extension Engine {
  /// The receiver's router has its answer.
  mutating func end(_ exchange: Position<Exchange>, _ answer: RouterStream.Answer) {
    let receiving = slots[exchange].receiving
    var ending = Ending(kind: .routed)
    ending.answer = answer
    ending.flags = receiving.stream?.flags ?? ResponseFlags()
    switch answer {
    case .planned, .refused: ending.status = plannedStatus(answer, receiving.plan)
    case .noHealthyUpstream, .responseTimeout:
      ending.status = answer == .responseTimeout ? 504 : 503
    case .upstream, .perTryTimeout, .reset:
      let last = slots[receiving.lastAttempt].sending
      ending.child = last.result
      ending.limit = last.limit
      ending.fate = last.fate
      ending.status =
        answer == .upstream
        ? results.endings[last.result].status : answer == .perTryTimeout ? 504 : 503
    }
    endReceiver(exchange, &ending)
  }

  /// The status as the client gets it: a gRPC client gets 200.
  private func plannedStatus(
    _ answer: RouterStream.Answer, _ plan: Position<RoutePlan>
  ) -> Int32 {
    let request = routing.plans[plan].request
    let reply: LocalReply
    switch (answer, request.answer) {
    case (.refused(let hold), _):
      guard case .token(_, let refusal?) = request.holds[Int(hold)] else { return 200 }
      reply = refusal
    case (_, .localReply(let planned)): reply = planned
    case (_, .preflight), (_, nil): return 200
    }
    return request.admitted.isGrpc ? 200 : Int32(clamping: reply.status)
  }

  /// The receiver has its answer: completes the ending with what the receiver did, and sends it
  /// back.
  mutating func endReceiver(_ exchange: Position<Exchange>, _ ending: inout Ending) {
    let plan = slots[exchange].receiving.plan
    let attempts = slots[exchange].receiving.attempts
    ending.station = slots[exchange].station
    ending.plan = plan
    ending.cluster = plan.exists ? routing.plans[plan].cluster : .none
    ending.attempts = attempts
    ending.totalAttempts = attempts + slots[exchange].receiving.attemptsBehind
    ending.mirrors = slots[exchange].receiving.mirrors
    respond(exchange, results.endings.position(of: ending))
  }

  /// The receiver sends its answer, or closes the connection.
  mutating func respond(_ exchange: Position<Exchange>, _ ending: Position<Ending>) {
    guard slots[exchange].state != .ended else { return closeReceiver(exchange) }
    slots[exchange].sending.result = ending
    let isHandedOver = isHandedOver(exchange)
    let time = answerTime(exchange)
    closeReceiver(exchange)
    if isHandedOver, time == 0 {
      answer(exchange)
    } else {
      schedule(.answer, exchange, after: slots[exchange].sending.backTime.adding(saturating: time))
    }
  }

  /// What a proxy takes to send an answer, its own or one that it got.
  private mutating func answerTime(_ exchange: Position<Exchange>) -> Int64 {
    let station = slots[exchange].station
    guard proxiesTakeTime, station.exists, routing[station].isProxy else { return 0 }
    return chance.sample(
      scenario.network.proxyTime, isRandom: proxyTimeIsRandom,
      slots[exchange].key.stream(.answerTime))
  }

  /// Whether sender and receiver share a pod: a client and its sidecar, a sidecar and its
  /// application.
  private func isHandedOver(_ exchange: Position<Exchange>) -> Bool {
    let pool = slots[exchange].sending.pool
    if pool.exists { return upstreams.pools[pool].isHandedOver }
    let station = slots[exchange].station
    return !slots[exchange].parent.exists && station.exists && routing[station].place == .outbound
  }

  /// The sender learns how it ended.
  mutating func answer(_ exchange: Position<Exchange>) {
    guard slots[exchange].state != .ended else { return }
    let result = slots[exchange].sending.result
    guard slots[exchange].parent.exists else { return clientLearns(exchange, result) }
    if !results.endings[result].isResponse {
      slots[exchange].sending.fate = .reset(.connectionTermination)
    }
    let isMirror = slots[exchange].isMirror
    let next = isMirror ? nil : judge(exchange)
    closeStream(
      exchange,
      breaksConnection: slots[exchange].sending.fate != .open || cutsBody(exchange, next))
    closeSender(exchange)
    if !isMirror { conclude(exchange, next) }
  }

  /// Whether a retry resets a stream whose response has not ended: the head came, and the body is
  /// still to come (source/common/router/router.cc, onUpstreamHeaders).
  private mutating func cutsBody(
    _ attempt: Position<Exchange>, _ next: RouterStream.Next?
  ) -> Bool {
    guard case .backOff = next else { return false }
    return !reply(of: slots[attempt].sending.result).body.isEmpty
  }

  /// The sender does not wait any more: takes the request back and tells the receiver.
  mutating func cancel(
    _ exchange: Position<Exchange>, _ reason: AttemptFate, keepsSender: Bool = false
  ) {
    guard slots[exchange].state != .ended else { return }
    slots[exchange].sending.fate = reason
    if slots[exchange].sending.waiting.exists {
      upstreams.dequeue(slots[exchange].sending.waiting, of: slots[exchange].sending.pool)
      slots[exchange].sending.waiting = .none
    } else if slots[exchange].sending.pool.exists {
      closeStream(exchange, breaksConnection: true)
    }
    if slots[exchange].isReceiverBusy {
      schedule(.cancellation, exchange, after: slots[exchange].sending.backTime)
    }
    if !keepsSender { closeSender(exchange) }
  }

  /// The receiver learns that nobody waits: a proxy stops, an application goes on with what it
  /// began (a simplification: it could notice).
  mutating func senderIsGone(_ exchange: Position<Exchange>) {
    slots[exchange].isCancelled = true
    guard slots[exchange].isReceiverBusy,
      routing[slots[exchange].station].kind != .application
    else { return }
    releaseRetry(exchange)
    let attempt = slots[exchange].receiving.lastAttempt
    if attempt.exists { cancel(attempt, .downstreamGone) }
    closeReceiver(exchange)
  }

  /// The request has passed as many proxies as it may: it never comes back.
  mutating func endAtHopLimit(_ exchange: Position<Exchange>) {
    var current = exchange
    var child = Position<Ending>.none
    var behind: Int32 = 0
    while true {
      if current != exchange {
        var ending = Ending(kind: .hopLimit)
        describe(current, &ending)
        ending.child = child
        behind += slots[current].receiving.attempts + slots[current].receiving.attemptsBehind
        ending.totalAttempts = behind
        child = results.endings.position(of: ending)
      }
      guard slots[current].parent.exists, !slots[current].isMirror else { break }
      current = slots[current].parent
    }
    if slots[current].isMirror {
      // A copy that never comes back is nobody's loss.
      return cancel(current, .hopLimit)
    }
    guard slots[current].state != .ended else { return closeReceiver(exchange) }
    cancel(current, .hopLimit, keepsSender: true)
    clientLearns(current, child)
  }

  private func describe(_ exchange: Position<Exchange>, _ ending: inout Ending) {
    let receiving = slots[exchange].receiving
    ending.station = slots[exchange].station
    ending.plan = receiving.plan
    ending.cluster = receiving.plan.exists ? routing.plans[receiving.plan].cluster : .none
    ending.attempts = receiving.attempts
  }

  /// Ends requests that wait when nothing is left to happen, as the client would see it: they would
  /// wait for ever, as when a request comes back to a proxy and waits for the only connection,
  /// which it holds itself.
  mutating func endUnanswered() {
    for index in 0..<slots.roots.count {
      let root = Position<Root>(index)
      guard slots[root].openEnds > 0, results.records[slots[root].record].outcome < 0 else {
        continue
      }
      let client = slots[root].client
      let ending = unanswered(slots[root].first)
      slots[slots[root].first].sending.result = ending
      let outcome = outcome(of: ending, client)
      results.end(slots[root].record, with: outcome, at: agenda.now)
      guard clients[client].seen.insert(outcome).inserted else { continue }
      slots[root].tracedOutcome = outcome
      keepTrace(of: root)
    }
  }

  /// How far it has come, proxy by proxy.
  private mutating func unanswered(_ exchange: Position<Exchange>) -> Position<Ending> {
    var ending = Ending(kind: .unanswered)
    describe(exchange, &ending)
    let receiving = slots[exchange].receiving
    ending.totalAttempts = receiving.attempts + receiving.attemptsBehind
    if receiving.lastAttempt.exists {
      ending.child = unanswered(receiving.lastAttempt)
      ending.totalAttempts += results.endings[ending.child].totalAttempts
    }
    return results.endings.position(of: ending)
  }
}

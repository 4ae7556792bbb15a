internal import DataPlane
internal import ProxyConfig

/// What receivers do with a request: a proxy's filters and router.
extension Engine {
  /// A request reaches its receiver.
  mutating func arrive(_ exchange: Int32) {
    switch entries[Int(exchanges[Int(exchange)].entry)].kind {
    case .http, .tcp: beginRouting(exchange)
    case .application: beginService(exchange)
    case .closed:
      var ending = Ending(kind: .closed)
      ending.entry = exchanges[Int(exchange)].entry
      respond(exchange, endings.position(of: ending))
    }
  }

  private mutating func beginRouting(_ exchange: Int32) {
    let parent = exchanges[Int(exchange)].parent
    exchanges[Int(exchange)].depth = parent < 0 ? 1 : exchanges[Int(parent)].depth + 1
    guard exchanges[Int(exchange)].depth <= Simulation.hopLimit else {
      endAtHopLimit(exchange)
      return
    }
    let plan = plan(exchange)
    exchanges[Int(exchange)].plan = plan
    let delay = plans[Int(plan)].delay
    if delay > 0 {
      exchanges[Int(exchange)].flags = .delayInjected
      schedule(.faultDelayOver, exchange, after: delay)
    } else {
      route(exchange)
    }
  }

  mutating func faultDelayOver(_ exchange: Int32) {
    guard exchanges[Int(exchange)].isReceiverBusy, !exchanges[Int(exchange)].isCancelled else {
      return
    }
    route(exchange)
  }

  private mutating func route(_ exchange: Int32) {
    let plan = Int(exchanges[Int(exchange)].plan)
    switch plans[plan].action {
    case .reply:
      var ending = Ending(kind: .local)
      ending.flags = replyFlags(plan)
      ending.status = Int32(replyStatus(plan))
      endReceiver(exchange, &ending)
    case .route, .tunnel:
      exchanges[Int(exchange)].retriesLeft = plans[plan].retries
      guard startAttempt(exchange) else { return }
      if plans[plan].timeout > 0 { schedule(.timeout, exchange, after: plans[plan].timeout) }
      if !plans[plan].copies.isEmpty { sendCopies(exchange) }
    }
  }

  private func replyFlags(_ plan: Int) -> Flags {
    guard case .localReply(let reply) = plans[plan].request?.answer else { return [] }
    return Flags(reply.flags)
  }

  private func replyStatus(_ plan: Int) -> Int {
    guard let request = plans[plan].request, case .localReply(let reply) = request.answer else {
      return 200
    }
    return request.admitted.isGrpc ? 200 : reply.status
  }

  /// Chooses a host and sends the request on.
  ///
  /// - Returns: whether the attempt goes on; where it ended at once, all is done already.
  mutating func startAttempt(_ exchange: Int32) -> Bool {
    let plan = exchanges[Int(exchange)].plan
    let cluster = plans[Int(plan)].cluster
    exchanges[Int(exchange)].attempts += 1
    let ordinal = exchanges[Int(exchange)].attempts
    let key = exchanges[Int(exchange)].key.child(Int(ordinal))
    let host = cluster < 0 ? -1 : pickHost(cluster, for: exchange, key)
    guard host >= 0 else {
      endWithoutHost(exchange)
      return false
    }
    let attempt = makeExchange(root: exchanges[Int(exchange)].root, parent: exchange, key: key)
    link(attempt, to: exchange)
    exchanges[Int(attempt)].ordinal = ordinal
    exchanges[Int(attempt)].cluster = cluster
    exchanges[Int(attempt)].host = host
    exchanges[Int(attempt)].form = form(plan: plan, ordinal: ordinal, host: host)
    if newStream(attempt) { return true }
    closeSender(attempt)
    attemptEnded(attempt)
    return false
  }

  private mutating func link(_ attempt: Int32, to exchange: Int32) {
    let last = exchanges[Int(exchange)].lastAttempt
    if last >= 0 {
      exchanges[Int(last)].nextSibling = attempt
    } else {
      exchanges[Int(exchange)].firstAttempt = attempt
    }
    exchanges[Int(exchange)].lastAttempt = attempt
  }

  private mutating func endWithoutHost(_ exchange: Int32) {
    releaseRetry(exchange)
    let isTunnel = plans[Int(exchanges[Int(exchange)].plan)].action == .tunnel
    var ending = Ending(kind: isTunnel ? .closed : .local)
    ending.reset = .noHealthyHost
    ending.status = isTunnel ? 0 : 503
    ending.flags = .noHealthyUpstream
    endReceiver(exchange, &ending)
  }

  /// Copies go out with the first attempt, and count in their cluster; nobody waits for them
  /// (source/common/router/router.cc, maybeDoShadowing).
  private mutating func sendCopies(_ exchange: Int32) {
    let plan = Int(exchanges[Int(exchange)].plan)
    for (index, copy) in plans[plan].copies.enumerated() where copy.cluster >= 0 {
      let key = exchanges[Int(exchange)].key.child(1000 + index)
      let host = pickHost(copy.cluster, for: exchange, key)
      guard host >= 0 else { continue }
      let attempt = makeExchange(root: exchanges[Int(exchange)].root, parent: exchange, key: key)
      exchanges[Int(attempt)].isMirror = true
      exchanges[Int(attempt)].ordinal = Int32(index)
      exchanges[Int(attempt)].cluster = copy.cluster
      exchanges[Int(attempt)].host = host
      exchanges[Int(attempt)].form = copy.form
      if newStream(attempt) {
        // The copy is given up at the route's timeout, as the request is.
        if plans[plan].timeout > 0 {
          schedule(.perTryTimeout, attempt, after: plans[plan].timeout)
        }
        exchanges[Int(exchange)].mirrors |= 1 << UInt32(truncatingIfNeeded: index)
      } else {
        closeSender(attempt)
      }
    }
  }

  /// The receiver has its answer: completes the ending with what the receiver did, and sends it
  /// back.
  mutating func endReceiver(_ exchange: Int32, _ ending: inout Ending) {
    let index = Int(exchange)
    ending.entry = exchanges[index].entry
    ending.plan = exchanges[index].plan
    ending.cluster = exchanges[index].plan < 0 ? -1 : plans[Int(exchanges[index].plan)].cluster
    ending.attempts = exchanges[index].attempts
    ending.totalAttempts = exchanges[index].attempts + exchanges[index].attemptsBehind
    ending.flags.formUnion(exchanges[index].flags)
    ending.mirrors = exchanges[index].mirrors
    respond(exchange, endings.position(of: ending))
  }

  /// The receiver sends its answer, or closes the connection.
  mutating func respond(_ exchange: Int32, _ ending: Int32) {
    let index = Int(exchange)
    guard exchanges[index].state != .ended else {
      closeReceiver(exchange)
      return
    }
    exchanges[index].result = ending
    let pool = exchanges[index].pool
    let isLocal =
      pool >= 0
      ? pools[Int(pool)].isLocal
      : exchanges[index].parent < 0 && clients[client(of: exchange)].proxy >= 0
    closeReceiver(exchange)
    if isLocal {
      answer(exchange)
    } else {
      schedule(.answer, exchange, after: exchanges[index].backTime)
    }
  }

  @inline(__always)
  private func client(of exchange: Int32) -> Int {
    Int(roots[Int(exchanges[Int(exchange)].root)].client)
  }

  /// The sender learns how it ended.
  mutating func answer(_ exchange: Int32) {
    let index = Int(exchange)
    guard exchanges[index].state != .ended else { return }
    guard exchanges[index].parent >= 0 else {
      clientLearns(exchange, exchanges[index].result)
      return
    }
    if !endings[exchanges[index].result].isResponse {
      exchanges[index].reset = .connectionTermination
    }
    closeStream(exchange, breaksConnection: exchanges[index].reset != .none)
    let isMirror = exchanges[index].isMirror
    closeSender(exchange)
    if !isMirror { attemptEnded(exchange) }
  }

  /// The sender does not wait any more: takes the request back and tells the receiver.
  mutating func cancel(_ exchange: Int32, _ reason: Reset, keepsSender: Bool = false) {
    let index = Int(exchange)
    guard exchanges[index].state != .ended else { return }
    exchanges[index].reset = reason
    if exchanges[index].state == .pending {
      leaveLine(exchange)
    } else if exchanges[index].pool >= 0 {
      closeStream(exchange, breaksConnection: true)
    }
    if exchanges[index].isReceiverBusy {
      schedule(.cancellation, exchange, after: exchanges[index].backTime)
    }
    if !keepsSender { closeSender(exchange) }
  }

  /// The receiver learns that nobody waits: a proxy stops, an application goes on with what it
  /// began (a simplification: it could notice).
  mutating func senderIsGone(_ exchange: Int32) {
    let index = Int(exchange)
    exchanges[index].isCancelled = true
    guard exchanges[index].isReceiverBusy else { return }
    switch entries[Int(exchanges[index].entry)].kind {
    case .application: return
    case .http, .tcp, .closed: break
    }
    releaseRetry(exchange)
    let attempt = exchanges[index].lastAttempt
    if attempt >= 0 { cancel(attempt, .downstreamGone) }
    closeReceiver(exchange)
  }

  /// The request has passed as many proxies as it may: it never comes back.
  private mutating func endAtHopLimit(_ exchange: Int32) {
    var current = exchange
    var child: Int32 = -1
    var behind: Int32 = 0
    while true {
      let index = Int(current)
      if current != exchange {
        var ending = Ending(kind: .hopLimit)
        ending.entry = exchanges[index].entry
        ending.plan = exchanges[index].plan
        ending.cluster = plans[Int(exchanges[index].plan)].cluster
        ending.attempts = exchanges[index].attempts
        ending.child = child
        behind += exchanges[index].attempts + exchanges[index].attemptsBehind
        ending.totalAttempts = behind
        child = endings.position(of: ending)
      }
      guard exchanges[index].parent >= 0, !exchanges[index].isMirror else { break }
      current = exchanges[index].parent
    }
    if exchanges[Int(current)].isMirror {
      // A copy that never comes back is nobody's loss.
      cancel(current, .hopLimit)
      return
    }
    guard exchanges[Int(current)].state != .ended else {
      closeReceiver(exchange)
      return
    }
    cancel(current, .hopLimit, keepsSender: true)
    clientLearns(current, child)
  }
}

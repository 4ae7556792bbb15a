internal import DataPlane
internal import ProxyConfig

/// What follows the end of an attempt: another one, or the answer
/// (source/common/router/router.cc and retry_state_impl.cc).
extension Engine {
  /// An attempt of a proxy ended, with a response or a reset.
  mutating func attemptEnded(_ attempt: Int32) {
    let exchange = exchanges[Int(attempt)].parent
    exchanges[Int(exchange)].attemptsBehind += attemptsBehind(attempt)
    noteHealth(attempt)
    releaseRetry(exchange)
    let plan = Int(exchanges[Int(exchange)].plan)
    guard plans[plan].action == .route else {
      endTunnel(exchange, attempt)
      return
    }
    if exchanges[Int(attempt)].reset != .overflow, retries(exchange, attempt) { return }
    finish(exchange, attempt)
  }

  private func attemptsBehind(_ attempt: Int32) -> Int32 {
    let result = exchanges[Int(attempt)].result
    return result >= 0
      ? endings[result].totalAttempts
      : exchanges[Int(attempt)].attempts + exchanges[Int(attempt)].attemptsBehind
  }

  private func status(of attempt: Int32) -> Int32 {
    endings[exchanges[Int(attempt)].result].status
  }

  /// A retry counts in the cluster's limit until it ends.
  mutating func releaseRetry(_ exchange: Int32) {
    guard exchanges[Int(exchange)].isRetryCounted else { return }
    exchanges[Int(exchange)].isRetryCounted = false
    let cluster = plans[Int(exchanges[Int(exchange)].plan)].cluster
    clusters[Int(cluster)].retries -= 1
  }

  /// Decides whether there is another attempt, and schedules it.
  private mutating func retries(_ exchange: Int32, _ attempt: Int32) -> Bool {
    let plan = Int(exchanges[Int(exchange)].plan)
    guard plans[plan].hasRetryPolicy else { return false }
    let coverage = coverage(plan, attempt)
    guard let reason = coverage.reason else {
      // Nobody asks why a success is not tried again.
      let isSuccess = exchanges[Int(attempt)].reset == .none && status(of: attempt) < 400
      if !isSuccess { note(attempt, "no retry: the policy does not cover it") }
      return false
    }
    guard exchanges[Int(exchange)].retriesLeft > 0 else {
      exchanges[Int(exchange)].flags.insert(.upstreamRetryLimitExceeded)
      note(attempt, "no retry is left, though \(reason)")
      return false
    }
    exchanges[Int(exchange)].retriesLeft -= 1
    let cluster = Int(plans[plan].cluster)
    if let breach = clusters[cluster].retryBreach {
      exchanges[Int(exchange)].flags.insert(.upstreamOverflow)
      exchanges[Int(attempt)].limit = .maxRetries
      note(attempt, "no retry: \(breach) is reached")
      return false
    }
    clusters[cluster].retries += 1
    exchanges[Int(exchange)].isRetryCounted = true
    note(attempt, "retry: \(reason)")
    let granted = Int(plans[plan].retries - exchanges[Int(exchange)].retriesLeft)
    let bound = coverage.backOffBounds[min(granted, coverage.backOffBounds.count) - 1]
    var stream = exchanges[Int(attempt)].key.stream(.backOff)
    if bound > 1_000_000 { consultedChance = true }
    let pause = RetryState.backOff(bound: ProtoDuration(nanoseconds: bound), draw: stream.next())
    schedule(.backOffOver, exchange, after: pause.nanoseconds)
    return true
  }

  private mutating func note(_ attempt: Int32, _ text: String) {
    if let known = decisionPositions[text] {
      exchanges[Int(attempt)].decision = known
      return
    }
    let position = Int32(decisions.count)
    decisions.append(text)
    decisionPositions[text] = position
    exchanges[Int(attempt)].decision = position
  }

  /// Whether the policy covers the end, asked once for each distinct end.
  private mutating func coverage(_ plan: Int, _ attempt: Int32) -> RoutePlan.Coverage {
    let result = exchanges[Int(attempt)].result
    let reset = exchanges[Int(attempt)].reset
    let key = reset == .none ? Int64(result) : -1 - Int64(reset.rawValue)
    if let known = plans[plan].coverage[key] { return known }
    var coverage = RoutePlan.Coverage(reason: nil, backOffBounds: [])
    if var retry = plans[plan].request?.retry {
      let end = attemptEnd(result, reset)
      while case .retry(let reason, let bound) = retry.decide(end, breach: nil) {
        coverage.reason = reason
        coverage.backOffBounds.append(bound.nanoseconds)
        if coverage.backOffBounds.count >= 64 { break }
      }
      if coverage.reason == nil, case .limitExceeded(let reason) = retry.decide(end, breach: nil) {
        coverage.reason = reason
      }
    }
    plans[plan].coverage[key] = coverage
    return coverage
  }

  private mutating func attemptEnd(_ result: Int32, _ reset: Reset) -> AttemptEnd {
    switch reset {
    case .none: .response(reply(of: result).head)
    case .perTryTimeout: .perTryTimeout
    default:
      .reset(
        reset.reason, requestSent: !reset.reason.isConnectFailure && reset != .overflow,
        transportFailure: reset.transportFailure)
    }
  }

  mutating func backOffOver(_ exchange: Int32) {
    guard exchanges[Int(exchange)].isReceiverBusy, !exchanges[Int(exchange)].isCancelled else {
      return
    }
    _ = startAttempt(exchange)
  }

  /// The attempt's own timeout, or that of a copy.
  mutating func perTryTimeout(_ attempt: Int32) {
    let isMirror = exchanges[Int(attempt)].isMirror
    guard exchanges[Int(attempt)].state == .sent || isMirror else { return }
    cancel(attempt, isMirror ? .timeout : .perTryTimeout)
    if !isMirror { attemptEnded(attempt) }
  }

  /// The route's timeout covers all attempts and back-offs.
  mutating func routeTimeout(_ exchange: Int32) {
    guard exchanges[Int(exchange)].isReceiverBusy, !exchanges[Int(exchange)].isCancelled else {
      return
    }
    let attempt = exchanges[Int(exchange)].lastAttempt
    if attempt >= 0, exchanges[Int(attempt)].state != .ended {
      cancel(attempt, .timeout)
      exchanges[Int(exchange)].attemptsBehind += attemptsBehind(attempt)
      noteHealth(attempt)
    }
    releaseRetry(exchange)
    var ending = Ending(kind: .local)
    ending.reset = .timeout
    ending.status = 504
    ending.flags = .upstreamRequestTimeout
    endReceiver(exchange, &ending)
  }

  /// The last attempt's end is the answer.
  private mutating func finish(_ exchange: Int32, _ attempt: Int32) {
    let reset = exchanges[Int(attempt)].reset
    guard reset != .none else {
      var ending = Ending(kind: .forwarded)
      ending.child = exchanges[Int(attempt)].result
      ending.status = endings[ending.child].status
      ending.limit = exchanges[Int(attempt)].limit
      endReceiver(exchange, &ending)
      return
    }
    var ending = Ending(kind: .local)
    ending.child = exchanges[Int(attempt)].result
    ending.reset = reset
    ending.limit = exchanges[Int(attempt)].limit
    ending.isRetry = exchanges[Int(exchange)].attempts > 1
    ending.status = reset == .perTryTimeout ? 504 : 503
    ending.flags =
      reset == .perTryTimeout ? .upstreamRequestTimeout : Flags([reset.reason.flag])
    endReceiver(exchange, &ending)
  }

  /// Bytes went through, or the connection could not be made: then the client's is closed
  /// (source/common/tcp_proxy/tcp_proxy.cc).
  private mutating func endTunnel(_ exchange: Int32, _ attempt: Int32) {
    let result = exchanges[Int(attempt)].result
    let reset = exchanges[Int(attempt)].reset
    let isAnswered = result >= 0 && endings[result].isResponse
    var ending = Ending(kind: isAnswered ? .tunnelled : .closed)
    ending.child = result
    ending.limit = exchanges[Int(attempt)].limit
    if isAnswered {
      ending.status = endings[result].status
    } else {
      ending.reset = reset
      if reset == .overflow || reset.reason.isConnectFailure {
        ending.flags = Flags([reset.reason.flag])
      }
    }
    endReceiver(exchange, &ending)
  }
}

extension Reset {
  /// Envoy's word for it.
  var reason: ResetReason {
    switch self {
    case .overflow: .overflow
    case .remoteConnectionFailure, .tlsFailure, .noHealthyHost: .remoteConnectionFailure
    case .connectionTimeout: .connectionTimeout
    case .connectionTermination, .downstreamGone, .hopLimit: .connectionTermination
    case .none, .perTryTimeout, .timeout: .localReset
    }
  }

  /// What the transport says, as far as it is known.
  var transportFailure: String {
    switch self {
    case .remoteConnectionFailure: "delayed connect error: Connection refused"
    case .tlsFailure: "TLS_error:|268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER"
    default: ""
    }
  }
}

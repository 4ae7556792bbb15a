public import ProxyConfig

/// One request at one proxy, from the filters to the answer: a step machine that is driven from
/// outside (source/common/router/router.cc).
///
/// It is told what happens and says what comes next. Whoever drives it has the clock, the random
/// numbers and the connections: `curl`, a file of requests and a simulation drive the same one. It
/// holds numbers alone; the plan, which many requests share, is an argument.
public struct RouterStream: Hashable, Sendable {
  /// What comes next.
  public enum Next: Hashable, Sendable {
    /// Wait so long, then ``resume(_:)``.
    case wait(ProtoDuration)
    /// Take a token of a bucket, then ``tokenTaken(_:_:)``.
    case token(TokenBucketKey)
    /// Choose a host and send, then ``attemptEnded(_:_:)`` or ``foundNoHost()``.
    case attempt
    /// Wait for a time drawn below the bound (``RetryRules/backOff(bound:draw:)``), then
    /// ``backOffIsOver()``.
    case backOff(bound: ProtoDuration)
    /// The client gets its answer.
    case answer(Answer)
  }

  /// What the client gets.
  public enum Answer: Hashable, Sendable {
    /// What the plan says (``RequestPlan/answer``).
    case planned
    /// The answer of a filter that found no token, told by the position of its hold.
    case refused(hold: UInt8)
    /// The last attempt's response.
    case upstream
    /// No host may be used.
    case noHealthyUpstream
    /// The route's timeout passed.
    case responseTimeout
    /// The timeout of the last attempt passed.
    case perTryTimeout
    /// The last attempt was reset.
    case reset(ResetReason, isRetry: Bool)
  }

  /// How many attempts were begun.
  public private(set) var attempts: Int32 = 0
  /// The flags raised so far.
  public private(set) var flags = ResponseFlags()
  /// The state of the retries.
  public private(set) var retry: RetryProgress
  /// How many holds are over.
  private var holdsOver: Int32 = 0

  /// A request that is about to meet the filters.
  public init(_ plan: RequestPlan) { retry = RetryProgress(plan.retry) }

  /// Goes on behind a hold, or begins.
  public mutating func resume(_ plan: RequestPlan) -> Next {
    let position = Int(holdsOver)
    guard position < plan.holds.count else {
      return plan.answer == nil ? attempt() : planned(plan)
    }
    holdsOver += 1
    switch plan.holds[position] {
    case .delay(let length):
      flags.insert(.delayInjected)
      return .wait(length)
    case .token(let bucket, _): return .token(bucket)
    }
  }

  /// A bucket was asked for a token.
  public mutating func tokenTaken(_ isTaken: Bool, _ plan: RequestPlan) -> Next {
    guard !isTaken, case .token(_, let reply?) = plan.holds[Int(holdsOver) - 1] else {
      return resume(plan)
    }
    for flag in reply.flags { flags.insert(flag) }
    return .answer(.refused(hold: UInt8(clamping: holdsOver - 1)))
  }

  private mutating func planned(_ plan: RequestPlan) -> Next {
    if case .localReply(let reply) = plan.answer {
      for flag in reply.flags { flags.insert(flag) }
    }
    return .answer(.planned)
  }

  private mutating func attempt() -> Next {
    attempts += 1
    return .attempt
  }

  /// No host may be used.
  public mutating func foundNoHost() -> Next { end(.noHealthyUpstream, .noHealthyUpstream) }

  /// The back-off before a retry is over.
  public mutating func backOffIsOver() -> Next { attempt() }

  /// The route's timeout passed, whatever goes on.
  public mutating func routeTimedOut() -> Next { end(.responseTimeout, .upstreamRequestTimeout) }

  private mutating func end(_ answer: Answer, _ flag: ResponseFlag) -> Next {
    flags.insert(flag)
    return .answer(answer)
  }

  /// An attempt ended, with a response, a reset or its own timeout.
  ///
  /// `breach`: the cluster's limit on retries that is used up, if one is.
  ///
  /// - Returns: what comes next, and why it is tried again or not; no decision where nothing is
  ///   ever retried.
  public mutating func attemptEnded(
    _ end: AttemptEnd, _ plan: RequestPlan, breach: LimitBreach?
  ) -> (next: Next, decision: RetryDecision?) {
    let noted = noting(end)
    return attemptEnded(
      noted.kind, coverage: plan.retry?.coverage(of: noted), plan.retry, breach: breach)
  }

  /// The same where the coverage is known, which equal ends under equal rules share.
  ///
  /// `coverage`: what ``RetryRules/coverage(of:)`` said of the end as ``noting(_:)`` left it.
  public mutating func attemptEnded(
    _ end: AttemptEnd.Kind, coverage: String?, _ rules: RetryRules?, breach: LimitBreach?
  ) -> (next: Next, decision: RetryDecision?) {
    let decision =
      end == .reset(.overflow)
      ? .refused : rules.map { retry.decide(coverage, $0, breach: breach) }
    if case .retry(_, let bound) = decision { return (.backOff(bound: bound), decision) }
    if let flag = decision?.flag { flags.insert(flag) }
    return (finish(end), decision)
  }

  /// The end as the policy sees it: once a byte was sent, it stays sent.
  public mutating func noting(_ end: AttemptEnd) -> AttemptEnd {
    guard case .reset(let reason, let requestSent, let failure) = end else { return end }
    return .reset(reason, requestSent: note(requestSent: requestSent), transportFailure: failure)
  }

  /// Takes note of whether an attempt that was reset had sent a byte.
  ///
  /// - Returns: whether any attempt has.
  public mutating func note(requestSent: Bool) -> Bool {
    retry.note(requestSent: requestSent)
    return retry.hasSentRequest
  }

  /// The last attempt's end becomes the answer (onUpstreamHeaders, onUpstreamReset).
  private mutating func finish(_ end: AttemptEnd.Kind) -> Next {
    switch end {
    case .response: .answer(.upstream)
    case .perTryTimeout: self.end(.perTryTimeout, .upstreamRequestTimeout)
    case .reset(let reason): self.end(.reset(reason, isRetry: attempts > 1), reason.flag)
    }
  }
}

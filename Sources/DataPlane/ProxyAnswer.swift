public import ProxyConfig

/// What the application behind a proxy does with every attempt.
public struct ApplicationScript: Hashable, Sendable {
  public var status: Int
  public var headers: [HeaderField]
  public var body: String
  /// How long it takes to answer.
  public var delay: ProtoDuration
  /// It closes the connection before any response.
  public var resets: Bool

  public init(
    status: Int = 200, headers: [HeaderField] = [], body: String = "",
    delay: ProtoDuration = .zero, resets: Bool = false
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.delay = delay
    self.resets = resets
  }
}

/// What one proxy made of a request.
public struct ProxyAnswer: Hashable, Sendable {
  public var plan: RequestPlan
  /// The response as the client gets it, without `date`, `content-length` and
  /// `x-envoy-upstream-service-time`.
  public var head: ResponseHead
  public var body: String
  public var flags: ResponseFlags
  /// %RESPONSE_CODE_DETAILS%.
  public var details: String
  /// %UPSTREAM_REQUEST_ATTEMPT_COUNT%.
  public var attempts: Int
  /// What the proxy sent on: an entry for each attempt, then the mirrors. A retry's
  /// `x-envoy-expected-rq-timeout-ms`, which is what time remained, is left out.
  public var sent: [Mirror]
  /// How each attempt ended and what followed, in words.
  public var decisions: [String]

  /// The virtual host's name, where a route was taken.
  public var virtualHost: String? {
    plan.routing.route == nil ? nil : plan.routing.virtualHostName
  }

  /// The position of the route taken.
  public var route: Int? { plan.routing.route }
}

/// Answers a request at one route configuration, all attempts to their end in virtual time.
///
/// One endpoint stands for each cluster that has any, so nothing here is about load balancing,
/// pools or ejection.
///
/// - Parameters:
///   - backOffDraw: the random number for the back-off before a retry, counted from 1.
public func answer(
  _ request: RequestHead, at table: RouteTable, of proxy: ProxyTables,
  application: ApplicationScript, draws: RequestDraws, backOffDraw: (Int) -> UInt64
) -> ProxyAnswer {
  let manager = proxy.connectionManager(serving: table.configuration.name)
  let plan = table.plan(request, through: manager, draws: draws) { proxy.cluster($0) != nil }
  var run = AnswerRun(plan, table, manager, application)
  switch plan.answer {
  case .localReply(let reply): run.end(with: reply)
  case .preflight(let fields): run.endPreflight(fields)
  case nil:
    guard let name = plan.cluster, let cluster = proxy.cluster(name), proxy.hasHost(cluster) else {
      run.answer.attempts = 1
      run.end(with: LocalReply(.noHealthyUpstream, version: table.version))
      break
    }
    run.sendMirrors { proxy.cluster($0).map(proxy.hasHost) ?? false }
    run.attemptUntilEnd(cluster, backOffDraw)
  }
  return run.answer
}

/// The state of an answer while attempts are made.
private struct AnswerRun {
  var answer: ProxyAnswer
  private let table: RouteTable
  private let manager: ConnectionManager
  private let application: ApplicationScript
  private var mirrors: [Mirror] = []
  /// Since the end of the request.
  private var elapsed: Int64 = 0

  init(
    _ plan: RequestPlan, _ table: RouteTable, _ manager: ConnectionManager,
    _ application: ApplicationScript
  ) {
    self.table = table
    self.manager = manager
    self.application = application
    answer = ProxyAnswer(
      plan: plan, head: ResponseHead(status: 0), body: "", flags: plan.flags, details: "",
      attempts: 0, sent: [], decisions: [])
  }

  mutating func end(with reply: LocalReply) {
    let (head, body) = table.finish(reply, answer.plan, through: manager)
    answer.head = head
    answer.body = body
    answer.details = reply.details
    for flag in reply.flags { answer.flags.insert(flag) }
    answer.sent += mirrors
  }

  mutating func endPreflight(_ fields: [HeaderField]) {
    answer.head = table.finishPreflight(fields, through: manager)
    answer.details = "cors_response"
  }

  mutating func sendMirrors(_ reaches: (String) -> Bool) {
    mirrors = answer.plan.mirrors.filter { reaches($0.cluster) }
  }

  mutating func attemptUntilEnd(_ cluster: Cluster, _ backOffDraw: (Int) -> UInt64) {
    guard var head = answer.plan.upstream, let timeouts = answer.plan.timeouts else { return }
    if answer.plan.rewritesHostAutomatically, let name = cluster.hostName {
      head.rewriteHost(name)
    }
    var retry = answer.plan.retry
    while true {
      answer.attempts += 1
      send(head, cluster.name)
      guard let end = attempt(timeouts) else { return endByTimeout() }
      let decision = retry?.decide(end, breach: CircuitBreaker(cluster).retry(ClusterLoad()))
      answer.decisions.append((decision ?? .notCovered).words)
      guard case .retry(_, let bound) = decision else { return endAttempts(end, decision) }
      let draw = backOffDraw(answer.attempts)
      elapsed += RetryState.backOff(bound: bound, draw: draw).nanoseconds
      if timeouts.isOver(elapsed) { return endByTimeout() }
    }
  }

  /// How the next attempt ends; `nil` where the route's timeout passes first.
  private mutating func attempt(_ timeouts: Timeouts) -> AttemptEnd? {
    let perTry = timeouts.perTry.nanoseconds
    let isCut = perTry > 0 && application.delay.nanoseconds >= perTry
    let end = elapsed + (isCut ? perTry : application.delay.nanoseconds)
    if timeouts.isOver(end) { return nil }
    elapsed = end
    if isCut { return .perTryTimeout }
    if application.resets {
      return .reset(.connectionTermination, requestSent: true, transportFailure: "")
    }
    return .response(ResponseHead(status: application.status, headers: application.headers))
  }

  private mutating func send(_ head: RequestHead, _ cluster: String) {
    var head = head
    if answer.attempts > 1 {
      if answer.plan.countsAttempts {
        head.headers.set("x-envoy-attempt-count", String(answer.attempts))
      }
      head.headers.remove("x-envoy-expected-rq-timeout-ms")
    }
    answer.sent.append(Mirror(cluster: cluster, head: head))
  }

  private mutating func endByTimeout() {
    end(with: LocalReply(.responseTimeout, version: table.version))
  }

  private mutating func endAttempts(_ end: AttemptEnd, _ decision: RetryDecision?) {
    if let flag = decision?.flag { answer.flags.insert(flag) }
    switch end {
    case .response(let response):
      answer.head = table.finish(response, answer.plan, through: manager)
      answer.body = answer.plan.admitted.method == "HEAD" ? "" : application.body
      answer.details = "via_upstream"
      answer.sent += mirrors
    case .reset(let reason, _, let failure):
      let cause = LocalReplyReason.upstreamReset(
        reason, isRetry: answer.attempts > 1, transportFailure: failure)
      self.end(with: LocalReply(cause, version: table.version))
    case .perTryTimeout: self.end(with: LocalReply(.perTryTimeout, version: table.version))
    }
  }
}

extension Timeouts {
  /// Whether the route's timeout has passed.
  fileprivate func isOver(_ elapsed: Int64) -> Bool {
    route.nanoseconds > 0 && elapsed >= route.nanoseconds
  }
}

extension Cluster {
  /// The name of the only host of a DNS cluster, for automatic host rewrites.
  fileprivate var hostName: String? {
    guard type?.resolvesNames == true else { return nil }
    let host = loadAssignment?.endpoints?.first?.lbEndpoints?.first
    return host?.endpoint.hostname ?? host?.endpoint.address.socketAddress?.address
  }
}

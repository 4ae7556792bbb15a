public import ProxyConfig

/// What the application behind a proxy does with every attempt.
public struct ApplicationScript: Hashable, Sendable {
  /// The status of its answers.
  public var status: Int
  /// The headers of its answers.
  public var headers: [HeaderField]
  /// The body as text.
  public var body: String
  /// How long it takes to answer.
  public var delay: ProtoDuration
  /// It closes the connection before any response.
  public var resets: Bool

  /// The value of these parts.
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
  /// What was decided before a host was chosen.
  public var plan: RequestPlan
  /// The response as the client gets it, without `date`, `content-length` and
  /// `x-envoy-upstream-service-time`.
  public var head: ResponseHead
  /// The body as text.
  public var body: String
  /// %RESPONSE_FLAGS%.
  public var flags: ResponseFlags
  /// %RESPONSE_CODE_DETAILS%.
  public var details: String
  /// %UPSTREAM_REQUEST_ATTEMPT_COUNT%.
  public var attempts: Int
  /// What the proxy sent on: an entry for each attempt, then the mirrors.
  ///
  /// A retry's `x-envoy-expected-rq-timeout-ms`, which is what time remained, is left out.
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
/// - `known`: the connection manager in front of the table; `nil` for the one that fetches it by name.
/// - `connection`: what the request came on.
/// - `backOffDraw`: the random number for the back-off before a retry, counted from 1.
public func answer(
  _ request: RequestHead, at table: RouteTable, of proxy: ProxyTables,
  through known: ConnectionManager? = nil,
  on connection: DownstreamConnection = DownstreamConnection(),
  application: ApplicationScript, draws: RequestDraws, backOffDraw: (Int) -> UInt64
) -> ProxyAnswer {
  let manager = known ?? proxy.connectionManager(serving: table.configuration.name)
  let plan = table.plan(request, through: manager, on: connection, draws: draws) {
    proxy.cluster($0) != nil
  }
  var run = AnswerRun(plan, table, manager, application)
  run.drive(proxy, backOffDraw)
  return run.answer
}

/// Drives the stream of one request alone: nothing else is in flight, and hosts answer by script.
private struct AnswerRun {
  var answer: ProxyAnswer
  private let table: RouteTable
  private let manager: ConnectionManager
  private let application: ApplicationScript
  private var stream: RouterStream
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
    stream = RouterStream(plan)
    answer = ProxyAnswer(
      plan: plan, head: ResponseHead(status: 0), body: "", flags: ResponseFlags(), details: "",
      attempts: 0, sent: [], decisions: [])
  }

  mutating func drive(_ proxy: ProxyTables, _ backOffDraw: (Int) -> UInt64) {
    var next = stream.resume(answer.plan)
    while true {
      switch next {
      case .wait: next = stream.resume(answer.plan)
      case .token: next = stream.tokenTaken(true, answer.plan)
      case .attempt: next = attempt(proxy)
      case .backOff(let bound):
        elapsed +=
          RetryRules.backOff(bound: bound, draw: backOffDraw(Int(stream.attempts)))
          .nanoseconds
        let isOver = answer.plan.timeouts?.isOver(elapsed) ?? false
        next = isOver ? stream.routeTimedOut() : stream.backOffIsOver()
      case .answer(let kind): return end(kind)
      }
    }
  }

  private mutating func attempt(_ proxy: ProxyTables) -> RouterStream.Next {
    guard let cluster = answer.plan.cluster.flatMap({ proxy.cluster($0) }), proxy.hasHost(cluster)
    else { return stream.foundNoHost() }
    if stream.attempts == 1 {
      mirrors = answer.plan.mirrors.filter { proxy.cluster($0.cluster).map(proxy.hasHost) ?? false }
    }
    send(cluster)
    guard let end = attemptEnd() else { return stream.routeTimedOut() }
    let breach = CircuitBreaker(cluster).retry(ClusterLoad())
    let (next, decision) = stream.attemptEnded(end, answer.plan, breach: breach)
    answer.decisions.append((decision ?? .notCovered).words)
    return next
  }

  /// How the attempt ends; `nil` where the route's timeout passes first.
  private mutating func attemptEnd() -> AttemptEnd? {
    guard let timeouts = answer.plan.timeouts else { return nil }
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

  private mutating func send(_ cluster: Cluster) {
    guard var head = answer.plan.upstream else { return }
    if answer.plan.rewritesHostAutomatically, let name = cluster.hostName {
      head.rewriteHost(name)
    }
    if stream.attempts > 1 {
      if answer.plan.countsAttempts {
        head.headers.set("x-envoy-attempt-count", String(stream.attempts))
      }
      head.headers.remove("x-envoy-expected-rq-timeout-ms")
    }
    answer.sent.append(Mirror(cluster: cluster.name, head: head))
  }

  private mutating func end(_ kind: RouterStream.Answer) {
    answer.attempts = Int(stream.attempts)
    answer.flags = stream.flags
    answer.sent += mirrors
    let response: ResponseHead? =
      kind == .upstream
      ? ResponseHead(status: application.status, headers: application.headers) : nil
    let made = table.response(
      kind, upstream: response, transportFailure: "", answer.plan, through: manager)
    answer.head = made.head
    answer.details = made.details
    let isHead = answer.plan.admitted.method == "HEAD"
    answer.body = kind == .upstream ? (isHead ? "" : application.body) : made.body
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

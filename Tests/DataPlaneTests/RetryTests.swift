import ProxyConfig
import Testing

@testable import DataPlane

@Suite struct RetryTests {
  private static let istioDefault =
    "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes"

  /// Which status is retried by which word.
  @Test(arguments: [
    ("5xx", 500, true), ("5xx", 499, false), ("gateway-error", 500, false),
    ("gateway-error", 502, true), ("gateway-error", 504, true), ("retriable-4xx", 409, true),
    ("retriable-4xx", 404, false), ("retriable-status-codes", 503, true),
    ("retriable-status-codes", 500, false), (istioDefault, 503, true), (istioDefault, 500, false),
    ("reset", 503, false), ("sometimes", 503, false), ("5xx, reset", 503, true),
  ])
  func coversStatuses(words: String, status: Int, isCovered: Bool) {
    let conditions = RetryConditions(words: words)
    let cover = conditions.cover(.response(ResponseHead(status: status)), statusCodes: [503])
    #expect((cover != nil) == isCovered)
  }

  @Test(arguments: [
    ("connect-failure", ResetReason.remoteConnectionFailure, false, true),
    ("connect-failure", .connectionTimeout, false, true),
    ("connect-failure", .connectionTermination, true, false),
    (istioDefault, .connectionTermination, true, false),
    (istioDefault, .remoteRefusedStreamReset, true, true),
    ("5xx", .connectionTermination, true, true), ("gateway-error", .remoteReset, true, true),
    ("reset", .remoteReset, true, true), ("reset", .overflow, false, false),
    ("5xx", .overflow, false, false), ("reset-before-request", .connectionTermination, true, false),
    ("reset-before-request", .remoteConnectionFailure, false, true),
  ])
  func coversResets(words: String, reason: ResetReason, requestSent: Bool, isCovered: Bool) {
    let end = AttemptEnd.reset(reason, requestSent: requestSent, transportFailure: "")
    let cover = RetryConditions(words: words).cover(end, statusCodes: [])
    #expect((cover != nil) == isCovered)
  }

  /// Measured: Istio's default list does not retry a per-try timeout.
  @Test(arguments: [
    (istioDefault, false), ("5xx", true), ("gateway-error", true), ("reset", true),
    ("reset-before-request", false),
  ])
  func coversPerTryTimeouts(words: String, isCovered: Bool) {
    let cover = RetryConditions(words: words).cover(.perTryTimeout, statusCodes: [])
    #expect((cover != nil) == isCovered)
  }

  @Test(arguments: [("14", true), ("1", true), ("4", false), ("0", false)])
  func coversGrpcStatuses(status: String, isCovered: Bool) {
    let head = ResponseHead(status: 200, headers: [HeaderField("grpc-status", status)])
    let cover = RetryConditions(words: Self.istioDefault).cover(.response(head), statusCodes: [])
    #expect((cover != nil) == isCovered)
  }

  @Test func doublesTheBoundUpToTheMaximum() throws {
    var state = try #require(Self.state(retries: 7))
    let bounds = (0..<7).map { _ in Self.bound(&state) }
    #expect(bounds == [25, 50, 100, 200, 250, 250, 250])
    #expect(
      state.decide(.response(ResponseHead(status: 503)), breach: nil)
        == .limitExceeded("5xx covers 503"))
  }

  @Test func growsFromTheRoutesOwnInterval() throws {
    var state = try #require(Self.state(retries: 5, base: 100))
    #expect((0..<5).map { _ in Self.bound(&state) } == [100, 200, 400, 800, 1000])
  }

  @Test func wastesARetryOnAFullCluster() throws {
    var state = try #require(Self.state(retries: 1))
    let breach = LimitBreach(limit: .maxRetries, value: 1, origin: nil)
    let decision = state.decide(.response(ResponseHead(status: 503)), breach: breach)
    #expect(decision == .overflow(breach))
    #expect(decision.flag == .upstreamOverflow)
    #expect(state.stream.retry.remaining == 0)
  }

  @Test func coversNoResetOnceARequestWasSent() throws {
    var state = try #require(Self.state(retries: 3, words: "reset-before-request"))
    let refused = AttemptEnd.reset(
      .remoteConnectionFailure, requestSent: false, transportFailure: "")
    let cut = AttemptEnd.reset(.connectionTermination, requestSent: true, transportFailure: "")
    #expect(state.decide(refused, breach: nil) != .notCovered)
    #expect(state.decide(cut, breach: nil) == .notCovered)
    #expect(state.decide(refused, breach: nil) == .notCovered)
  }

  @Test func drawsBackOffBelowTheBound() {
    let bound = ProtoDuration(nanoseconds: 25_000_000)
    #expect(RetryRules.backOff(bound: bound, draw: 24).nanoseconds == 24_000_000)
    #expect(RetryRules.backOff(bound: bound, draw: 25).nanoseconds == 0)
  }

  @Test func readsAndRemovesTheRequestsOwnWishes() throws {
    var request = RequestHead(
      authority: "a", path: "/",
      headers: [
        HeaderField("x-envoy-retry-on", "5xx"), HeaderField("x-envoy-max-retries", "4"),
        HeaderField("x-envoy-retriable-status-codes", "418, 429"), HeaderField("x-kept", "1"),
      ])
    let rules = try #require(RetryRules(nil, &request))
    #expect(rules.conditions == .serverError)
    #expect(rules.limit == 4)
    #expect(rules.retriableStatusCodes == [418, 429])
    #expect(request.headers.fields == [HeaderField("x-kept", "1")])
  }

  private static func state(
    retries: UInt32, base: Int64? = nil, words: String = "5xx"
  ) -> RetryState? {
    var policy = RetryPolicy()
    policy.retryOn = words
    policy.numRetries = retries
    policy.retryBackOff = base.map {
      RetryPolicy.BackOff(baseInterval: ProtoDuration(nanoseconds: $0 * 1_000_000))
    }
    var request = RequestHead(authority: "a", path: "/")
    return RetryState(policy, &request)
  }

  /// The bound of the next back-off in milliseconds.
  private static func bound(_ state: inout RetryState) -> Int64? {
    let end = AttemptEnd.response(ResponseHead(status: 503))
    guard case .retry(_, let bound) = state.decide(end, breach: nil) else { return nil }
    return bound.nanoseconds / 1_000_000
  }
}

/// A stream that is told of one end after the other.
struct RetryState {
  var stream: RouterStream
  var plan: RequestPlan

  init?(_ policy: RetryPolicy?, _ request: inout RequestHead) {
    plan = RequestPlan(admitted: request)
    plan.retry = RetryRules(policy, &request)
    guard plan.retry != nil else { return nil }
    stream = RouterStream(plan)
  }

  mutating func decide(_ end: AttemptEnd, breach: LimitBreach?) -> RetryDecision {
    stream.attemptEnded(end, plan, breach: breach).decision ?? .notCovered
  }
}

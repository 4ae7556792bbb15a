internal import Limits
public import ProxyConfig

/// What of a request is tried again, how often, and how long it waits
/// (source/common/router/retry_state_impl.cc).
public struct RetryRules: Hashable, Sendable {
  /// The words of the policy and of the request's own headers.
  public var conditions: RetryConditions
  /// The statuses that `retriable-status-codes` covers.
  public var retriableStatusCodes: [Int]
  /// How many retries there are at most.
  public var limit: Int
  /// Whether hosts that were tried are passed over (`previous_hosts`).
  public var avoidsPreviousHosts: Bool
  /// How often another host is picked before a tried one is taken.
  public var hostSelectionMaxAttempts: Int
  private var baseInterval: ProtoDuration
  private var maxInterval: ProtoDuration

  /// Reads the route's policy and what the request's own headers ask for, and removes these;
  /// `nil` where nothing is ever retried.
  init?(_ policy: RetryPolicy?, _ request: inout RequestHead) {
    let headers = request.headers
    for name in Self.consumed { request.headers.remove(name) }
    conditions = RetryConditions(words: policy?.retryOn ?? "")
    conditions.formUnion(RetryConditions(words: headers["x-envoy-retry-on"] ?? ""))
    conditions.formUnion(RetryConditions(words: headers["x-envoy-retry-grpc-on"] ?? ""))
    guard !conditions.isEmpty else { return nil }
    limit = Int(policy?.numRetries ?? 1)
    if let asked = headers["x-envoy-max-retries"].flatMap({ Int($0) }), asked >= 0 {
      limit = asked
    }
    retriableStatusCodes = (policy?.retriableStatusCodes ?? []).map(Int.init)
    for word in (headers["x-envoy-retriable-status-codes"] ?? "").split(separator: ",") {
      if let status = Int(String(word).trimmedOfBlanks) { retriableStatusCodes.append(status) }
    }
    let predicates = policy?.retryHostPredicate ?? []
    avoidsPreviousHosts = predicates.contains("envoy.retry_host_predicates.previous_hosts")
    hostSelectionMaxAttempts = Int(clamping: policy?.hostSelectionRetryMaxAttempts?.value ?? 1)
    baseInterval = policy?.retryBackOff?.baseInterval ?? ProtoDuration(nanoseconds: 25_000_000)
    maxInterval =
      policy?.retryBackOff?.maxInterval
      ?? ProtoDuration(nanoseconds: baseInterval.nanoseconds.multiplied(saturatingBy: 10))
  }

  private static let consumed = [
    "x-envoy-retry-on", "x-envoy-retry-grpc-on", "x-envoy-max-retries",
    "x-envoy-retriable-status-codes", "x-envoy-retriable-header-names",
    "x-envoy-hedge-on-per-try-timeout", "x-envoy-upstream-rq-per-try-timeout-ms",
  ]

  /// Why the rules cover the end of an attempt; `nil` where they do not.
  ///
  /// An overflow of the proxy's own is never covered.
  public func coverage(of end: AttemptEnd) -> String? {
    conditions.cover(end, statusCodes: retriableStatusCodes)
  }

  /// The bound of the back-off before a retry, counted from 1: it doubles with each, up to the
  /// maximum (source/common/common/backoff_strategy.cc, JitteredExponentialBackOffStrategy).
  func backOffBound(beforeRetry number: Int) -> ProtoDuration {
    let doublings = min(number - 1, 32)
    let (grown, overflow) = baseInterval.nanoseconds.multipliedReportingOverflow(
      by: Int64(1) << Int64(doublings))
    let bound = overflow ? maxInterval.nanoseconds : min(grown, maxInterval.nanoseconds)
    return ProtoDuration(nanoseconds: bound)
  }

  /// The back-off that a random number gives: whole milliseconds from 0 up to the bound, the bound
  /// not included.
  public static func backOff(bound: ProtoDuration, draw: UInt64) -> ProtoDuration {
    let milliseconds = UInt64(max(bound.nanoseconds / 1_000_000, 1))
    return ProtoDuration(nanoseconds: Int64(draw % milliseconds) * 1_000_000)
  }
}

/// How far a request has come with its retries.
public struct RetryProgress: Hashable, Sendable {
  /// How many retries are left.
  public private(set) var remaining: Int32
  /// How many retries were granted.
  public private(set) var granted: Int32 = 0
  /// Whether any attempt so far has sent a byte; `reset-before-request` then covers nothing more
  /// (maybeRetryReset, `upstream_request_started_`).
  public private(set) var hasSentRequest = false

  init(_ rules: RetryRules?) { remaining = Int32(clamping: rules?.limit ?? 0) }

  /// Takes note of whether an attempt that ended had sent a byte.
  mutating func note(requestSent: Bool) { hasSentRequest = hasSentRequest || requestSent }

  /// Decides what follows the end of an attempt: the policy first, then what is left of it, then
  /// the cluster's limit (shouldRetry).
  ///
  /// - `coverage`: why the rules cover the end; `nil` where they do not.
  /// - `breach`: the limit on retries that is used up, if one is.
  mutating func decide(
    _ coverage: String?, _ rules: RetryRules, breach: LimitBreach?
  ) -> RetryDecision {
    guard let coverage else { return .notCovered }
    guard remaining > 0 else { return .limitExceeded(coverage) }
    remaining -= 1
    if let breach { return .overflow(breach) }
    granted += 1
    return .retry(coverage, backOffBound: rules.backOffBound(beforeRetry: Int(granted)))
  }
}

/// What follows an attempt.
public enum RetryDecision: Hashable, Sendable {
  /// The policy does not cover how it ended.
  case notCovered
  /// The proxy's own limits refused it, which is never tried again.
  case refused
  /// The policy covers it, and no retry is left: flag `URX`.
  case limitExceeded(String)
  /// The cluster allows no more retries at once: flag `UO`.
  case overflow(LimitBreach)
  /// Another attempt after a back-off below the bound; the text says which word covers it.
  case retry(String, backOffBound: ProtoDuration)

  /// The flag that the response gets.
  public var flag: ResponseFlag? {
    switch self {
    case .notCovered, .refused, .retry: nil
    case .limitExceeded: .upstreamRetryLimitExceeded
    case .overflow: .upstreamOverflow
    }
  }

  /// The decision in words, such as `retry: 503 is in retriable_status_codes`.
  public var words: String {
    switch self {
    case .notCovered: "no retry: the policy does not cover it"
    case .refused: "no retry: a proxy's own overflow is never tried again"
    case .limitExceeded(let reason): "no retry is left, though \(reason)"
    case .overflow(let breach): "no retry: \(breach) is reached"
    case .retry(let reason, _): "retry: \(reason)"
    }
  }
}

/// The words of `retry_on`, of routes and of the request's headers
/// (source/common/router/retry_state_impl.cc, parseRetryOn and parseRetryGrpcOn).
public struct RetryConditions: OptionSet, Hashable, Sendable {
  /// A bit for each condition.
  public let rawValue: Int

  /// The conditions of these bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// `5xx`: answers of 500 and more, and no answer.
  public static let serverError = RetryConditions(rawValue: 1 << 0)
  /// `gateway-error`: 502, 503 and 504.
  public static let gatewayError = RetryConditions(rawValue: 1 << 1)
  /// `connect-failure`: no connection came about.
  public static let connectFailure = RetryConditions(rawValue: 1 << 2)
  /// `envoy-ratelimited`: an answer that carries `x-envoy-ratelimited`.
  public static let envoyRateLimited = RetryConditions(rawValue: 1 << 3)
  /// `retriable-4xx`: 409.
  public static let retriable4xx = RetryConditions(rawValue: 1 << 4)
  /// `refused-stream`: the upstream refused the stream unworked.
  public static let refusedStream = RetryConditions(rawValue: 1 << 5)
  /// `retriable-status-codes`: the statuses that the policy lists.
  public static let retriableStatusCodes = RetryConditions(rawValue: 1 << 6)
  /// `retriable-headers`: response headers that the policy lists.
  public static let retriableHeaders = RetryConditions(rawValue: 1 << 7)
  /// `reset`: no answer came.
  public static let reset = RetryConditions(rawValue: 1 << 8)
  /// `reset-before-request`: no answer came, and no byte had gone out.
  public static let resetBeforeRequest = RetryConditions(rawValue: 1 << 9)
  /// `cancelled`: gRPC status 1.
  public static let grpcCancelled = RetryConditions(rawValue: 1 << 10)
  /// `deadline-exceeded`: gRPC status 4.
  public static let grpcDeadlineExceeded = RetryConditions(rawValue: 1 << 11)
  /// `resource-exhausted`: gRPC status 8.
  public static let grpcResourceExhausted = RetryConditions(rawValue: 1 << 12)
  /// `unavailable`: gRPC status 14.
  public static let grpcUnavailable = RetryConditions(rawValue: 1 << 13)
  /// `internal`: gRPC status 13.
  public static let grpcInternal = RetryConditions(rawValue: 1 << 14)

  /// Reads words between commas; unknown ones are passed over, as Envoy does.
  public init(words: String) {
    self = []
    for word in words.split(separator: ",") {
      insert(Self.named[String(word).trimmedOfBlanks] ?? [])
    }
  }

  private static let named: [String: RetryConditions] = [
    "5xx": .serverError, "gateway-error": .gatewayError, "connect-failure": .connectFailure,
    "envoy-ratelimited": .envoyRateLimited, "retriable-4xx": .retriable4xx,
    "refused-stream": .refusedStream, "retriable-status-codes": .retriableStatusCodes,
    "retriable-headers": .retriableHeaders, "reset": .reset,
    "reset-before-request": .resetBeforeRequest, "cancelled": .grpcCancelled,
    "deadline-exceeded": .grpcDeadlineExceeded, "resource-exhausted": .grpcResourceExhausted,
    "unavailable": .grpcUnavailable, "internal": .grpcInternal,
  ]
}

/// How one attempt at a host ended.
public enum AttemptEnd: Hashable, Sendable {
  /// A response came.
  case response(ResponseHead)
  /// - Parameter requestSent: whether any byte of the request had gone out.
  case reset(ResetReason, requestSent: Bool, transportFailure: String)
  /// The attempt's own timeout; Envoy resets the stream.
  case perTryTimeout

  /// The end without what came with it.
  public enum Kind: Hashable, Sendable {
    /// A response came.
    case response
    /// The stream was reset.
    case reset(ResetReason)
    /// The attempt's own timeout passed.
    case perTryTimeout
  }

  /// The end without what came with it.
  public var kind: Kind {
    switch self {
    case .response: .response
    case .reset(let reason, _, _): .reset(reason)
    case .perTryTimeout: .perTryTimeout
    }
  }
}

extension RetryConditions {
  /// Why these conditions cover the end of an attempt; `nil` where they do not
  /// (source/common/router/retry_state_impl.cc, wouldRetryFromHeaders and wouldRetryFromReset).
  func cover(_ end: AttemptEnd, statusCodes: [Int]) -> String? {
    switch end {
    case .response(let response): cover(response, statusCodes)
    case .reset(let reason, let requestSent, _): cover(reason, requestSent)
    case .perTryTimeout: cover(.localReset, true).map { "per-try timeout; \($0)" }
    }
  }

  private func cover(_ response: ResponseHead, _ statusCodes: [Int]) -> String? {
    let status = response.status
    if response.headers["x-envoy-ratelimited"] != nil {
      return contains(.envoyRateLimited) ? "x-envoy-ratelimited is there" : nil
    }
    if contains(.serverError), (500...599).contains(status) { return "5xx covers \(status)" }
    if contains(.gatewayError), (502...504).contains(status) {
      return "gateway-error covers \(status)"
    }
    if contains(.retriable4xx), status == 409 { return "retriable-4xx covers 409" }
    if contains(.retriableStatusCodes), statusCodes.contains(status) {
      return "\(status) is in retriable_status_codes"
    }
    return coverGrpc(response)
  }

  private func coverGrpc(_ response: ResponseHead) -> String? {
    guard let grpcStatus = response.headers["grpc-status"].flatMap({ Int($0) }) else { return nil }
    let word: (RetryConditions, String)? =
      switch grpcStatus {
      case 1: (.grpcCancelled, "cancelled")
      case 4: (.grpcDeadlineExceeded, "deadline-exceeded")
      case 8: (.grpcResourceExhausted, "resource-exhausted")
      case 13: (.grpcInternal, "internal")
      case 14: (.grpcUnavailable, "unavailable")
      default: nil
      }
    guard let (condition, name) = word, contains(condition) else { return nil }
    return "\(name) covers grpc-status \(grpcStatus)"
  }

  private func cover(_ reason: ResetReason, _ requestSent: Bool) -> String? {
    if reason == .overflow { return nil }
    if contains(.reset) { return "reset covers \(reason.rawValue)" }
    if contains(.serverError) { return "5xx covers \(reason.rawValue)" }
    if contains(.gatewayError) { return "gateway-error covers \(reason.rawValue)" }
    if contains(.refusedStream), reason == .remoteRefusedStreamReset {
      return "refused-stream covers \(reason.rawValue)"
    }
    if contains(.connectFailure), reason.isConnectFailure {
      return "connect-failure covers \(reason.rawValue)"
    }
    if contains(.resetBeforeRequest), !requestSent {
      return "reset-before-request covers \(reason.rawValue)"
    }
    return nil
  }
}

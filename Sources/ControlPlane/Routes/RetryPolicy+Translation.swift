internal import ProxyConfig
internal import Resources

extension RetryPolicy {
  /// What istiod says by default (pilot/pkg/networking/core/route/retry/retry.go@1.30.3).
  private static let defaultConditions =
    "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes"
  private static let previousHosts = ["envoy.retry_host_predicates.previous_hosts"]

  /// The policy of a rule, or of the mesh; `nil` without a rule is istiod's default.
  ///
  /// A number of attempts below 1 is no policy (`ConvertPolicy`).
  ///
  /// `isHashed`: whether the one destination is chosen by a consistent hash.
  init?(_ source: HTTPRetry?, isHashed: Bool, _ rules: RuleVersion) {
    self.init()
    retryOn = Self.defaultConditions
    numRetries = 2
    hostSelectionRetryMaxAttempts = 5
    if rules[.defaultRetryOn503] { retriableStatusCodes = [503] }
    if !(isHashed && rules[.hashedRetryStaysOnHost]) { retryHostPredicate = Self.previousHosts }
    guard let source else { return }
    guard source.attempts > 0 else { return nil }
    numRetries = UInt32(source.attempts)
    if !source.retryOn.isEmpty { setConditions(source.retryOn) }
    perTryTimeout = source.perTryTimeout.map { ProtoDuration($0) }
    if rules[.retryBackoff] {
      if let ignores = source.retryIgnorePreviousHosts {
        retryHostPredicate = ignores ? Self.previousHosts : nil
      }
      retryBackOff = source.backoff.map { BackOff(baseInterval: ProtoDuration($0)) }
    }
    if source.retryRemoteLocalities == true {
      retryPriority = "envoy.retry_priorities.previous_priorities"
    }
  }

  /// Status codes among the conditions become ``retriableStatusCodes`` (`parseRetryOn`).
  private mutating func setConditions(_ text: String) {
    var codes: [UInt32] = []
    var conditions: [String] = []
    for part in text.split(separator: ",") {
      let word = part.trimmingSpaces
      if word.isEmpty { continue }
      if let number = Int(word), Self.statusCodes.contains(number) {
        codes.append(UInt32(number))
      } else {
        conditions.append(String(word))
      }
    }
    var joined = conditions.joined(separator: ",")
    if !codes.isEmpty, !joined.contains("retriable-status-codes") {
      joined += ",retriable-status-codes"
    }
    retryOn = joined
    retriableStatusCodes = codes.isEmpty ? nil : codes
  }

  /// The codes for which Go knows a text (net/http/status.go).
  private static let statusCodes = Set(
    Array(100...103) + Array(200...208) + [226] + Array(300...305) + [307, 308]
      + Array(400...418) + Array(421...426) + [428, 429, 431, 451] + Array(500...508)
      + [510, 511])
}

extension Substring {
  /// The text without white space at its ends.
  fileprivate var trimmingSpaces: Substring {
    var text = drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

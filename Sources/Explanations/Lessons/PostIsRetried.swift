internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// POST is retried like any other method.
  static let postIsRetried = Lesson(
    .lessonPostIsRetried, "POST is retried like any other method",
    meaning: "A retry policy looks at the answer and not at the method. An attempt that failed may "
      + "have acted all the same.",
    fix: "Give methods that may not be repeated a rule of their own with retries.attempts: 0.",
    source: "(source/common/router/retry_state_impl.cc@1.38.0, wouldRetryFromHeaders)",
    example: failing + rule("retries: {attempts: 2, retryOn: 5xx}"),
    asked: CodeExplanation.Request(web, method: "POST")
  ) { hop in
    guard hop.isOutbound, ["POST", "PATCH"].contains(hop.trace.method),
      hop.hop.attempts.count > 1
    else { return nil }
    return Words(
      what:
        "\(hop.trace.method) was tried \(hop.hop.attempts.count) times: retries ask for no method",
      why: "a retry policy looks at the answer, not at the method, and an attempt that failed may "
        + "have acted",
      fix: "match method: {exact: GET} before a rule with retries, and set retries.attempts: 0 for "
        + "the rest", origin: hop.route?.origin)
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// `timeout` is of the whole request: it ends all tries.
  static let timeoutEndsAllTries = Lesson(
    .lessonTimeoutEndsAllTries, "timeout ends all tries together",
    meaning: "timeout is of the whole request: retries and the waits between them count. When it "
      + "is over, the client gets 504 with the flag UT, whatever retries are left.",
    fix: "Limit single attempts by perTryTimeout, and give timeout room for all of them.",
    source: "(source/common/router/router.cc@1.38.0, onResponseTimeout)",
    example: slow + rule("timeout: 1s, retries: {attempts: 2}")
  ) { hop in
    guard let action = hop.route?.route, let timeout = action.timeout, timeout.nanoseconds > 0,
      action.retryPolicy?.numRetries ?? 0 > 0, hop.hop.flags.contains("UT")
    else { return nil }
    return Words(
      what: "timeout \(timeout.text) ends all tries together, retries and their waits included",
      why: "the route's timer runs from the end of the request to the response, over all attempts",
      fix: "limit each try by retries.perTryTimeout", origin: hop.route?.origin)
  }
}

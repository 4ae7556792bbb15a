internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// `perTryTimeout` limits the first try, too, not the retries alone.
  static let perTryTimeoutOfFirstTry = Lesson(
    .lessonPerTryTimeoutOfFirstTry, "perTryTimeout limits the first try, too",
    meaning: "perTryTimeout is the limit of every attempt, the first among them: with a limit "
      + "shorter than the service takes, no attempt can succeed.",
    fix: "Set it longer than the slowest answer that is worth waiting for.",
    source: "(source/common/router/upstream_request.cc@1.38.0, setupPerTryTimeout)",
    example: slow + rule("retries: {attempts: 1, perTryTimeout: 1s}")
  ) { hop in
    guard let policy = hop.route?.route?.retryPolicy, let limit = policy.perTryTimeout,
      limit.nanoseconds > 0, let first = hop.hop.attempts.first, first.result.contains("timeout")
    else { return nil }
    return Words(
      what: "perTryTimeout limits the first try, too: it was given up after \(limit.text)",
      why: "every attempt has the limit, the first among them", origin: hop.route?.origin)
  }
}

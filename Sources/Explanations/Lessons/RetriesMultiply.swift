internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// Retries of several tiers multiply.
  static let retriesMultiply = Lesson(
    .lessonRetriesMultiply, "retries of several tiers multiply",
    meaning: "Each proxy on the way retries on its own and knows nothing of the others: with two "
      + "retries in each of three tiers one request may become 27.",
    fix: "Retry in one tier alone.",
    source: "(source/common/router/retry_state_impl.cc@1.38.0)"
  ) { hop in
    let trying = hop.trace.hops.filter { $0.attempts.count > 1 }
    guard trying.count > 1, hop.hop.proxy == trying.first?.proxy else { return nil }
    let factor = trying.reduce(1) { product, one in
      product.multipliedReportingOverflow(by: one.attempts.count).partialValue
    }
    return Words(
      what: "retries multiply from tier to tier: up to \(factor) attempts came of one request",
      why: "each proxy on the way retries on its own, and none knows of the others'",
      fix: "retry in one tier alone", origin: hop.route?.origin)
  }
}

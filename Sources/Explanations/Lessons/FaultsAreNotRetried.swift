internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// Retries are the router's, and an injected fault answers before it.
  static let faultsAreNotRetried = Lesson(.lessonFaultsAreNotRetried) { hop in
    guard hop.isOutbound, hop.hop.flags.contains("FI"), hop.route?.route?.retryPolicy != nil else {
      return nil
    }
    return Words(
      what: "the injected fault is not retried, whatever retries say",
      why: "the fault filter answers before the router, which alone retries",
      fix: "inject the fault at the receiver's side, or let the application fail",
      origin: hop.route?.origin)
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// Retries are the router's, and an injected fault answers before it.
  static let faultsAreNotRetried = Lesson(
    .lessonFaultsAreNotRetried, "retries do not cover injected faults",
    meaning: "The fault filter answers before the router, and the router alone retries. An "
      + "injected abort therefore reaches the client however many retries are configured.",
    fix: "To test retries let the receiver fail, by a fault in a rule of its own tier or by "
      + "the application.",
    source: "(source/extensions/filters/http/fault/fault_filter.cc@1.38.0)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http:
        - {fault: {abort: {httpStatus: 503, percentage: {value: 100}}}, retries: {attempts: 2}, route: [{destination: {host: web}}]}
      """
  ) { hop in
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

internal import Diagnostics
internal import Simulator

/// One decision of a proxy, for finding where two traces part.
struct DecisionStep: Hashable {
  /// `POD.NAMESPACE`.
  var proxy: String
  /// What was decided, in the field's words.
  var text: String
  /// Where the rule stands that decided.
  var origin: Origin?

  /// Every decision of a request, in order.
  static func steps(of trace: RequestTrace) -> [DecisionStep] {
    trace.hops.flatMap { hop -> [DecisionStep] in
      var steps = [
        DecisionStep(
          proxy: hop.proxy, text: "virtual host \(hop.virtualHost ?? "none")",
          origin: hop.virtualHostOrigin)
      ]
      steps += hop.routes.filter(\.taken).map { route in
        DecisionStep(
          proxy: hop.proxy, text: "route \(route.name.isEmpty ? "\(route.index)" : route.name)",
          origin: route.origin)
      }
      steps += hop.actions.map {
        DecisionStep(proxy: hop.proxy, text: $0.text, origin: $0.origin)
      }
      steps.append(
        DecisionStep(
          proxy: hop.proxy, text: "cluster \(hop.cluster ?? "none")", origin: hop.clusterOrigin))
      for attempt in hop.attempts {
        let limit = attempt.limit.map { " (\($0))" } ?? ""
        let decision = attempt.decision.map { "; \($0)" } ?? ""
        steps.append(
          DecisionStep(
            proxy: hop.proxy, text: "attempt: \(attempt.result)\(limit)\(decision)",
            origin: attempt.limitOrigin))
      }
      let status = hop.status.map { "\($0)" } ?? "no response"
      steps.append(
        DecisionStep(
          proxy: hop.proxy, text: "\(status) \(hop.flags)".trimmed,
          origin: hop.attempts.last?.limitOrigin ?? hop.clusterOrigin))
      return steps
    }
  }
}

extension String {
  /// Without spaces at the end.
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

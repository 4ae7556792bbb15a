package import Diagnostics
package import Simulator

/// One decision on a request's way in words, without times and addresses, for comparing two ways.
package struct DecisionStep: Hashable, Sendable {
  /// `POD.NAMESPACE` of the proxy that decided; empty where no proxy did.
  package var proxy: String
  /// What was decided, in the field's words.
  package var text: String
  /// Where the rule stands that decided.
  package var origin: Origin?

  /// Every decision of a traced request, in order.
  package static func steps(of trace: RequestTrace) -> [DecisionStep] {
    trace.hops.flatMap { hop in
      hop.steps.flatMap { step in
        texts(of: step).map { DecisionStep(proxy: hop.proxy, text: $0.text, origin: $0.origin) }
      }
    }
  }

  private static func texts(of step: RequestTrace.Step) -> [(text: String, origin: Origin?)] {
    switch step {
    case .listener(let name, _): return [("listener \(name)", nil)]
    case .virtualHost(let host?, let origin): return [("virtual host \(host)", origin)]
    case .virtualHost(nil, _): return [("no virtual host matched", nil)]
    case .route(let route):
      return route.taken ? [("route \(route.index): \(route.why)", route.origin)] : []
    case .action(let action): return [(action.text, action.origin)]
    case .cluster(let name, let origin): return [("cluster \(name)", origin)]
    case .attempt(let attempt, _):
      let limit = attempt.limit.map { ", refused by \($0)" } ?? ""
      let result = ("attempt: \(attempt.result)\(limit)", attempt.limitOrigin)
      return [result] + (attempt.decision.map { [($0, nil)] } ?? [])
    case .answer(let status, let flags, _):
      let status = status.map { "\($0)" } ?? "nothing"
      return [("answers \(status)\(flags.isEmpty ? "" : " \(flags)")", nil)]
    }
  }
}

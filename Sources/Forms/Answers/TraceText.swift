package import Diagnostics
package import Simulator

/// The decisions on a request's way, as text for a terminal.
package struct TraceText {
  /// Whether routes that were passed over are shown.
  package var isVerbose: Bool

  /// The whole answer: hops, remarks, the end.
  package func lines(
    of trace: RequestTrace, _ notes: [AnswerNote], ruleVersion: String
  ) -> [String] {
    var lines = ["\(trace.method) \(trace.url) from \(trace.from), under \(ruleVersion)"]
    for hop in trace.hops { lines += [""] + self.lines(of: hop) }
    lines += AnswerNoteForm.lines(notes)
    lines += ["", ending(of: trace)]
    return lines
  }

  private func lines(of hop: RequestTrace.Hop) -> [String] {
    ["\(hop.proxy)"] + hop.steps.flatMap(lines)
  }

  private func lines(of step: RequestTrace.Step) -> [String] {
    switch step {
    case .listener(let name, let filterChain):
      let chain = filterChain.isEmpty ? "" : ", filter chain \(filterChain)"
      return ["  listener      \(name)\(chain)"]
    case .virtualHost(let host?, let origin):
      return ["  virtual host  \(host)"] + because(origin)
    case .virtualHost(nil, _): return ["  no virtual host matched"]
    case .route(let route):
      guard route.taken || isVerbose else { return [] }
      let name = route.name.isEmpty ? "\(route.index)" : "\(route.index) “\(route.name)”"
      return ["  route \(name) \(route.taken ? "taken" : "passed over"): \(route.why)"]
        + because(route.origin)
    case .action(let action): return ["  \(action.text)"] + because(action.origin)
    case .cluster(let name, let origin): return ["  cluster       \(name)"] + because(origin)
    case .attempt(let attempt, let number): return lines(of: attempt, number: number)
    case .answer(let status, let flags, let details):
      let flags = flags.isEmpty ? "" : " \(flags)"
      let details = details.isEmpty ? "" : " (\(details))"
      return ["  answered      \(status.map { "\($0)" } ?? "nothing")\(flags)\(details)"]
    }
  }

  private func lines(of attempt: RequestTrace.Attempt, number: Int) -> [String] {
    let place = attempt.workload.map { "\(attempt.endpoint) (\($0))" } ?? attempt.endpoint
    let target = place.isEmpty ? "no host" : place
    var lines = ["  attempt \(number)     \(target): \(attempt.result)"]
    if let limit = attempt.limit {
      lines.append("    refused by the limit \(limit)")
      lines += because(attempt.limitOrigin)
    }
    // That an answer which succeeded is not tried again goes without saying.
    let isSuccess = Int(attempt.result).map { $0 < 400 } ?? false
    if let decision = attempt.decision, !isSuccess { lines.append("    \(decision)") }
    return lines
  }

  private func because(_ origin: Origin?) -> [String] {
    origin.map { ["    from \($0)"] } ?? []
  }

  private func ending(of trace: RequestTrace) -> String {
    let outcome = trace.outcome
    if outcome.hopLimitReached { return "The request did not return: it passed 64 proxies." }
    guard let status = outcome.status else {
      return "No response: curl exits with \(outcome.curlExit)."
    }
    let flags = outcome.decidingFlags.isEmpty ? outcome.flags : outcome.decidingFlags
    let shown = flags.isEmpty ? "" : " \(flags)"
    if let workload = outcome.workload { return "\(status)\(shown) from \(workload)" }
    return "\(status)\(shown)" + (outcome.decidedBy.map { ", decided by the proxy of \($0)" } ?? "")
  }
}

import Diagnostics
import Simulator

/// The decisions on a request's way, as text for a terminal.
struct TraceText {
  /// Whether routes that were passed over are shown.
  var isVerbose: Bool

  func lines(of trace: RequestTrace, ruleVersion: String) -> [String] {
    var lines = ["\(trace.method) \(trace.url) from \(trace.from), under \(ruleVersion)"]
    for hop in trace.hops { lines += [""] + self.lines(of: hop) }
    lines += ["", ending(of: trace)]
    return lines.map(\.singleLine)
  }

  private func lines(of hop: RequestTrace.Hop) -> [String] {
    var lines = ["\(hop.proxy)"]
    let chain = hop.filterChain.isEmpty ? "" : ", filter chain \(hop.filterChain)"
    lines.append("  listener      \(hop.listener)\(chain)")
    if let host = hop.virtualHost {
      lines.append("  virtual host  \(host)")
      lines += because(hop.virtualHostOrigin)
    }
    for route in hop.routes where route.taken || isVerbose {
      let name = route.name.isEmpty ? "\(route.index)" : "\(route.index) “\(route.name)”"
      lines.append("  route \(name) \(route.taken ? "taken" : "passed over"): \(route.why)")
      lines += because(route.origin)
    }
    for action in hop.actions {
      lines.append("  \(action.text)")
      lines += because(action.origin)
    }
    if let cluster = hop.cluster {
      lines.append("  cluster       \(cluster)")
      lines += because(hop.clusterOrigin)
    }
    for (index, attempt) in hop.attempts.enumerated() {
      lines += self.lines(of: attempt, number: index + 1)
    }
    let flags = hop.flags.isEmpty ? "" : " \(hop.flags)"
    let details = hop.details.isEmpty ? "" : " (\(hop.details))"
    lines.append("  answered      \(hop.status.map { "\($0)" } ?? "nothing")\(flags)\(details)")
    return lines
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

/// Requests that wait when nothing is left to happen: they would wait for ever, as when a request
/// comes back to a proxy and queues for the only connection, which it holds itself.
extension Engine {
  /// Ends them as the client would see it: without an answer, at the last instant of the run.
  mutating func endUnanswered() {
    for index in roots.indices where roots[index].openEnds > 0 && !isAnswered(index) {
      let client = Int(roots[index].client)
      let record = Int(roots[index].record)
      let ending = unanswered(roots[index].first)
      exchanges[Int(roots[index].first)].result = ending
      let outcome = outcome(of: ending, client: client)
      records[record].end = SimulationTime(nanoseconds: now)
      records[record].outcome = Int(outcome)
      guard clients[client].seen.insert(outcome).inserted else { continue }
      roots[index].tracedOutcome = outcome
      keepTrace(of: Int32(index))
    }
  }

  private func isAnswered(_ root: Int) -> Bool { records[Int(roots[root].record)].outcome >= 0 }

  /// How far it has come, proxy by proxy.
  private mutating func unanswered(_ exchange: Int32) -> Int32 {
    var ending = Ending(kind: .unanswered)
    let index = Int(exchange)
    ending.entry = exchanges[index].entry
    ending.plan = exchanges[index].plan
    ending.cluster = ending.plan < 0 ? -1 : plans[Int(ending.plan)].cluster
    ending.attempts = exchanges[index].attempts
    ending.totalAttempts = exchanges[index].attempts + exchanges[index].attemptsBehind
    let last = exchanges[index].lastAttempt
    if last >= 0 {
      ending.child = unanswered(last)
      ending.totalAttempts += endings[ending.child].totalAttempts
    }
    return endings.position(of: ending)
  }
}

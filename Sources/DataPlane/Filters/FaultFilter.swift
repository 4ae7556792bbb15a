internal import ProxyConfig

extension RequestPlan {
  /// Holds or answers the request, as the route asks (``FaultDecision``).
  mutating func decideFault(_ context: FilterContext) {
    guard let settings = context.settings(\.fault) else { return }
    fault = FaultDecision(
      settings, delayDraw: context.draws.faultDelay, abortDraw: context.draws.faultAbort)
    consultedChance = consultedChance || fault.consultedChance
    if let delay = fault.delay {
      holds.append(.delay(delay))
      actions.append(FilterAction("fault delay \(delay.text)", origin: context.route?.origin))
    }
    if let abort = fault.abort {
      let reply = LocalReply(abort, version: context.version)
      actions.append(FilterAction("fault abort \(reply.status)", origin: context.route?.origin))
      answer = .localReply(reply)
    }
  }
}

internal import DataPlane

/// Responses are written out only where somebody reads them: for outcomes, retries and traces.
extension Engine {
  /// What a receiver that ended so sends back.
  mutating func reply(of position: Position<Ending>) -> Reply {
    if let known = results.reply(of: position) { return known }
    let reply = makeReply(results.endings[position])
    results.keep(reply, of: position)
    return reply
  }

  private mutating func makeReply(_ ending: Ending) -> Reply {
    switch ending.kind {
    case .application: return applicationReply(ending)
    case .tunnelled:
      var reply = reply(of: ending.child)
      reply.details = ""
      return reply
    case .routed: return routedReply(ending)
    case .applicationReset, .closed, .hopLimit, .unanswered, .unsent:
      return Reply(head: ResponseHead(status: 0), body: "", details: "")
    }
  }

  private func applicationReply(_ ending: Ending) -> Reply {
    let application = applications[routing[ending.station].application]
    let response =
      ending.reply >= 0 ? application.respondFirst[Int(ending.reply)] : application.respond
    let head = ResponseHead(
      status: response.status, headers: response.headers.map { HeaderField($0.name, $0.value) })
    return Reply(head: head, body: response.body, details: "")
  }

  private mutating func routedReply(_ ending: Ending) -> Reply {
    let inner = ending.answer == .upstream ? reply(of: ending.child) : nil
    let state = routing.table(at: ending.station)
    let request = routing.plans[ending.plan].request
    let made = state.table.response(
      ending.answer, upstream: inner?.head,
      transportFailure: ending.fate.transportFailure(version), request, through: state.manager)
    let isHead = request.admitted.method == "HEAD"
    let body = inner.map { isHead ? "" : $0.body } ?? made.body
    return Reply(head: made.head, body: body, details: made.details)
  }
}

internal import DataPlane
internal import ProxyConfig

/// A response in full, as one receiver sends it back.
struct Reply {
  var head: ResponseHead
  var body: String
  /// %RESPONSE_CODE_DETAILS% at that receiver.
  var details: String
}

/// Responses are written out only where somebody reads them: for outcomes, retries and traces.
extension Engine {
  /// What a receiver that ended so sends back.
  mutating func reply(of position: Int32) -> Reply {
    if let known = replies[position] { return known }
    let reply = makeReply(endings[position])
    replies[position] = reply
    return reply
  }

  private mutating func makeReply(_ ending: Ending) -> Reply {
    switch ending.kind {
    case .application: return applicationReply(ending)
    case .tunnelled:
      var reply = reply(of: ending.child)
      reply.details = ""
      return reply
    case .forwarded:
      let inner = reply(of: ending.child)
      guard let request = plans[Int(ending.plan)].request else { return inner }
      let state = tables[Int(entries[Int(ending.entry)].table)]
      let head = state.table.finish(inner.head, request, through: state.manager)
      let isHead = request.admitted.method == "HEAD"
      return Reply(head: head, body: isHead ? "" : inner.body, details: "via_upstream")
    case .local: return localReply(ending)
    case .applicationReset, .closed, .hopLimit, .unanswered, .unsent:
      return Reply(head: ResponseHead(status: 0), body: "", details: "")
    }
  }

  private func applicationReply(_ ending: Ending) -> Reply {
    let application = applications[Int(entries[Int(ending.entry)].application)]
    let response =
      ending.reply >= 0 ? application.respondFirst[Int(ending.reply)] : application.respond
    let head = ResponseHead(
      status: response.status, headers: response.headers.map { HeaderField($0.name, $0.value) })
    return Reply(head: head, body: response.body, details: "")
  }

  private func localReply(_ ending: Ending) -> Reply {
    guard let request = plans[Int(ending.plan)].request else {
      return Reply(head: ResponseHead(status: Int(ending.status)), body: "", details: "")
    }
    let state = tables[Int(entries[Int(ending.entry)].table)]
    if ending.reset == .none, case .preflight(let fields) = request.answer {
      let head = state.table.finishPreflight(fields, through: state.manager)
      return Reply(head: head, body: "", details: "cors_response")
    }
    guard let local = local(ending, request) else {
      return Reply(head: ResponseHead(status: Int(ending.status)), body: "", details: "")
    }
    let (head, body) = state.table.finish(local, request, through: state.manager)
    return Reply(head: head, body: body, details: local.details)
  }

  private func local(_ ending: Ending, _ request: RequestPlan) -> LocalReply? {
    switch ending.reset {
    case .none:
      if case .localReply(let reply) = request.answer { reply } else { nil }
    case .noHealthyHost: LocalReply(.noHealthyUpstream, version: version)
    case .timeout: LocalReply(.responseTimeout, version: version)
    case .perTryTimeout: LocalReply(.perTryTimeout, version: version)
    default:
      LocalReply(
        .upstreamReset(
          ending.reset.reason, isRetry: ending.isRetry,
          transportFailure: ending.reset.transportFailure), version: version)
    }
  }
}

internal import DataPlane
internal import Diagnostics
internal import ProxyConfig

/// Traces: every decision on the way of one request, written down when nobody works on it any more.
extension Engine {
  /// Keeps the trace of a request whose slots are about to be given back.
  mutating func keepTrace(of root: Position<Root>) {
    let state = slots[root]
    let client = clients[state.client]
    let request = client.plan.request
    let record = results.records[state.record]
    let sender =
      client.workload >= 0 ? topology.workloads[client.workload].name : client.plan.pod
    var trace = RequestTrace(
      method: request.method, url: request.url, from: sender,
      outcome: results.outcomes[state.tracedOutcome])
    trace.request = state.record
    trace.start = record.start
    trace.end = record.end
    trace.responseHeaders = responseHeaders(state.first)
    var position = state.first
    while position.exists {
      add(position, to: &trace)
      position = slots[position].nextOfRoot
    }
    results.keep(trace)
  }

  /// A station's part: a proxy's decisions, or what an application received.
  private mutating func add(_ position: Position<Exchange>, to trace: inout RequestTrace) {
    let exchange = slots[position]
    guard exchange.station.exists else { return }
    let station = routing[exchange.station]
    guard station.isProxy else {
      let head = routing.forms[exchange.form]
      trace.received.append(
        RequestTrace.Received(
          workload: applications[station.application].name, authority: head.authority,
          path: head.path, headers: Self.headers(head.headers)))
      return
    }
    var hop = RequestTrace.Hop(
      proxy: routing.proxyName(exchange.station), listener: station.listener)
    hop.filterChain = station.chain
    hop.actions = station.actions.map { RequestTrace.Action(text: $0.words, origin: $0.origin) }
    hop.direction = station.place.direction
    addPlan(exchange, to: &hop)
    addAttempts(position, to: &hop)
    addAnswer(exchange, to: &hop)
    if !station.details.isEmpty { hop.details = station.details }
    trace.hops.append(hop)
  }

  private mutating func addAnswer(_ exchange: Exchange, to hop: inout RequestTrace.Hop) {
    let result = exchange.sending.result
    if result.exists {
      let ending = results.endings[result]
      hop.flags = ending.flags.text(version)
      if case .refused = ending.answer, ending.kind == .routed {
        hop.actions.append(
          RequestTrace.Action(text: "local rate limit: no token is left", origin: nil))
      }
      if ending.isResponse {
        let reply = reply(of: result)
        hop.status = reply.head.status
        hop.details = reply.details
      }
    } else if exchange.isCancelled {
      hop.flags = ResponseFlag.downstreamConnectionTermination.rawValue
      hop.details = "downstream_remote_disconnect"
    }
  }

  private func addPlan(_ exchange: Exchange, to hop: inout RequestTrace.Hop) {
    guard exchange.receiving.plan.exists else { return }
    let plan = routing.plans[exchange.receiving.plan]
    if plan.cluster.exists {
      hop.cluster = upstreams[plan.cluster].name
      hop.clusterOrigin = upstreams[plan.cluster].origin
    }
    guard plan.action == .http else { return }
    let total = plan.request.totalWeight
    if total > 0 { hop.drawnWeight = Self.draws(exchange.key).stream % total }
    let routing = plan.request.routing
    hop.virtualHost = routing.virtualHostName
    hop.virtualHostOrigin = routing.virtualHostOrigin
    hop.routes = routing.considered.map {
      RequestTrace.RouteConsideration(
        index: $0.index, name: $0.name, taken: $0.isTaken, why: $0.why, origin: $0.origin)
    }
    hop.actions += plan.request.actions.map {
      RequestTrace.Action(text: $0.words, origin: $0.origin)
    }
  }

  private func addAttempts(_ parent: Position<Exchange>, to hop: inout RequestTrace.Hop) {
    var position = slots[parent].receiving.firstAttempt
    while position.exists {
      hop.attempts.append(attempt(position))
      if slots[position].station.exists { hop.sent.append(sent(position)) }
      position = slots[position].nextSibling
    }
    position = slots[parent].nextOfRoot
    while position.exists {
      let exchange = slots[position]
      if exchange.parent == parent, exchange.isMirror, exchange.station.exists {
        hop.sent.append(sent(position))
      }
      position = exchange.nextOfRoot
    }
  }

  private func attempt(_ position: Position<Exchange>) -> RequestTrace.Attempt {
    let exchange = slots[position]
    let sending = exchange.sending
    let host = upstreams.hosts[sending.host]
    let shown = host.address.contains(":") ? "[\(host.address)]" : host.address
    var attempt = RequestTrace.Attempt(
      endpoint: "\(shown):\(host.port)", start: SimulationTime(nanoseconds: sending.start))
    attempt.end = SimulationTime(nanoseconds: sending.end)
    if exchange.station.exists { attempt.workload = podName(routing[exchange.station]) }
    attempt.result =
      sending.fate == .open && sending.result.exists
      ? String(results.endings[sending.result].status) : sending.fate.words
    if let breach = breach(of: sending.limit, sending.cluster) {
      attempt.limit = "\(breach)"
      attempt.limitOrigin = breach.origin
    }
    switch sending.verdict {
    case .none: break
    case .notCovered: attempt.decision = RetryDecision.notCovered.words
    case .refused: attempt.decision = RetryDecision.refused.words
    case .words(let position): attempt.decision = results.decisions[position]
    }
    return attempt
  }

  private func podName(_ station: Station) -> String? {
    if station.application.exists { return applications[station.application].name }
    return station.isProxy ? routing.proxies[station.proxy].configuration.proxy : nil
  }

  private func sent(_ position: Position<Exchange>) -> RequestTrace.Sent {
    let exchange = slots[position]
    let head = routing.forms[exchange.form]
    return RequestTrace.Sent(
      cluster: upstreams[exchange.sending.cluster].name, method: head.method, path: head.path,
      authority: head.authority, headers: Self.headers(head.headers), isMirror: exchange.isMirror)
  }

  /// The response's headers, with what a clock adds: how long the nearest proxy waited for the
  /// response that it sent on (source/common/router/router.cc, onUpstreamHeaders).
  ///
  /// `date` is left out: virtual time has no calendar.
  private mutating func responseHeaders(_ first: Position<Exchange>) -> [Response.Header] {
    guard first.exists, slots[first].sending.result.exists else { return [] }
    let result = slots[first].sending.result
    let ending = results.endings[result]
    guard ending.isResponse else { return [] }
    let reply = reply(of: result)
    var headers = Self.headers(reply.head.headers)
    if ending.kind == .routed, ending.answer == .upstream,
      let cookie = hash(ending.cluster, first)?.setCookie
    {
      headers.append(Response.Header(name: "set-cookie", value: cookie))
    }
    if let time = upstreamServiceTime(first) {
      headers.removeAll { $0.name == "x-envoy-upstream-service-time" }
      headers.append(Response.Header(name: "x-envoy-upstream-service-time", value: String(time)))
    }
    if !headers.contains(where: { $0.name == "content-length" }) {
      headers.append(
        Response.Header(name: "content-length", value: String(reply.body.utf8.count)))
    }
    return headers
  }

  /// Whole milliseconds from the first attempt to the response, at the first proxy that sent a
  /// response on; `nil` where none did.
  private func upstreamServiceTime(_ first: Position<Exchange>) -> Int64? {
    var position = first
    while position.exists, slots[position].sending.result.exists {
      let ending = results.endings[slots[position].sending.result]
      let isForwarded = ending.kind == .routed && ending.answer == .upstream
      let last = slots[position].receiving.lastAttempt
      guard isForwarded || ending.kind == .tunnelled, last.exists else { return nil }
      if isForwarded {
        let start = slots[slots[position].receiving.firstAttempt].sending.start
        return (slots[last].sending.end - start) / 1_000_000
      }
      position = last
    }
    return nil
  }

  private static func headers(_ map: HeaderMap) -> [Response.Header] {
    map.fields.map { Response.Header(name: $0.name, value: $0.value) }
  }
}

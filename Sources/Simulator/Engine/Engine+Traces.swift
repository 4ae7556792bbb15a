internal import DataPlane
internal import Diagnostics
internal import ProxyConfig

/// Traces: every decision on the way of one request, written down when nobody works on it any more.
extension Engine {
  /// Keeps the trace of a request whose slots are about to be given back.
  mutating func keepTrace(of root: Int32) {
    let index = Int(root)
    let client = clients[Int(roots[index].client)]
    let record = Int(roots[index].record)
    let request = client.plan.request
    var trace = RequestTrace(
      method: request.method, url: request.url, from: senderName(client),
      outcome: outcomes[Int(roots[index].tracedOutcome)])
    trace.request = record
    trace.start = records[record].start
    trace.end = records[record].end
    trace.responseHeaders = responseHeaders(roots[index].first)
    var position = roots[index].first
    while position >= 0 {
      add(position, to: &trace)
      position = exchanges[Int(position)].nextOfRoot
    }
    traces.append(trace)
  }

  private func senderName(_ client: ClientState) -> String {
    client.workload >= 0 ? topology.workloads[Int(client.workload)].name : client.plan.pod
  }

  /// A proxy's part, or what an application received.
  private mutating func add(_ position: Int32, to trace: inout RequestTrace) {
    let exchange = exchanges[Int(position)]
    guard exchange.entry >= 0 else { return }
    let entry = entries[Int(exchange.entry)]
    if entry.kind == .application {
      let head = forms[Int(exchange.form)]
      trace.received.append(
        RequestTrace.Received(
          workload: applications[Int(entry.application)].name, authority: head.authority,
          path: head.path, headers: Self.headers(head.headers)))
      return
    }
    let proxy = proxies[Int(entry.proxy)].configuration.proxy
    var hop = RequestTrace.Hop(proxy: proxy, listener: entry.listener)
    hop.filterChain = entry.chain
    addPlan(exchange, to: &hop)
    addAttempts(position, to: &hop)
    if exchange.result >= 0 {
      let ending = endings[exchange.result]
      hop.flags = ending.flags.text
      if ending.isResponse {
        let reply = reply(of: exchange.result)
        hop.status = reply.head.status
        hop.details = reply.details
      }
    } else if exchange.isCancelled {
      hop.flags = Flags.downstreamConnectionTermination.text
      hop.details = "downstream_remote_disconnect"
    }
    trace.hops.append(hop)
  }

  private func addPlan(_ exchange: Exchange, to hop: inout RequestTrace.Hop) {
    guard exchange.plan >= 0 else { return }
    let plan = plans[Int(exchange.plan)]
    if plan.cluster >= 0 {
      let cluster = clusters[Int(plan.cluster)]
      hop.cluster = cluster.name
      hop.clusterOrigin = cluster.origin
    }
    guard let request = plan.request else { return }
    hop.virtualHost = request.routing.virtualHostName
    hop.virtualHostOrigin = request.routing.virtualHostOrigin
    hop.routes = request.routing.considered.map {
      RequestTrace.RouteConsideration(
        index: $0.index, name: $0.name, taken: $0.isTaken, why: $0.why, origin: $0.origin)
    }
    hop.actions = request.actions.map { RequestTrace.Action(text: $0.words, origin: $0.origin) }
  }

  private func addAttempts(_ parent: Int32, to hop: inout RequestTrace.Hop) {
    var position = exchanges[Int(parent)].firstAttempt
    while position >= 0 {
      hop.attempts.append(attempt(position))
      if exchanges[Int(position)].entry >= 0 { hop.sent.append(sent(position)) }
      position = exchanges[Int(position)].nextSibling
    }
    position = exchanges[Int(parent)].nextOfRoot
    while position >= 0 {
      let exchange = exchanges[Int(position)]
      if exchange.parent == parent, exchange.isMirror, exchange.entry >= 0 {
        hop.sent.append(sent(position))
      }
      position = exchange.nextOfRoot
    }
  }

  private func attempt(_ position: Int32) -> RequestTrace.Attempt {
    let exchange = exchanges[Int(position)]
    let host = hosts[Int(exchange.host)]
    let shown = host.address.contains(":") ? "[\(host.address)]" : host.address
    var attempt = RequestTrace.Attempt(
      endpoint: "\(shown):\(host.port)", start: SimulationTime(nanoseconds: exchange.start))
    attempt.end = SimulationTime(nanoseconds: exchange.end)
    if exchange.entry >= 0 { attempt.workload = podName(entries[Int(exchange.entry)]) }
    attempt.result =
      exchange.reset == .none && exchange.result >= 0
      ? String(endings[exchange.result].status) : exchange.reset.words
    if exchange.limit != .none, exchange.cluster >= 0 {
      let cluster = clusters[Int(exchange.cluster)]
      attempt.limit = cluster.words(exchange.limit)
      attempt.limitOrigin = origin(of: exchange.limit, exchange.cluster)
    }
    if exchange.decision >= 0 {
      attempt.decision = decisions[Int(exchange.decision)]
    } else if exchange.reset == .overflow {
      attempt.decision = "no retry: a proxy's own overflow is never tried again"
    }
    return attempt
  }

  private func podName(_ entry: Entry) -> String? {
    entry.application >= 0
      ? applications[Int(entry.application)].name
      : entry.proxy >= 0 ? proxies[Int(entry.proxy)].configuration.proxy : nil
  }

  private func sent(_ position: Int32) -> RequestTrace.Sent {
    let exchange = exchanges[Int(position)]
    let head = forms[Int(exchange.form)]
    return RequestTrace.Sent(
      cluster: clusters[Int(exchange.cluster)].name, method: head.method, path: head.path,
      authority: head.authority, headers: Self.headers(head.headers), isMirror: exchange.isMirror)
  }

  /// The response's headers, with what a clock adds: how long the nearest proxy waited for the
  /// response that it sent on (source/common/router/router.cc, onUpstreamHeaders). `date` is left
  /// out: virtual time has no calendar.
  private mutating func responseHeaders(_ first: Int32) -> [Response.Header] {
    guard first >= 0, exchanges[Int(first)].result >= 0,
      endings[exchanges[Int(first)].result].isResponse
    else { return [] }
    let reply = reply(of: exchanges[Int(first)].result)
    var headers = Self.headers(reply.head.headers)
    let ending = endings[exchanges[Int(first)].result]
    if ending.kind == .forwarded, ending.cluster >= 0,
      let cookie = hash(Int(ending.cluster), first)?.setCookie
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
  private func upstreamServiceTime(_ first: Int32) -> Int64? {
    var position = first
    while position >= 0, exchanges[Int(position)].result >= 0 {
      let exchange = exchanges[Int(position)]
      let ending = endings[exchange.result]
      guard ending.kind == .forwarded || ending.kind == .tunnelled else { return nil }
      let last = exchange.lastAttempt
      guard last >= 0 else { return nil }
      if ending.kind == .forwarded {
        let start = exchanges[Int(exchange.firstAttempt)].start
        return (exchanges[Int(last)].end - start) / 1_000_000
      }
      position = last
    }
    return nil
  }

  private static func headers(_ map: HeaderMap) -> [Response.Header] {
    map.fields.map { Response.Header(name: $0.name, value: $0.value) }
  }
}

extension Reset {
  /// How an attempt ended, in words.
  fileprivate var words: String {
    switch self {
    case .none: ""
    case .perTryTimeout: "per-try timeout"
    case .timeout: "route timeout"
    case .downstreamGone: "given up: nobody waits for it"
    case .hopLimit: "hop limit"
    case .tlsFailure: "TLS failure"
    case .overflow, .remoteConnectionFailure, .connectionTimeout, .connectionTermination,
      .noHealthyHost:
      reason.rawValue
    }
  }
}

extension ClusterState {
  /// A limit and its value, such as `max_requests 1`.
  fileprivate func words(_ limit: Limit) -> String {
    switch limit {
    case .none: ""
    case .maxRequests: "max_requests \(maxRequests)"
    case .maxPendingRequests: "max_pending_requests \(maxPendingRequests)"
    case .maxConnections: "max_connections \(maxConnections)"
    case .maxRetries: "max_retries \(breaker.maxRetries)"
    }
  }
}

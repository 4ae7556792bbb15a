internal import DataPlane
internal import Diagnostics
internal import ProxyConfig

/// Outcomes: what an ending means to the client, and who decided it.
extension Engine {
  /// The outcome that an ending is to a client.
  mutating func outcome(
    of ending: Position<Ending>, _ client: Position<ClientState>
  ) -> Position<Outcome> {
    let index = ending.index
    if index < clients[client].outcomes.count, clients[client].outcomes[index].exists {
      return clients[client].outcomes[index]
    }
    let outcome = makeOutcome(ending, client)
    let known = results.position(of: outcome)
    while clients[client].outcomes.count <= index { clients[client].outcomes.append(.none) }
    clients[client].outcomes[index] = known
    return known
  }

  private mutating func makeOutcome(
    _ position: Position<Ending>, _ client: Position<ClientState>
  ) -> Outcome {
    let ending = results.endings[position]
    var outcome = Outcome(requestedHost: clients[client].url?.host ?? "")
    outcome.attempts = Int(ending.totalAttempts)
    if isProxy(ending) { outcome.flags = ending.flags.text(version) }
    if ending.isResponse {
      let reply = reply(of: position)
      outcome.status = reply.head.status
      outcome.body = reply.body
      outcome.details = reply.details
    }
    outcome.curlExit = curlExit(position)
    outcome.hopLimitReached = ending.kind == .hopLimit
    walk(position, &outcome)
    return outcome
  }

  private func isProxy(_ ending: Ending) -> Bool {
    ending.station.exists && routing[ending.station].isProxy
  }

  /// Follows the last attempts from station to station, to whoever made the answer.
  private func walk(_ start: Position<Ending>, _ outcome: inout Outcome) {
    var position = start
    while position.exists {
      let ending = results.endings[position]
      if isProxy(ending) { addStep(ending, &outcome) }
      if ending.kind == .application {
        let application = applications[routing[ending.station].application]
        outcome.workload = application.name
        outcome.workloadOwner = application.owner
      }
      position = ending.child
    }
  }

  private func addStep(_ ending: Ending, _ outcome: inout Outcome) {
    let proxy = routing.proxyName(ending.station)
    outcome.path.append(
      Outcome.Step(
        proxy: proxy, direction: routing[ending.station].place.direction,
        cluster: ending.cluster.exists ? upstreams[ending.cluster].name : "",
        attempts: Int(ending.attempts)))
    for cluster in ending.mirrors.exists ? results.mirrorSets[ending.mirrors] : [] {
      let name = upstreams[cluster].name
      if !outcome.mirroredTo.contains(name) { outcome.mirroredTo.append(name) }
    }
    if ending.isLocal {
      outcome.decidedBy = proxy
      outcome.decidingFlags = ending.flags.text(version)
      outcome.origin = origin(of: ending)
    }
  }

  /// The limit, else the route, that made a proxy answer by itself.
  private func origin(of ending: Ending) -> Origin? {
    if let origin = breach(of: ending.limit, ending.cluster)?.origin { return origin }
    if ending.station.exists, let origin = routing[ending.station].decidedBy { return origin }
    guard ending.plan.exists, routing.plans[ending.plan].action == .http else { return nil }
    if let origin = routing.plans[ending.plan].request.answeredBy { return origin }
    let routing = routing.plans[ending.plan].request.routing
    return routing.considered.last { $0.isTaken }?.origin ?? routing.virtualHostOrigin
  }

  /// A limit of a cluster with its value and where it is written.
  func breach(of limit: LimitBreach.Limit?, _ cluster: Position<ClusterState>) -> LimitBreach? {
    guard let limit, cluster.exists else { return nil }
    return upstreams[cluster].breaker.written(limit)
  }

  /// curl's exit status: 56 where the connection was reset with the request unread, 52 where it was
  /// closed by an application that had read it, 35 where TLS failed, 28 where nothing ever came.
  private func curlExit(_ position: Position<Ending>) -> Int {
    let ending = results.endings[position]
    if ending.isResponse { return 0 }
    switch ending.kind {
    case .unsent: return Int(ending.curlExit)
    case .hopLimit, .unanswered: return 28
    case .applicationReset: return 52
    case .closed:
      if ending.child.exists, ending.fate == .reset(.connectionTermination) {
        return curlExit(ending.child)
      }
      guard ending.station.exists else { return 56 }
      let station = routing[ending.station]
      // Access rules are asked when the first bytes were read, but for a ztunnel's, which are asked
      // before (istio/ztunnel src/proxy/inbound_passthrough.rs).
      if !station.details.isEmpty {
        return station.isProxy && routing.proxies[station.proxy].isTunnel ? 56 : 52
      }
      return station.kind != .closed && !station.wire.layers.isEmpty ? 35 : 56
    case .routed, .application, .tunnelled: return 0
    }
  }
}

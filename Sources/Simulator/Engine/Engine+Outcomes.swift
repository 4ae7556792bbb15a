internal import DataPlane
internal import Diagnostics
internal import ProxyConfig

/// Outcomes: what an ending means to the client, and who decided it.
extension Engine {
  /// The position of the outcome that an ending is to a client.
  mutating func outcome(of ending: Int32, client: Int) -> Int32 {
    let position = Int(ending)
    if position < clients[client].outcomes.count, clients[client].outcomes[position] >= 0 {
      return clients[client].outcomes[position]
    }
    let outcome = makeOutcome(ending, client)
    let known: Int32
    if let found = outcomePositions[outcome] {
      known = found
    } else {
      known = Int32(outcomes.count)
      outcomes.append(outcome)
      outcomePositions[outcome] = known
    }
    while clients[client].outcomes.count <= position { clients[client].outcomes.append(-1) }
    clients[client].outcomes[position] = known
    return known
  }

  private mutating func makeOutcome(_ position: Int32, _ client: Int) -> Outcome {
    let ending = endings[position]
    var outcome = Outcome(requestedHost: clients[client].url?.host ?? "")
    outcome.attempts = Int(ending.totalAttempts)
    let isProxy = ending.entry >= 0 && entries[Int(ending.entry)].proxy >= 0
    if isProxy { outcome.flags = ending.flags.text }
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

  /// Follows the last attempts from proxy to proxy, to whoever made the answer.
  private func walk(_ start: Int32, _ outcome: inout Outcome) {
    var position = start
    while position >= 0 {
      let ending = endings[position]
      if ending.entry >= 0, entries[Int(ending.entry)].proxy >= 0 {
        let proxy = proxies[Int(entries[Int(ending.entry)].proxy)].configuration.proxy
        outcome.path.append(
          Outcome.Step(
            proxy: proxy, direction: entries[Int(ending.entry)].place.direction,
            cluster: clusterName(ending), attempts: Int(ending.attempts)))
        addMirrors(ending, &outcome)
        if ending.kind == .local || ending.kind == .closed,
          ending.child < 0 || ending.reset != .none
        {
          outcome.decidedBy = proxy
          outcome.decidingFlags = ending.flags.text
          outcome.origin = origin(of: ending)
        }
      }
      if ending.kind == .application || ending.kind == .applicationReset {
        let application = applications[Int(entries[Int(ending.entry)].application)]
        if ending.kind == .application { outcome.workload = application.name }
        if ending.kind == .application { outcome.workloadOwner = application.owner }
      }
      position = ending.child
    }
  }

  private func clusterName(_ ending: Ending) -> String {
    ending.cluster >= 0 ? clusters[Int(ending.cluster)].name : ""
  }

  private func addMirrors(_ ending: Ending, _ outcome: inout Outcome) {
    guard ending.mirrors != 0, ending.plan >= 0 else { return }
    for (index, copy) in plans[Int(ending.plan)].copies.enumerated()
    where ending.mirrors & 1 << UInt32(truncatingIfNeeded: index) != 0 {
      let name = clusters[Int(copy.cluster)].name
      if !outcome.mirroredTo.contains(name) { outcome.mirroredTo.append(name) }
    }
  }

  /// The limit, else the route, that made a proxy answer by itself.
  private func origin(of ending: Ending) -> Origin? {
    if let origin = origin(of: ending.limit, ending.cluster) { return origin }
    guard ending.plan >= 0, let request = plans[Int(ending.plan)].request else { return nil }
    return request.routing.considered.last { $0.isTaken }?.origin
      ?? request.routing.virtualHostOrigin
  }

  /// Where a limit of a cluster is written.
  func origin(of limit: Limit, _ cluster: Int32) -> Origin? {
    guard cluster >= 0 else { return nil }
    let origins = clusters[Int(cluster)].breaker.origins
    switch limit {
    case .none: return nil
    case .maxRequests: return origins.maxRequests
    case .maxPendingRequests: return origins.maxPendingRequests
    case .maxConnections: return origins.maxConnections
    case .maxRetries: return origins.maxRetries
    }
  }

  /// curl's exit status: 56 where the connection was reset with the request unread, 52 where it was
  /// closed by an application that had read it, 28 where nothing ever came.
  private func curlExit(_ position: Int32) -> Int {
    let ending = endings[position]
    if ending.isResponse { return 0 }
    switch ending.kind {
    case .unsent: return Int(ending.curlExit)
    case .hopLimit, .unanswered: return 28
    case .applicationReset: return 52
    case .closed:
      if ending.child >= 0, ending.reset == .connectionTermination {
        return curlExit(ending.child)
      }
      return 56
    case .forwarded, .application, .local, .tunnelled: return 0
    }
  }
}

extension EntryKey.Place {
  /// Which way a proxy took a request, as records say it.
  fileprivate var direction: String {
    switch self {
    case .outbound: "outbound"
    case .gateway: "gateway"
    case .inbound, .application: "inbound"
    }
  }
}

internal import DataPlane
internal import ProxyConfig

/// What proxies did beside their requests, for the history.
extension Engine {
  /// Ejections, returns, what load balancers heard of them, and overflows, by time; those of one
  /// instant by cluster, as these were made.
  func events() -> [ProxyEvent] {
    let events = upstreams.clusters.elements.flatMap { healthEvents($0) + overflowEvents($0) }
    return events.enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }.map(\.element)
  }

  private func event(_ kind: ProxyEvent.Kind, at time: Int64, _ cluster: ClusterState) -> ProxyEvent
  {
    ProxyEvent(
      kind, at: SimulationTime(nanoseconds: time),
      proxy: routing.proxies[cluster.proxy].configuration.proxy, cluster: cluster.name)
  }

  private func healthEvents(_ cluster: ClusterState) -> [ProxyEvent] {
    guard var ejected = cluster.ejected else { return [] }
    // Sweeps that no request has met are made up for.
    _ = ejected.advance(to: agenda.now)
    return ejected.changes.map { change in
      let kind: ProxyEvent.Kind =
        switch change.kind {
        case .ejection: .ejection
        case .return: .return
        case .update: .healthUpdate
        }
      var event = event(kind, at: change.time, cluster)
      event.origin = cluster.ejectionOrigin
      switch change.kind {
      case .ejection(let host, let cause):
        event.host = name(of: host, cluster)
        event.cause = cause.rawValue
      case .return(let host): event.host = name(of: host, cluster)
      case .update(let count): event.count = count
      }
      return event
    }
  }

  private func name(of place: Int, _ cluster: ClusterState) -> String {
    let host = upstreams.hosts[Position(cluster.hosts.lowerBound + place)]
    return "\(host.name):\(host.port)"
  }

  private func overflowEvents(_ cluster: ClusterState) -> [ProxyEvent] {
    cluster.overflows.map { overflow in
      let breach = cluster.breaker.written(overflow.limit)
      var event = event(.overflow, at: overflow.start, cluster)
      event.end = SimulationTime(nanoseconds: overflow.end)
      event.cause = breach.description
      event.count = overflow.count
      event.origin = breach.origin
      return event
    }
  }
}

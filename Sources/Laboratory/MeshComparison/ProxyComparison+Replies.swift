internal import DataPlane
internal import Diagnostics
internal import Probes
internal import ProxyConfig

extension ProxyComparison {
  /// What one side makes of a request.
  struct Reply {
    /// What becomes of the request.
    var answer: ProbeAnswer
    /// The virtual host and route that take it, if any do.
    var entry: (host: VirtualHost, route: Route)?
    /// Where the route stands in its table, as text.
    var place = ""
    /// The rule that decided, if one did.
    var origin: Origin?
  }
}

extension ProxyComparison.Side {
  /// What becomes of a request at a route table; where there is none of that name, what becomes of
  /// it on the connection by which the other side has one.
  ///
  /// `nil` where the path cannot be read.
  func reply(
    _ request: RequestHead, _ name: String, _ connection: ProbeConnection
  ) -> ProxyComparison.Reply? {
    var table = name
    if view.table(name) == nil {
      let answer = view.answer(connection, names: names)
      guard answer.readsRequests, let other = answer.table, view.table(other) != nil else {
        return ProxyComparison.Reply(answer: answer, origin: origin(of: answer, on: connection))
      }
      table = other
    }
    guard
      let (answer, routing) = view.answer(
        request, at: table, on: connection, names: names)
    else { return nil }
    var reply = ProxyComparison.Reply(answer: answer)
    reply.entry = view.table(table)?.table.entry(routing)
    reply.place = "\(routing.virtualHost ?? -1)/\(routing.route ?? -1)"
    reply.origin = reply.entry?.route.origin ?? routing.virtualHostOrigin
    if reply.origin == nil { reply.origin = origin(of: answer) }
    return reply
  }

  /// The origin of the policy that closes a connection, else of the first cluster that its answer
  /// names.
  func origin(of answer: ProbeAnswer, on connection: ProbeConnection) -> Origin? {
    view.refusal(of: connection) ?? origin(of: answer)
  }

  /// The origin of the first cluster that an answer names.
  private func origin(of answer: ProbeAnswer) -> Origin? {
    answer.branches.compactMap(\.cluster).compactMap { clusters[$0]?.origin }.first
  }
}

extension ProbeAnswer {
  /// Whether the connection is read as HTTP.
  var readsRequests: Bool {
    switch connection {
    case .requests: true
    case .closed, .refused, .bytes: false
    }
  }
}

extension VirtualHost {
  /// Whether a route sends to one of some clusters.
  func sends(to clusters: Set<String>) -> Bool {
    (routes ?? []).contains { route in
      guard let action = route.route else { return false }
      if let cluster = action.cluster { return clusters.contains(cluster) }
      return (action.weightedClusters?.clusters ?? []).contains { clusters.contains($0.name) }
    }
  }
}

extension Listener {
  /// Whether a chain sends bytes to one of some clusters.
  func sends(to clusters: Set<String>) -> Bool {
    !clusters.isEmpty && chains.contains { $0.sends(to: clusters) }
  }
}

extension FilterChain {
  /// Whether the chain sends bytes to one of some clusters.
  func sends(to clusters: Set<String>) -> Bool {
    guard let proxy = tcpProxy else { return false }
    if let cluster = proxy.cluster { return clusters.contains(cluster) }
    return (proxy.weightedClusters?.clusters ?? []).contains { clusters.contains($0.name) }
  }

  /// What tells the chains of a listener apart.
  var choice: Choice {
    Choice(match: filterChainMatch, dialled: dialled, readsHTTP: httpConnectionManager != nil)
  }

  /// See ``choice``.
  struct Choice: Hashable {
    /// Which connections the chain takes.
    var match: FilterChainMatch
    /// What must have been dialled.
    var dialled: DialledMatch?
    /// Whether it reads HTTP.
    var readsHTTP: Bool
  }
}

extension ProxyComparison.Side {
  /// The chains of this side's listener of the same name, where a ztunnel's or a waypoint's many
  /// chains are told apart by what was dialled.
  func chains(of listener: Listener) -> Set<FilterChain> {
    guard [.carried, .tunnelled].contains(listener.door) else { return [] }
    return Set(configuration.listeners.first { $0.name == listener.name }?.filterChains ?? [])
  }
}

extension Cluster {
  /// The rule that sets a field, such as `circuitBreakers.thresholds[0].maxRequests`.
  func origin(of path: String) -> Origin? {
    let limits = limitOrigins
    let known: Origin? =
      switch path.split(separator: ".").last.map(String.init) ?? "" {
      case "maxConnections": limits.maxConnections
      case "maxPendingRequests": limits.maxPendingRequests
      case "maxRequests": limits.maxRequests
      case "maxRetries": limits.maxRetries
      case "maxRequestsPerConnection": limits.maxRequestsPerConnection
      case "connectTimeout": limits.connectTimeout
      case "lbPolicy": limits.loadBalancer
      default: path.hasPrefix("outlierDetection") ? limits.outlierDetection : nil
      }
    return known ?? origin
  }
}

extension ClusterLoadAssignment {
  /// A line for each host: who, in which priority and locality, how weighty and how healthy.
  func hostLines(_ names: [String: String]) -> [String] {
    let lines = (endpoints ?? []).flatMap { group in
      (group.lbEndpoints ?? []).map { host -> String in
        let socket = host.endpoint.address.socketAddress
        var parts = [
          host.workload ?? socket.map { names[$0.address] ?? $0.address }
            ?? host.endpoint.address.pipe?.path ?? "internal"
        ]
        if let port = socket?.portValue { parts.append("port \(port)") }
        if let priority = group.priority { parts.append("priority \(priority)") }
        if let locality = group.locality { parts.append(locality.text) }
        if let weight = group.loadBalancingWeight { parts.append("of \(weight)") }
        if let weight = host.loadBalancingWeight { parts.append("weight \(weight)") }
        if let health = host.healthStatus { parts.append(health.word) }
        let metadata = host.metadata?.filterMetadata?.transportSocketMatch
        if let mode = metadata?.tlsMode { parts.append("tls \(mode)") }
        if let tunnel = metadata?.tunnel { parts.append("tunnel \(tunnel)") }
        if let name = host.endpoint.hostname { parts.append(name) }
        return parts.joined(separator: " ")
      }
    }
    return Set(lines).sorted()
  }
}

extension LocalityLbEndpoints.Locality {
  /// `region/zone/subzone`.
  fileprivate var text: String { "\(region ?? "")/\(zone ?? "")/\(subZone ?? "")" }
}

extension FilterChainMatch {
  /// What the chain is for, in a few words.
  var words: String {
    let parts =
      [destinationPort.map { "port \($0)" }].compactMap(\.self) + (serverNames ?? [])
      + [transportProtocol?.word].compactMap(\.self) + (applicationProtocols ?? [])
    return parts.isEmpty ? "for all" : parts.joined(separator: " ")
  }
}

extension RouteMatch {
  /// What the match asks for, in words.
  var words: String { ConditionWords.text(of: self) }
}

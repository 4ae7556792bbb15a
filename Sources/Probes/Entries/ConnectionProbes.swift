internal import DataPlane
package import ProxyConfig

/// Connections that tell the listeners of proxies apart: each listener, each filter chain, and what
/// no chain is for.
package enum ConnectionProbes {
  /// An address that belongs to nobody (RFC 2544), dialled where a listener takes any.
  package static let anyAddress = "198.18.0.1"
  /// What plain HTTP looks like to an inspector.
  private static let plainHTTP = ConnectionHead.Content.plain(applicationProtocol: "http/1.1")

  /// The connections of a listener; none for what sits at a Unix socket or inside the proxy.
  ///
  /// `isWanted`: whether a filter chain is asked about, of listeners that choose by what was dialled.
  package static func of(
    _ listener: Listener, isWanted: (FilterChain) -> Bool = { _ in true }
  ) -> [ProbeConnection] {
    if [.carried, .tunnelled].contains(listener.door) { return dialled(listener, isWanted) }
    if listener.address == .none, listener.door == .inbound { return atZtunnel(listener) }
    return callers(listener, bound(listener))
  }

  /// Of what a ztunnel carries or a tunnel brings: each address and port that a chain is for, and one
  /// that no chain is for.
  private static func dialled(
    _ listener: Listener, _ isWanted: (FilterChain) -> Bool
  ) -> [ProbeConnection] {
    var probes = (listener.filterChains ?? []).filter(isWanted).flatMap { chain in
      guard let dialled = chain.dialled else { return [ProbeConnection]() }
      let address = dialled.addresses.lazy.map { $0.prefix { $0 != "/" } }.first.map(String.init)
      guard let address else { return [] }
      let content =
        chain.httpConnectionManager == nil ? .plain(applicationProtocol: nil) : plainHTTP
      let head = ConnectionHead(
        address: address, port: dialled.port ?? unusedPort(listener, address), content: content)
      return named(ProbeConnection(listener.door, head), chain)
    }
    if listener.door == .carried {
      probes.append(
        ProbeConnection(.carried, ConnectionHead(address: anyAddress, port: 80, content: plainHTTP))
      )
    }
    return probes
  }

  /// A port of an address that no chain is for.
  private static func unusedPort(_ listener: Listener, _ address: String) -> Int {
    let taken = (listener.filterChains ?? []).filter {
      $0.dialled?.addresses.contains(address) ?? false
    }.compactMap { $0.dialled?.port }
    return (8...1_000).first { !taken.contains($0) } ?? 0
  }

  /// Of what comes to a pod in ambient mode: by a tunnel and without one, at each port that has a
  /// rule of its own and at one other.
  private static func atZtunnel(_ listener: Listener) -> [ProbeConnection] {
    let own = Set(listener.chains.compactMap(\.filterChainMatch.destinationPort)).sorted()
    let other = [80, 8].first { !own.contains($0) } ?? 9
    let tunnel = ConnectionHead.Content.tls(
      serverName: "", applicationProtocols: [TunnelName.applicationProtocol])
    return (own + [other]).flatMap { port -> [ProbeConnection] in
      func head(_ content: ConnectionHead.Content) -> ConnectionHead {
        ConnectionHead(address: anyAddress, port: Int(port), content: content)
      }
      let plain = ProbeConnection(listener.door, head(plainHTTP))
      guard let chain = listener.chain(for: head(tunnel)) else { return [plain] }
      let names = [CallerNames.stranger] + CallerNames.of(chain.networkFilters ?? [])
      return Self.distinct(
        names.map { ProbeConnection(listener.door, head(tunnel), as: $0) } + [plain])
    }
  }

  /// The same connections of each caller that the chain they take tells apart.
  private static func callers(
    _ listener: Listener, _ probes: [ProbeConnection]
  ) -> [ProbeConnection] {
    probes.flatMap { probe in
      listener.chain(for: probe.head).map { named(probe, $0) } ?? [probe]
    }
  }

  private static func named(_ probe: ProbeConnection, _ chain: FilterChain) -> [ProbeConnection] {
    let names = CallerNames.of(chain.networkFilters ?? [])
    return [probe] + names.map { probe.with(principal: $0) }
  }

  private static func distinct(_ probes: [ProbeConnection]) -> [ProbeConnection] {
    var seen: Set<ProbeConnection> = []
    return probes.filter { seen.insert($0).inserted }
  }

  /// The connections of a listener with an address.
  private static func bound(_ listener: Listener) -> [ProbeConnection] {
    guard let socket = listener.address.socketAddress else { return [] }
    let isAny = ["0.0.0.0", "::"].contains(socket.address)
    let address = isAny ? anyAddress : socket.address
    var probes: [ProbeConnection] = []
    func add(_ port: Int, _ address: String, _ content: ConnectionHead.Content) {
      let head = ConnectionHead(address: address, port: port, content: content)
      let probe = ProbeConnection(listener.door, head)
      if !probes.contains(probe) { probes.append(probe) }
    }
    // What enters a pod keeps the port that was dialled, whatever the listener's own.
    let taken = Set(listener.chains.compactMap(\.filterChainMatch.destinationPort))
    let ports =
      listener.door == .inbound
      ? [(8...1_000).first { !taken.contains($0) }.map { Int($0) } ?? 0]
      : [socket.portValue ?? 0]
    for chain in listener.chains {
      let match = chain.filterChainMatch
      let port = match.destinationPort.map { Int($0) } ?? ports.first ?? 0
      let target = match.prefixRanges?.first?.addressPrefix ?? address
      for content in contents(match) { add(port, target, content) }
    }
    for port in ports {
      add(port, address, plainHTTP)
      add(port, address, .plain(applicationProtocol: nil))
      add(port, address, .tls(serverName: "unknown.invalid", applicationProtocols: []))
    }
    return probes
  }

  /// What connections look like that a match is for.
  private static func contents(_ match: FilterChainMatch) -> [ConnectionHead.Content] {
    let names = match.serverNames ?? []
    let protocols = match.applicationProtocols ?? []
    if match.transportProtocol == .tls || !names.isEmpty {
      let examples = names.isEmpty ? ["unknown.invalid"] : names.map(example)
      return examples.flatMap { name -> [ConnectionHead.Content] in
        (protocols.isEmpty ? [[]] : protocols.map { [$0] }).map {
          .tls(serverName: name, applicationProtocols: $0)
        }
      }
    }
    let plain =
      protocols.isEmpty
      ? [plainHTTP, .plain(applicationProtocol: nil)]
      : protocols.map { ConnectionHead.Content.plain(applicationProtocol: $0) }
    return match.transportProtocol == .plainText
      ? plain : plain + [.tls(serverName: "unknown.invalid", applicationProtocols: protocols)]
  }

  private static func example(of serverName: String) -> String {
    serverName.hasPrefix("*") ? "probe" + serverName.dropFirst() : serverName
  }

  /// A connection by which each route table of a proxy is reached, by the table's name.
  package static func doors(
    of proxy: ProxyConfiguration
  ) -> [String: (connection: ProbeConnection, listener: Listener)] {
    var doors: [String: (connection: ProbeConnection, listener: Listener)] = [:]
    for listener in proxy.listeners {
      for chain in listener.chains {
        guard let name = chain.tableName, doors[name] == nil else { continue }
        let known = of(listener).first { probe in
          // A waypoint's chains have no conditions but what was dialled.
          let taken =
            listener.door == .tunnelled
            ? proxy.tunnelled(probe.head)?.chain : listener.chain(for: probe.head)
          return taken?.tableName == name
        }
        if let known { doors[name] = (known, listener) }
      }
    }
    return doors
  }
}

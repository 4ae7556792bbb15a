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
  package static func of(_ listener: Listener) -> [ProbeConnection] {
    guard let socket = listener.address.socketAddress else { return [] }
    let isAny = ["0.0.0.0", "::"].contains(socket.address)
    let address = isAny ? anyAddress : socket.address
    var probes: [ProbeConnection] = []
    func add(_ port: Int, _ address: String, _ content: ConnectionHead.Content) {
      let head = ConnectionHead(address: address, port: port, content: content)
      let probe = ProbeConnection(listener.door, head)
      if !probes.contains(probe) { probes.append(probe) }
    }
    let ports = [socket.portValue ?? 0]
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
          listener.chain(for: probe.head)?.tableName == name
        }
        if let known { doors[name] = (known, listener) }
      }
    }
    return doors
  }
}

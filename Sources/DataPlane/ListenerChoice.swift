public import ProxyConfig

/// A connection as a listener sees it before any filter.
public struct ConnectionHead: Hashable, Sendable {
  /// What the first bytes say.
  public enum Content: Hashable, Sendable {
    /// Plain text; `http/1.0`, `http/1.1` or `h2c` where it is HTTP.
    case plain(applicationProtocol: String?)
    /// A TLS handshake with its server name and protocols; an empty name is none.
    case tls(serverName: String, applicationProtocols: [String])
  }

  /// The address that the client dialled, before any redirection.
  public var address: String
  /// The port that was dialled.
  public var port: Int
  /// What the first bytes show.
  public var content: Content

  /// The value of these parts.
  public init(address: String, port: Int, content: Content) {
    self.address = address
    self.port = port
    self.content = content
  }
}

/// Which listener and filter chain a connection takes.
public struct ListenerChoice: Hashable, Sendable {
  /// The listener.
  public var listener: Listener
  /// `nil` where no chain matches: the connection is closed.
  public var chain: FilterChain?

  /// The value of these parts.
  public init(listener: Listener, chain: FilterChain?) {
    self.listener = listener
    self.chain = chain
  }
}

extension ProxyConfiguration {
  /// The listener for a connection that leaves the pod: it arrives at port 15001 and is handed to
  /// the listener of its own address and port, else of `0.0.0.0` and the port, else stays
  /// (source/common/listener_manager/connection_handler_impl.cc, getBalancedHandlerByAddress).
  public func outbound(_ connection: ConnectionHead) -> ListenerChoice? {
    let candidates = listeners.filter { $0.trafficDirection != .inbound }
    let listener =
      candidates.first { $0.listens(at: connection.address, connection.port) }
      ?? candidates.first { $0.listens(at: "0.0.0.0", connection.port) }
      ?? candidates.first { $0.listens(at: "::", connection.port) }
      ?? candidates.first { $0.useOriginalDst ?? false }
    return listener.map { ListenerChoice(listener: $0, chain: $0.chain(for: connection)) }
  }

  /// The listener for a connection that enters the pod: it arrives at port 15006 and chooses by the
  /// port that was dialled.
  public func inbound(_ connection: ConnectionHead) -> ListenerChoice? {
    let listener = listeners.first { $0.trafficDirection == .inbound }
    return listener.map { ListenerChoice(listener: $0, chain: $0.chain(for: connection)) }
  }

  /// What a ztunnel does with a connection that a pod sends: an address with its port comes before
  /// one without, and what nobody is known to have goes where it was headed.
  public func carried(_ connection: ConnectionHead) -> ListenerChoice? {
    guard let listener = listeners.first(where: { $0.trafficDirection == .outbound }) else {
      return nil
    }
    let found = (listener.filterChains ?? []).filter {
      $0.dialled?.holds(connection.address, connection.port) ?? false
    }
    let chain =
      found.first { $0.dialled?.port != nil } ?? found.first ?? listener.defaultFilterChain
    return ListenerChoice(listener: listener, chain: chain)
  }

  /// The listener in which a waypoint's tunnels end: it chooses by the address and port that were
  /// dialled, then by whether the bytes are HTTP (envoy.config.listener.v3, filter_chain_matcher).
  public func tunnelled(_ connection: ConnectionHead) -> ListenerChoice? {
    guard let listener = listeners.first(where: { $0.name == TunnelName.mainInternal }) else {
      return nil
    }
    let found = (listener.filterChains ?? []).filter {
      $0.dialled?.holds(connection.address, connection.port) ?? false
    }
    let http = found.first { $0.httpConnectionManager != nil }
    let bytes = found.first { $0.httpConnectionManager == nil }
    let chain = connection.isHTTP ? http ?? bytes : bytes ?? http
    return ListenerChoice(listener: listener, chain: chain)
  }

  /// The listener of a gateway that is bound to a port.
  public func bound(_ connection: ConnectionHead) -> ListenerChoice? {
    let listener = listeners.first {
      $0.bindToPort ?? true
        && ($0.listens(at: "0.0.0.0", connection.port)
          || $0.listens(at: connection.address, connection.port))
    }
    return listener.map { ListenerChoice(listener: $0, chain: $0.chain(for: connection)) }
  }
}

extension Listener {
  /// Whether it is bound to an address and port, by itself or by an additional address.
  fileprivate func listens(at address: String, _ port: Int) -> Bool {
    let own = [self.address] + (additionalAddresses ?? []).map(\.address)
    return own.contains {
      $0.socketAddress?.address == address && ($0.socketAddress?.portValue ?? 0) == port
    }
  }

  /// The chain for a connection.
  ///
  /// Criteria are tried in a fixed order, each time the most specific that matches; nothing that
  /// was passed over is tried again (source/common/listener_manager/filter_chain_manager_impl.cc,
  /// findFilterChain).
  public func chain(for connection: ConnectionHead) -> FilterChain? {
    var left = filterChains ?? []
    left = byPort(left, connection.port)
    left = byAddress(left, connection.address)
    left = byServerName(left, connection.serverName)
    left = byTransport(left, connection.isTLS ? .tls : .plainText)
    left = byApplication(left, applicationProtocols(connection))
    return left.first ?? defaultFilterChain
  }

  /// What an inspector found: plain text is told apart only where there is an HTTP inspector.
  private func applicationProtocols(_ connection: ConnectionHead) -> [String] {
    switch connection.content {
    case .plain(let name): detectsHttp ? [name].compactMap(\.self) : []
    case .tls(_, let names): names
    }
  }

  private func byPort(_ chains: [FilterChain], _ port: Int) -> [FilterChain] {
    let exact = chains.filter { $0.filterChainMatch.destinationPort.map(Int.init) == port }
    return exact.isEmpty ? chains.filter { $0.filterChainMatch.destinationPort == nil } : exact
  }

  private func byAddress(_ chains: [FilterChain], _ address: String) -> [FilterChain] {
    let lengths = chains.map { $0.filterChainMatch.longestPrefix(containing: address) }
    guard let longest = lengths.compactMap(\.self).max() else { return [] }
    return zip(chains, lengths).filter { $0.1 == longest }.map(\.0)
  }

  private func byServerName(_ chains: [FilterChain], _ name: String) -> [FilterChain] {
    var wanted = name.isEmpty ? [] : [name]
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    for start in labels.indices.dropFirst() {
      wanted.append("*." + labels[start...].joined(separator: "."))
    }
    for name in wanted {
      let found = chains.filter { $0.filterChainMatch.serverNames?.contains(name) ?? false }
      if !found.isEmpty { return found }
    }
    return chains.filter { ($0.filterChainMatch.serverNames ?? []).isEmpty }
  }

  private func byTransport(
    _ chains: [FilterChain], _ found: FilterChainMatch.TransportProtocol
  ) -> [FilterChain] {
    let exact = chains.filter { $0.filterChainMatch.transportProtocol == found }
    return exact.isEmpty
      ? chains.filter { $0.filterChainMatch.transportProtocol == nil } : exact
  }

  private func byApplication(_ chains: [FilterChain], _ names: [String]) -> [FilterChain] {
    for name in names {
      let found = chains.filter {
        $0.filterChainMatch.applicationProtocols?.contains(name) ?? false
      }
      if !found.isEmpty { return found }
    }
    return chains.filter { ($0.filterChainMatch.applicationProtocols ?? []).isEmpty }
  }
}

extension DialledMatch {
  /// Whether an address and port are among them.
  public func holds(_ address: String, _ port: Int) -> Bool {
    guard self.port.map({ $0 == port }) ?? true else { return false }
    if addresses.contains(address) { return true }
    guard let wanted = IPAddress(address) else { return false }
    return addresses.contains { range in
      let parts = range.split(separator: "/")
      guard parts.count == 2, let first = parts.first, let start = IPAddress(String(first)),
        let length = Int(parts[1])
      else { return false }
      return wanted.isIn(start, prefixLength: length)
    }
  }
}

extension ConnectionHead {
  fileprivate var isHTTP: Bool {
    if case .plain(.some) = content { true } else { false }
  }

  fileprivate var isTLS: Bool {
    if case .tls = content { true } else { false }
  }

  fileprivate var serverName: String {
    if case .tls(let name, _) = content { name.lowercasedASCII } else { "" }
  }
}

extension FilterChainMatch {
  /// The length of the longest range that holds an address; 0 where there are no ranges, `nil`
  /// where none of them holds it.
  fileprivate func longestPrefix(containing address: String) -> Int? {
    guard let ranges = prefixRanges, !ranges.isEmpty else { return 0 }
    guard let address = IPAddress(address) else { return nil }
    return ranges.compactMap { range in
      guard let start = IPAddress(range.addressPrefix) else { return nil }
      let length = Int(range.prefixLen ?? 0)
      return address.isIn(start, prefixLength: length) ? length : nil
    }.max()
  }
}

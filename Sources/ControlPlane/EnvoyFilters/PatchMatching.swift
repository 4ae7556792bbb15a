internal import ProxyConfig
internal import Resources

extension EnvoyPatch {
  private var listenerMatch: EnvoyFilter.ListenerMatch? {
    guard case .listener(let match)? = patch.match else { return nil }
    return match
  }

  /// The network filter that it names; empty for none.
  var filter: String { listenerMatch?.filterChain?.filter ?? "" }

  /// The HTTP filter that it names; empty for none.
  var subFilter: String { listenerMatch?.filterChain?.subFilter ?? "" }

  /// The listener filter that it names; empty for none.
  var listenerFilter: String { listenerMatch?.listenerFilter ?? "" }
}

extension Listener {
  /// Whether it is a sidecar's listener that stands for many ports: what is in it is told by the
  /// ports of its filter chains.
  fileprivate var isVirtual: Bool { name == "virtualInbound" || name == "virtualOutbound" }

  /// Whether a patch looks at the listener (listenerMatch@1.30.3).
  func isMeant(by patch: EnvoyPatch) -> Bool {
    guard case .listener(let match)? = patch.patch.match else { return true }
    guard match.name.isEmpty || match.name == name else { return false }
    if patch.patch.applyTo != .listener, isVirtual { return true }
    return match.portNumber == 0
      || address.socketAddress?.portValue.map { $0 == Int(match.portNumber) } ?? false
  }
}

extension FilterChain {
  /// Whether a patch looks at the chain of a listener that it looks at (filterChainMatch@1.30.3).
  func isMeant(by patch: EnvoyPatch, in listener: Listener) -> Bool {
    guard case .listener(let match)? = patch.patch.match else { return true }
    if listener.isVirtual, match.portNumber > 0,
      filterChainMatch.destinationPort != match.portNumber
    {
      return false
    }
    guard let wanted = match.filterChain else { return true }
    let own = filterChainMatch
    return (wanted.name.isEmpty || wanted.name == name)
      && (wanted.sni.isEmpty || own.serverNames?.contains(wanted.sni) ?? false)
      && (wanted.transportProtocol.isEmpty
        || wanted.transportProtocol == own.transportProtocol?.word)
      && wanted.applicationProtocols.split(separator: ",").allSatisfy {
        own.applicationProtocols?.contains(String($0)) ?? false
      }
      && (wanted.destinationPort == 0 || own.destinationPort == wanted.destinationPort)
  }

  /// The chain with what a patch writes.
  ///
  /// A transport socket of the chain's own kind is changed within, and the rest of the patch is
  /// left out (mergeTransportSocketListener@1.30.3).
  func merged(with patch: ProtobufValue) throws -> FilterChain {
    var result = self
    if let socket = patch["transportSocket"]?["name"]?.text {
      if tls, socket == "envoy.transport_sockets.tls" { return self }
      result.tls = socket == "envoy.transport_sockets.tls"
    }
    if let written = patch["name"]?.text { result.name = written }
    if let match = patch["filterChainMatch"] {
      result.filterChainMatch = try MessageTree.message(
        FilterChainMatch.self, of: try MessageTree.of(filterChainMatch).merged(with: match))
    }
    let added = try (patch["filters"]?.items ?? []).map { try ChainFilter(patch: $0) }
    if !added.isEmpty { result.set(filters + added) }
    return result
  }
}

extension ChainFilter {
  /// The filter with what a patch writes; a filter without settings stays as it is.
  func merged(with patch: ProtobufValue, replacesLists: Bool) -> ChainFilter {
    let settings = patch["typedConfig"] ?? .object([:])
    let name = patch["name"]?.text ?? name
    switch self {
    case .http(let manager, _):
      let merged = try? manager.merged(with: settings, replacesLists: replacesLists)
      return .http(merged ?? manager, name: name)
    case .tcp(let proxy, _):
      let merged = try? MessageTree.message(
        TcpProxy.self,
        of: try MessageTree.of(proxy).merged(with: settings, replacesLists: replacesLists))
      return .tcp(merged ?? proxy, name: name)
    case .filter(var filter):
      filter.name = name
      if case .localRateLimit(let limit) = filter.configuration,
        let merged = try? MessageTree.message(
          LocalRateLimit.self,
          of: try MessageTree.of(limit).merged(with: settings, replacesLists: replacesLists))
      {
        filter.configuration = .localRateLimit(merged)
      }
      return .filter(filter)
    case .telemetry: return self
    }
  }
}

extension HTTPFilter {
  /// The filter with what a patch writes (mergeHTTPFilter@1.30.3).
  func merged(with patch: ProtobufValue, replacesLists: Bool) -> HTTPFilter {
    var result = self
    if let written = patch["name"]?.text { result.name = written }
    guard let settings = patch["typedConfig"] else { return result }
    func merge<Message: Codable>(_ message: Message) -> Message {
      (try? MessageTree.message(
        Message.self,
        of: try MessageTree.of(message).merged(
          with: settings.without("@type"), replacesLists: replacesLists))) ?? message
    }
    switch configuration {
    case .fault(let fault): result.configuration = .fault(merge(fault))
    case .rbac(let control): result.configuration = .rbac(merge(control))
    case .jwtAuthn(let tokens): result.configuration = .jwtAuthn(merge(tokens))
    case .localRateLimit(let limit): result.configuration = .localRateLimit(merge(limit))
    case .extAuthz(let service): result.configuration = .extAuthz(merge(service))
    case .lua(let script): result.configuration = .lua(merge(script))
    case .router, .cors, .wasm, .dynamicForwardProxy, .other: break
    }
    return result
  }
}

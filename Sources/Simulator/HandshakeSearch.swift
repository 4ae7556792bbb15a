internal import ProxyConfig

/// Why TLS does not come about between a client and the proxy that it calls, or why what it says is
/// not taken there.
struct HandshakeSearch {
  /// The name that the client's hello shows; empty for an address.
  let serverName: String
  /// Whether the client speaks TLS.
  let speaksTLS: Bool

  init(_ target: RequestURL) {
    serverName = Topology.isAddress(target.host) ? "" : target.host.lowercased()
    speaksTLS = target.scheme == "https"
  }

  /// What is wrong at a listener of a proxy; `nil` where nothing is.
  func failure(at listener: Listener, of proxy: String) -> RequestFailure? {
    let chains = listener.filterChains ?? []
    let withTLS = chains.filter(\.tls)
    guard speaksTLS else {
      guard !withTLS.isEmpty, withTLS.count == chains.count else { return nil }
      return RequestFailure(
        "the proxy of \(proxy) speaks TLS alone at this port, and plain HTTP came",
        hint: "call https://")
    }
    if chains.isEmpty || withTLS.isEmpty, chains.allSatisfy({ $0.tcpProxy == nil }) {
      return RequestFailure(
        "the proxy of \(proxy) speaks no TLS at this port", hint: "call http://")
    }
    let names = Set(chains.flatMap { $0.filterChainMatch.serverNames ?? [] })
    guard let chain = chains.first(where: { takes($0) }) else {
      let known = names.isEmpty ? "" : ": it has \(names.sorted().joined(separator: ", "))"
      return RequestFailure(
        "no server of the proxy of \(proxy) takes the server name "
          + "“\(serverName)” of the TLS greeting\(known)",
        hint: names.count == 1 ? names.first.map { "call https://\($0)/" } : nil)
    }
    guard chain.requiresClientCertificate else { return nil }
    return RequestFailure(
      "the server asks for a client's certificate (MUTUAL), and the client has none")
  }

  private func takes(_ chain: FilterChain) -> Bool {
    guard let names = chain.filterChainMatch.serverNames, !names.isEmpty else { return true }
    return names.contains { name in
      name == serverName || name.hasPrefix("*.") && serverName.hasSuffix(name.dropFirst())
    }
  }
}

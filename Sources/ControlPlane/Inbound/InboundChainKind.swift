internal import ProxyConfig

/// One of the filter chains of an inbound port: which connections it takes, and as what
/// (`pilot/pkg/networking/core/filterchain_options.go` FilterChainMatchOptions@1.30.3).
struct InboundChainKind: Hashable, Sendable {
  /// `istio…` names mark mutual TLS between proxies, plain names what the HTTP inspector saw.
  var applicationProtocols: [String] = []
  /// Whether the chain takes connections that begin with TLS.
  var takesTLS = false
  /// Whether the proxy terminates the TLS.
  var terminatesTLS = false
  /// Whether the chain reads HTTP.
  var isHTTP = false

  /// What a listener filter must have found.
  var transportProtocol: FilterChainMatch.TransportProtocol { takesTLS ? .tls : .plainText }
}

extension InboundChainKind {
  /// The chains of a port, in their order (getFilterChainMatchOptions@1.30.3).
  static func kinds(_ portProtocol: PortProtocol, _ mode: MutualTLSMode) -> [InboundChainKind] {
    if portProtocol == .undeclared { return undeclared(mode) }
    return portProtocol.isHTTP ? http(mode) : tcp(mode)
  }

  private static func http(_ mode: MutualTLSMode) -> [InboundChainKind] {
    let plain = InboundChainKind(isHTTP: true)
    switch mode {
    case .disable: return [plain]
    case .permissive: return [mutual(allNames, isHTTP: true), plain]
    case .strict: return [mutual([], isHTTP: true)]
    }
  }

  private static func tcp(_ mode: MutualTLSMode) -> [InboundChainKind] {
    let plain = InboundChainKind()
    switch mode {
    case .disable: return [plain]
    // TLS of the application's own is passed on.
    case .permissive: return [mutual(allNames), InboundChainKind(takesTLS: true), plain]
    case .strict: return [mutual([])]
    }
  }

  private static func undeclared(_ mode: MutualTLSMode) -> [InboundChainKind] {
    let plainHTTP = InboundChainKind(applicationProtocols: plainNames, isHTTP: true)
    switch mode {
    case .disable: return [plainHTTP, InboundChainKind()]
    case .permissive:
      return [
        mutual(httpNames, isHTTP: true), plainHTTP, mutual(tcpNames), InboundChainKind(),
        InboundChainKind(takesTLS: true),
      ]
    case .strict: return [mutual(httpNames, isHTTP: true), mutual([])]
    }
  }

  private static func mutual(_ names: [String], isHTTP: Bool = false) -> InboundChainKind {
    InboundChainKind(
      applicationProtocols: names, takesTLS: true, terminatesTLS: true, isHTTP: isHTTP)
  }

  private static let httpNames = ["istio-http/1.0", "istio-http/1.1", "istio-h2"]
  private static let tcpNames = ["istio-peer-exchange", "istio"]
  /// Protocols by which proxies say that they speak mutual TLS.
  static let allNames = ["istio", "istio-peer-exchange"] + httpNames
  private static let plainNames = ["http/1.1", "h2c"]

  /// Whether the HTTP inspector must look at the bytes first.
  static func needsInspector(_ match: FilterChainMatch) -> Bool {
    (match.applicationProtocols ?? []).contains { plainNames.contains($0) }
  }
}

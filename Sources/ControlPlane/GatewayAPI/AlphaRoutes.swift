internal import Resources

/// Which of Gateway API's experimental routes and listeners istiod serves
/// (pilot/pkg/config/kube/gateway/conversion.go@1.30.3, `listenerProtocolToIstio`).
struct AlphaRoutes {
  private let istiod: IstiodEnvironment
  private let rules: RuleVersion

  init(_ istiod: IstiodEnvironment, under rules: RuleVersion) {
    self.istiod = istiod
    self.rules = rules
  }

  /// Whether routes and listeners of a protocol act.
  func serves(_ protocolName: String) -> Bool {
    !isAlpha(protocolName) || istiod.serves(IstiodEnvironment.alphaGatewayAPI)
  }

  /// Whether the release wants to be told to serve them.
  func isAlpha(_ protocolName: String) -> Bool {
    switch protocolName {
    case "TCP": rules[.tcpRoutesAreAlpha]
    case "TLS": rules[.tlsRoutesAreAlpha]
    default: false
    }
  }
}

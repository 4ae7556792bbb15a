import DataPlane
import ProxyConfig
import Testing

@Suite struct ListenerChoiceTests {
  /// An outbound side as istiod writes it: one HTTP listener for a port, one for an address, and
  /// the listener that everything is redirected to.
  private static func outbound() -> ProxyConfiguration {
    var proxy = ProxyConfiguration(proxy: "p.default", address: "10.1.0.1", namespace: "default")
    var shared = Listener(name: "0.0.0.0_80", address: Address("0.0.0.0", port: 80))
    shared.bindToPort = false
    shared.detectsHttp = true
    shared.filterChains = [
      chain("http") {
        $0.transportProtocol = .plainText
        $0.applicationProtocols = ["http/1.1", "h2c"]
      }
    ]
    shared.defaultFilterChain = chain("passthrough")
    var own = Listener(name: "10.96.0.9_80", address: Address("10.96.0.9", port: 80))
    own.bindToPort = false
    own.filterChains = [chain("tcp")]
    var redirected = Listener(name: "virtualOutbound", address: Address("0.0.0.0", port: 15001))
    redirected.useOriginalDst = true
    redirected.filterChains = [
      chain("blackhole") { $0.destinationPort = 15001 }, chain("catchall"),
    ]
    proxy.listeners = [shared, own, redirected]
    return proxy
  }

  @Test(
    arguments: [
      ("10.96.0.11", 80, "http/1.1", "0.0.0.0_80", "http"),
      ("10.96.0.11", 80, "h2c", "0.0.0.0_80", "http"),
      ("10.96.0.11", 80, "http/1.0", "0.0.0.0_80", "passthrough"),
      ("10.96.0.11", 80, nil, "0.0.0.0_80", "passthrough"),
      ("10.96.0.9", 80, "http/1.1", "10.96.0.9_80", "tcp"),
      ("10.96.0.11", 81, "http/1.1", "virtualOutbound", "catchall"),
      ("10.1.0.1", 15001, nil, "virtualOutbound", "blackhole"),
    ] as [(String, Int, String?, String, String)])
  func choosesOutbound(
    address: String, port: Int, content: String?, listener: String, chain: String
  ) {
    let head = ConnectionHead(
      address: address, port: port, content: .plain(applicationProtocol: content))
    let choice = Self.outbound().outbound(head)
    #expect(choice?.listener.name == listener)
    #expect(choice?.chain?.name == chain)
  }

  private static func inbound() -> ProxyConfiguration {
    var proxy = ProxyConfiguration(proxy: "p.default", address: "10.1.0.1", namespace: "default")
    var listener = Listener(name: "virtualInbound", address: Address("0.0.0.0", port: 15006))
    listener.trafficDirection = .inbound
    listener.detectsHttp = true
    let mutual = ["istio", "istio-peer-exchange", "istio-http/1.0", "istio-http/1.1", "istio-h2"]
    listener.filterChains = [
      chain("blackhole") { $0.destinationPort = 15006 },
      chain("5000 mutual") {
        $0.destinationPort = 5000
        $0.transportProtocol = .tls
        $0.applicationProtocols = mutual
      },
      chain("5000 plain") {
        $0.destinationPort = 5000
        $0.transportProtocol = .plainText
      },
      chain("catchall http") {
        $0.transportProtocol = .plainText
        $0.applicationProtocols = ["http/1.1", "h2c"]
        $0.prefixRanges = [.init(addressPrefix: "0.0.0.0", prefixLen: nil)]
      },
      chain("catchall") {
        $0.transportProtocol = .plainText
        $0.prefixRanges = [.init(addressPrefix: "0.0.0.0", prefixLen: nil)]
      },
      chain("own") {
        $0.prefixRanges = [.init(addressPrefix: "10.1.0.7", prefixLen: 32)]
      },
    ]
    proxy.listeners = [listener]
    return proxy
  }

  @Test(
    arguments: [
      (
        "10.1.0.1", 5000, ConnectionHead.Content.plain(applicationProtocol: "http/1.1"),
        "5000 plain"
      ),
      (
        "10.1.0.1", 5000, .tls(serverName: "x", applicationProtocols: ["istio-peer-exchange"]),
        "5000 mutual"
      ),
      // The port's chains take no foreign TLS, and nothing that was passed over is tried again.
      ("10.1.0.1", 5000, .tls(serverName: "x", applicationProtocols: ["h2"]), nil),
      ("10.1.0.1", 6000, .plain(applicationProtocol: "http/1.1"), "catchall http"),
      ("10.1.0.1", 6000, .plain(applicationProtocol: nil), "catchall"),
      ("10.1.0.7", 6000, .plain(applicationProtocol: "http/1.1"), "own"),
      ("10.1.0.1", 15006, .plain(applicationProtocol: nil), "blackhole"),
    ] as [(String, Int, ConnectionHead.Content, String?)])
  func choosesInbound(
    address: String, port: Int, content: ConnectionHead.Content, chain: String?
  ) {
    let choice = Self.inbound().inbound(
      ConnectionHead(address: address, port: port, content: content))
    #expect(choice?.chain?.name == chain)
  }

  @Test(arguments: [
    ("api.example.com", "exact"), ("API.example.com", "exact"), ("b.example.com", "wildcard"),
    ("a.b.example.com", "wildcard"), ("example.org", "any"), ("", "any"),
  ])
  func choosesByServerName(name: String, expected: String) {
    var listener = Listener(name: "l", address: Address("0.0.0.0", port: 443))
    listener.filterChains = [
      Self.chain("any"), Self.chain("wildcard") { $0.serverNames = ["*.example.com"] },
      Self.chain("exact") { $0.serverNames = ["api.example.com"] },
    ]
    let head = ConnectionHead(
      address: "1.2.3.4", port: 443, content: .tls(serverName: name, applicationProtocols: []))
    #expect(listener.chain(for: head)?.name == expected)
  }

  private static func chain(
    _ name: String, _ change: (inout FilterChainMatch) -> Void = { _ in }
  ) -> FilterChain {
    var chain = FilterChain()
    chain.name = name
    change(&chain.filterChainMatch)
    return chain
  }
}

internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What a gateway does with connections in which it reads no HTTP
/// (`pilot/pkg/networking/core/gateway.go` createGatewayTCPFilterChainOpts@1.30.3).
@Suite struct GatewayByteTests {
  /// A server's protocol and TLS settings, what is bound to it, and the chains: server names, whether
  /// TLS ends there, and the cluster.
  struct Case: CustomTestStringConvertible {
    var id: String
    var server: String
    var rules: String
    var chains: [[String]]

    var testDescription: String { id }
  }

  static let cases = [
    Case(
      id: "the first rule whose port and gateway fit takes every connection",
      server: "protocol: TCP}, hosts: ['*']",
      rules: """
        tcp: [{match: [{port: 9001}], route: [{destination: {host: beta}}]},
          {match: [{gateways: [other]}], route: [{destination: {host: gamma}}]},
          {match: [{port: 9000}], route: [{destination: {host: alpha}}]}]
        """,
      chains: [["", "plain", "outbound|5000||alpha.default.svc.cluster.local"]]),
    Case(
      id: "TLS that ends at the gateway is told by the server's hosts",
      server: "protocol: TLS}, hosts: ['*/*.example.com'], tls: {mode: SIMPLE, credentialName: c}",
      rules: "tcp: [{route: [{destination: {host: alpha, port: {number: 5000}}}]}]",
      chains: [["*.example.com", "ends", "outbound|5000||alpha.default.svc.cluster.local"]]),
    Case(
      id: "rules for TLS do not act where TLS ends",
      server: "protocol: TLS}, hosts: ['*'], tls: {mode: SIMPLE, credentialName: c}",
      rules: """
        tls: [{match: [{sniHosts: [a.example.com]}], route: [{destination: {host: alpha}}]}]
        """,
      chains: []),
    Case(
      id: "TLS that is passed on is told by the rules' names; a name that is taken is left out",
      server: "protocol: TLS}, hosts: ['*'], tls: {mode: PASSTHROUGH}",
      rules: """
        tls: [{match: [{sniHosts: [b.example.com, a.example.com]}],
            route: [{destination: {host: alpha, port: {number: 5000}}}]},
          {match: [{sniHosts: [a.example.com]}], route: [{destination: {host: beta}}]},
          {match: [{sniHosts: [c.example.com], port: 9000}], route: [{destination: {host: gone}}]}]
        """,
      chains: [
        [
          "a.example.com b.example.com", "plain",
          "outbound|5000||alpha.default.svc.cluster.local",
        ],
        // Nobody has the host: the server's port stands for the missing one.
        ["c.example.com", "plain", "outbound|9000||gone.default.svc.cluster.local"],
      ]),
    Case(
      id: "between networks the server name is a cluster's",
      server: "protocol: TLS}, hosts: ['*.local'], tls: {mode: AUTO_PASSTHROUGH}",
      rules: "http: [{route: [{destination: {host: alpha}}]}]",
      chains: [
        [
          "outbound_.80_._.edge.istio-system.svc.cluster.local", "plain",
          "outbound_.80_._.edge.istio-system.svc.cluster.local",
        ],
        [
          "outbound_.443_._.edge.istio-system.svc.cluster.local", "plain",
          "outbound_.443_._.edge.istio-system.svc.cluster.local",
        ],
        [
          "outbound_.5000_._.alpha.default.svc.cluster.local", "plain",
          "outbound_.5000_._.alpha.default.svc.cluster.local",
        ],
      ]),
  ]

  @Test(arguments: cases)
  func aServerWithoutHTTP(_ row: Case) throws {
    let mesh = try SmallMesh(
      GatewayTests.gateway
        + GatewayTests.servers("1", "{port: {number: 9000, name: x, \(row.server)}")
        + GatewayTests.virtualService("1", "hosts: ['*.example.com'], \(row.rules)"))
    let listeners = try mesh.proxy("edge.istio-system").listeners
    let chains = listeners.first?.filterChains ?? []
    #expect(
      chains.map { chain in
        [
          (chain.filterChainMatch.serverNames ?? []).joined(separator: " "),
          chain.tls ? "ends" : "plain", chain.tcpProxy?.cluster ?? "",
        ]
      } == row.chains)
  }

  @Test func severalDestinationsShareByWeight() throws {
    let mesh = try SmallMesh(
      GatewayTests.gateway
        + GatewayTests.servers(
          "1", "{port: {number: 9000, name: x, protocol: TCP}, hosts: ['*']}")
        + GatewayTests.virtualService(
          "1",
          """
          hosts: ['*'], tcp: [{route: [{destination: {host: alpha}, weight: 90},
            {destination: {host: alpha, subset: v1}, weight: 10}]}]
          """))
    let chain = try mesh.proxy("edge.istio-system").listeners.first?.filterChains?.first
    let clusters = try #require(chain?.tcpProxy?.weightedClusters?.clusters)
    #expect(clusters.map(\.weight) == [90, 10])
    #expect(clusters.map(\.name) == [SmallMesh.alpha, SmallMesh.alpha("v1")])
  }
}

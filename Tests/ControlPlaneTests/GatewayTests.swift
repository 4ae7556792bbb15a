internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What a gateway's proxy listens on and how it routes
/// (`pilot/pkg/networking/core/gateway_test.go`@1.30.3 states the same facts).
@Suite struct GatewayTests {
  static let gateway = """
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: edge, namespace: istio-system, labels: {istio: ingressgateway}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: edge, namespace: istio-system}
    spec:
      selector: {istio: ingressgateway}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}]

    """

  static func servers(_ name: String, _ servers: String) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: g\(name), namespace: istio-system, creationTimestamp: "2024-01-0\(name)T00:00:00Z"}
    spec: {selector: {istio: ingressgateway}, servers: [\(servers)]}

    """
  }

  static func virtualService(_ name: String, _ rest: String) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: vs-\(name), creationTimestamp: "2024-02-0\(name)T00:00:00Z"}
    spec: {gateways: [istio-system/g1], \(rest)}

    """
  }

  static let plain = "{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*.example.com']}"

  private func edge(_ manifests: String) throws -> ProxyConfiguration {
    try SmallMesh(Self.gateway + manifests).proxy("edge.istio-system")
  }

  /// What the pod says of the proxies before it, what the mesh says, and how many are believed.
  @Test(
    arguments: [
      ("", "", nil), ("{gatewayTopology: {numTrustedProxies: 2}}", "", 2),
      ("", "gatewayTopology: {numTrustedProxies: 1}", 1),
      ("{gatewayTopology: {numTrustedProxies: 2}}", "gatewayTopology: {numTrustedProxies: 1}", 2),
      ("{concurrency: 1}", "gatewayTopology: {numTrustedProxies: 1}", 1),
    ] as [(String, String, UInt32?)])
  func howManyProxiesAreBelieved(_ pod: String, _ mesh: String, _ count: UInt32?) throws {
    let annotated = Self.gateway.replacing(
      "labels: {istio: ingressgateway}}",
      with: "labels: {istio: ingressgateway}, annotations: {proxy.istio.io/config: \"\(pod)\"}}")
    let configuration = """
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: istio, namespace: istio-system}
      data: {mesh: "defaultConfig: {\(mesh)}"}
      """
    let small = try SmallMesh(
      (pod.isEmpty ? Self.gateway : annotated) + Self.servers("1", Self.plain) + configuration)
    let chain = try small.proxy("edge.istio-system").listeners.first?.filterChains?.first
    #expect(chain?.httpConnectionManager?.xffNumTrustedHops == count)
  }

  @Test func aServicePortStandsForItsTarget() throws {
    let edge = try edge(Self.servers("1", Self.plain))
    #expect(edge.listeners.map(\.name) == ["0.0.0.0_8080"])
    let table = try #require(edge.routes.first)
    #expect(table.name == "http.8080")
    #expect(table.virtualHosts.map(\.name) == ["blackhole:80"])
    #expect(!edge.clusters.contains { $0.name == "PassthroughCluster" })
  }

  @Test func routesOfSeveralVirtualServicesAreAppendedAndCatchAllsComeLast() throws {
    let rule = "{route: [{destination: {host: alpha}}]"
    let edge = try edge(
      Self.servers("1", Self.plain)
        + Self.virtualService(
          "1", "hosts: [a.example.com], http: [\(rule), name: rest}]")
        + Self.virtualService(
          "2",
          "hosts: [a.example.com], http: [\(rule), name: path, match: [{uri: {exact: /x}}]}]"))
    let hosts = try #require(edge.routes.first).virtualHosts
    #expect(hosts.map(\.name) == ["a.example.com:80"])
    #expect(hosts.first?.routes?.map(\.name) == ["path", "rest"])
    // The destination has one port alone: that one, and not the gateway's.
    #expect(hosts.first?.routes?.last?.route?.cluster == SmallMesh.alpha)
  }

  @Test func hostsWithTheSameRoutesAreOne() throws {
    let edge = try edge(
      Self.servers("1", Self.plain)
        + Self.virtualService(
          "1",
          "hosts: [a.example.com, '*.b.example.com'], http: [{route: [{destination: {host: x}}]}]"
        ))
    let hosts = try #require(edge.routes.first).virtualHosts
    #expect(hosts.map(\.name) == ["a.example.com:80"])
    #expect(hosts.first?.domains == ["a.example.com", "*.b.example.com"])
  }

  @Test func serversThatTerminateTLSHaveTablesOfTheirOwn() throws {
    func secure(_ name: String, _ host: String) -> String {
      """
      {port: {number: 443, name: \(name), protocol: HTTPS}, hosts: ['\(host)'], \
      tls: {mode: SIMPLE, credentialName: cert}}
      """
    }
    let edge = try edge(
      Self.servers("1", secure("one", "a.example.com"))
        // The second server of this Gateway names a host that is taken.
        + Self.servers("2", secure("two", "*") + ", " + secure("three", "a.example.com")))
    let listener = try #require(edge.listeners.first)
    #expect(listener.name == "0.0.0.0_8443")
    let chains = try #require(listener.filterChains)
    #expect(
      chains.map { $0.httpConnectionManager?.rds?.routeConfigName } == [
        "https.443.one.g1.istio-system", "https.443.two.g2.istio-system",
      ])
    #expect(chains.map(\.filterChainMatch.serverNames) == [["a.example.com"], nil])
    #expect(chains.map(\.tls) == [true, true])
  }

  @Test func redirectsKeepTheNamespaceOfHostsThatNobodyClaims() throws {
    let edge = try edge(
      Self.servers(
        "1",
        """
        {port: {number: 80, name: http, protocol: HTTP}, hosts: [default/*.example.com], \
        tls: {httpsRedirect: true}}
        """)
        + Self.virtualService(
          "1", "hosts: [a.example.com], http: [{route: [{destination: {host: alpha}}]}]"))
    let hosts = try #require(edge.routes.first).virtualHosts
    #expect(hosts.map(\.name) == ["a.example.com:80", "default/*.example.com:80"])
    #expect(hosts.map(\.requireTls) == [.all, .all])
  }

  @Test func whatPassesTLSOnIsNotModelled() throws {
    let mesh = try SmallMesh(
      Self.gateway
        + Self.servers(
          "1",
          "{port: {number: 90, name: tls, protocol: TLS}, hosts: ['*'], tls: {mode: PASSTHROUGH}}"))
    #expect(mesh.compilation.diagnostics(on: nil).contains { $0.code == .notModelled })
  }
}

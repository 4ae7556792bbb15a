internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// The receiver's side: whose pool holds, which chains there are, and who tries again
/// (`pilot/pkg/networking/core/listener_inbound.go` and cluster_builder.go@1.20.2 to @1.30.3).
@Suite struct InboundTests {
  static let rule = """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: rule}
    spec:
      host: alpha
      trafficPolicy: {connectionPool: {http: {http2MaxRequests: 1}}}

    """

  static let olderService = """
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: older, creationTimestamp: "2023-01-01T00:00:00Z"}
    spec: {selector: {app: alpha}, ports: [{name: tcp, port: 80, targetPort: 5000}]}

    """

  static func sidecar(_ spec: String) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata: {name: sidecar}
    spec: \(spec)

    """
  }

  static let pool = "inboundConnectionPool: {http: {http2MaxRequests: 9}}"

  @Test(
    arguments: [
      ("", "istio-1.20", 1), ("", "istio-1.30", 1), (olderService, "istio-1.30", .max),
      (sidecar("{\(pool)}"), "istio-1.20", 1), (sidecar("{\(pool)}"), "istio-1.21", 9),
      (sidecar("{egress: [{hosts: [istio-system/*]}]}"), "istio-1.30", .max),
    ] as [(String, String, UInt32)])
  func whosePoolHolds(_ manifests: String, _ version: String, _ limit: UInt32) throws {
    let mesh = try SmallMesh(Self.rule + manifests, version)
    #expect(try mesh.limits("inbound|5000||", of: "v1.default").maxRequests == limit)
  }

  /// Where the mesh lets proxies hand over what they receive.
  @Test(arguments: [("PASSTHROUGH", nil), ("LOCALHOST", "127.0.0.1")] as [(String, String?)])
  func theMeshSaysWhereApplicationsListen(_ mode: String, _ address: String?) throws {
    let mesh = try SmallMesh(
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: istio, namespace: istio-system}
      data: {mesh: "inboundTrafficPolicy: {mode: \(mode)}"}
      """)
    let cluster = try #require(try mesh.cluster("inbound|5000||", of: "v1.default"))
    #expect(cluster.type == (address == nil ? .originalDestination : .static))
    let host = cluster.loadAssignment?.endpoints?.first?.lbEndpoints?.first?.endpoint
    #expect(host?.address.socketAddress?.address == address)
    #expect(host?.address.socketAddress?.portValue == (address == nil ? nil : 5000))
  }

  @Test func anIngressReplacesWhatServicesSay() throws {
    let mesh = try SmallMesh(
      Self.rule
        + Self.sidecar(
          """
          {\(Self.pool), ingress: [{port: {number: 9000, protocol: HTTP, name: web}, \
          defaultEndpoint: "127.0.0.1:8080", \
          connectionPool: {tcp: {maxConnections: 4}}}]}
          """))
    let cluster = try #require(try mesh.cluster("inbound|9000||", of: "v1.default"))
    #expect(cluster.type == .static)
    #expect(cluster.lbPolicy == nil)
    let address = cluster.loadAssignment?.endpoints?.first?.lbEndpoints?.first?.endpoint.address
    #expect(address == Address("127.0.0.1", port: 8080))
    let limits = try mesh.limits("inbound|9000||", of: "v1.default")
    #expect(limits.maxConnections == 4)
    #expect(limits.maxRequests == .max)
    #expect(
      cluster.limitOrigins.maxConnections?.fieldPath
        == "spec.ingress[0].connectionPool.tcp.maxConnections")
    #expect(try mesh.cluster("inbound|5000||", of: "v1.default") == nil)
  }

  @Test(arguments: [
    (PortProtocol.http, MutualTLSMode.permissive, ["tls http", "plain http"]),
    (.http, .strict, ["tls http"]), (.http, .disable, ["plain http"]),
    (.tcp, .permissive, ["tls tcp", "passed tcp", "plain tcp"]), (.tcp, .strict, ["tls tcp"]),
    (.https, .disable, ["plain tcp"]),
    (
      .undeclared, .permissive,
      ["tls http", "plain http", "tls tcp", "plain tcp", "passed tcp"]
    ), (.undeclared, .strict, ["tls http", "tls tcp"]),
    (.undeclared, .disable, ["plain http", "plain tcp"]),
  ])
  func chains(_ port: PortProtocol, _ mode: MutualTLSMode, _ expected: [String]) {
    let kinds = InboundChainKind.kinds(port, mode).map { kind in
      let outer = kind.terminatesTLS ? "tls" : kind.takesTLS ? "passed" : "plain"
      return "\(outer) \(kind.isHTTP ? "http" : "tcp")"
    }
    #expect(kinds == expected)
  }

  static func authentication(_ namespace: String, _ spec: String) -> String {
    """
    ---
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: mode, namespace: \(namespace)}
    spec: \(spec)

    """
  }

  @Test(arguments: [
    (authentication("istio-system", "{mtls: {mode: STRICT}}"), 1),
    (authentication("default", "{mtls: {mode: DISABLE}}"), 1),
    (
      authentication("istio-system", "{mtls: {mode: STRICT}}")
        + authentication("default", "{mtls: {mode: PERMISSIVE}}"), 2
    ),
    (
      authentication(
        "default", "{selector: {matchLabels: {app: alpha}}, portLevelMtls: {5000: {mode: STRICT}}}"
      ), 1
    ),
    (authentication("default", "{selector: {matchLabels: {app: x}}, mtls: {mode: STRICT}}"), 2),
  ])
  func modes(_ manifests: String, _ count: Int) throws {
    let listener = try virtualInbound(SmallMesh(manifests))
    let chains = listener.filterChains?.filter { $0.filterChainMatch.destinationPort == 5000 }
    #expect(chains?.count == count)
  }

  @Test(arguments: [
    ("http", "istio-1.23", false), ("http", "istio-1.24", true), ("grpc", "istio-1.25", true),
    ("grpc", "istio-1.26", false), ("http2", "istio-1.30", true),
  ])
  func triesAgain(_ name: String, _ version: String, _ retries: Bool) throws {
    let service = """
      apiVersion: v1
      kind: Service
      metadata: {name: older, creationTimestamp: "2023-01-01T00:00:00Z"}
      spec: {selector: {app: alpha}, ports: [{name: \(name), port: 80, targetPort: 5000}]}
      """
    let listener = try virtualInbound(SmallMesh(service, version))
    let chain = listener.filterChains?.first { $0.filterChainMatch.destinationPort == 5000 }
    let host = chain?.httpConnectionManager?.routeConfig?.virtualHosts.first
    #expect(host?.name == "inbound|http|80")
    let policy = host?.routes?.first?.route?.retryPolicy
    #expect((policy?.retryOn == "reset-before-request") == retries)
  }

  private func virtualInbound(_ mesh: SmallMesh) throws -> Listener {
    try #require(
      try mesh.proxy("v1.default").listeners.first { $0.name == "virtualInbound" })
  }
}

/// The theory that a host is looked up again by each proxy.
@Suite struct RoutingAgainTests {
  @Test func theReceiversVirtualHostCarriesTheRoutes() throws {
    let manifest = """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: around}
      spec:
        hosts: [alpha]
        http: [{name: around, route: [{destination: {host: alpha}}]}]
      """
    func routes(_ version: String) throws -> [String?] {
      let listener = try #require(
        try SmallMesh(manifest, version).proxy("v1.default").listeners
          .first { $0.name == "virtualInbound" })
      let chain = listener.filterChains?.first { $0.filterChainMatch.destinationPort == 5000 }
      return chain?.httpConnectionManager?.routeConfig?.virtualHosts.first?.routes?.map {
        "\($0.name ?? "") → \($0.route?.cluster ?? "")"
      } ?? []
    }
    let around = "around → outbound|5000||alpha.default.svc.cluster.local"
    #expect(try routes("naive") == [around, "default → inbound|5000||"])
    #expect(try routes("istio-1.20") == ["default → inbound|5000||"])
  }
}

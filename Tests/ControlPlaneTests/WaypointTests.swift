internal import Diagnostics
internal import Manifests
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What waypoints are sent, under which release, and what is said where they are not used.
@Suite struct WaypointTests {
  // MARK: Tables

  struct RuleCase: Sendable, CustomTestStringConvertible {
    var name: String
    var rules: String
    var version = "istio-1.30"
    /// The clusters of the routes of service web, in order.
    var clusters: [String]
    var testDescription: String { "\(name), \(version)" }
  }

  static let web = "inbound-vip|80|http|web.shop.svc.cluster.local"
  static let api = "inbound-vip|80|http|api.shop.svc.cluster.local"
  static let far = "outbound|80||far.far.svc.cluster.local"

  static let ruleCases: [RuleCase] = [
    RuleCase(name: "no rule", rules: "", clusters: [web]),
    RuleCase(name: "a service of its own", rules: rule("one", "web", to: "api"), clusters: [api]),
    RuleCase(
      name: "a service of others", rules: rule("one", "web", to: "far.far.svc.cluster.local"),
      clusters: [far]),
    RuleCase(
      name: "a rule of a third namespace has no say",
      rules: rule("one", "web.shop.svc.cluster.local", to: "api.shop.svc.cluster.local", in: "far"),
      clusters: [web]),
    RuleCase(
      name: "several VirtualServices are put together",
      rules: rule("one", "web", to: "api", match: "{uri: {prefix: /a}}")
        + rule("two", "web", to: "web"), clusters: [api, web]),
    RuleCase(
      name: "several VirtualServices: the first alone",
      rules: rule("one", "web", to: "api", match: "{uri: {prefix: /a}}")
        + rule("two", "web", to: "web"), version: "istio-1.29", clusters: [api]),
    RuleCase(
      name: "labels of sources are left out",
      rules: rule("one", "web", to: "api", match: "{sourceLabels: {app: x}}"), clusters: [web]),
    RuleCase(
      name: "labels of sources hold for everybody",
      rules: rule("one", "web", to: "api", match: "{sourceLabels: {app: x}}"),
      version: "istio-1.24", clusters: [api]),
    RuleCase(
      name: "the namespace of sources is compared with the waypoint's",
      rules: rule("one", "web", to: "api", match: "{sourceNamespace: far}"), clusters: [web]),
    RuleCase(
      name: "the namespace of sources is not looked at",
      rules: rule("one", "web", to: "api", match: "{sourceNamespace: far}"),
      version: "istio-1.25", clusters: [api]),
  ]

  @Test(arguments: ruleCases)
  func routesOfTheService(_ example: RuleCase) throws {
    let waypoint = try waypoint(Self.mesh() + example.rules, example.version)
    let chain = waypoint.listeners.flatMap { $0.filterChains ?? [] }.first { $0.name == Self.web }
    let hosts = chain?.httpConnectionManager?.routeConfig?.virtualHosts ?? []
    let found = hosts.flatMap { $0.routes ?? [] }.compactMap { $0.route?.cluster }
    #expect(found == example.clusters)
    for name in found { #expect(waypoint.clusters.contains { $0.name == name }) }
  }

  @Test func tunnelsLeadToPods() throws {
    let waypoint = try waypoint(Self.mesh())
    let hosts = waypoint.endpoints.first { $0.clusterName == Self.web }?.endpoints?.first
    let address = hosts?.lbEndpoints?.first?.endpoint.address.envoyInternalAddress
    #expect(address?.serverListenerName == "connect_originate")
    #expect(address?.endpointId == "10.1.0.1:80")
    #expect(waypoint.clusters.contains { $0.name == "encap" })
  }

  @Test func theLimitIsTheWaypoints() throws {
    let waypoint = try waypoint(
      Self.mesh() + """
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: web, namespace: shop}
        spec: {host: web, trafficPolicy: {connectionPool: {http: {http2MaxRequests: 1}}}}

        """)
    let cluster = waypoint.clusters.first { $0.name == Self.web }
    #expect(cluster?.circuitBreakers?.thresholds.first?.maxRequests == 1)
    #expect(cluster?.tls == .other("internal_upstream"))
  }

  @Test(arguments: [("istio-1.23", false), ("istio-1.24", true)])
  func releasesWithoutAmbientMode(_ version: String, isModelled: Bool) throws {
    let compilation = try MeshReading(Self.mesh(), version).compilation
    #expect(compilation.unmodelled.isEmpty == isModelled)
    #expect(compilation.mesh.proxies.isEmpty == !isModelled)
  }

  // MARK: Which waypoint

  struct ChoiceCase: Sendable, CustomTestStringConvertible {
    var name: String
    var namespace = "istio.io/use-waypoint: waypoint"
    var service = ""
    var gateway = ""
    var listener = ""
    /// Whether the waypoint serves the service.
    var isServed: Bool
    var code: DiagnosticCode?
    var testDescription: String { name }
  }

  static let choiceCases: [ChoiceCase] = [
    ChoiceCase(name: "by the namespace", isServed: true),
    ChoiceCase(
      name: "by the Service", namespace: "a: b", service: "istio.io/use-waypoint: waypoint",
      isServed: true),
    ChoiceCase(name: "nobody asks", namespace: "a: b", isServed: false),
    ChoiceCase(name: "none", service: "istio.io/use-waypoint: none", isServed: false),
    ChoiceCase(
      name: "of another namespace that lets it not in", namespace: "a: b", service: other,
      isServed: false,
      code: .waypointNotUsed),
    ChoiceCase(
      name: "of another namespace that lets it in", namespace: "a: b", service: other,
      listener: ", allowedRoutes: {namespaces: {from: All}}", isServed: true),
    ChoiceCase(
      name: "a name that is none", service: "istio.io/use-waypoint: nothing", isServed: false,
      code: .waypointNotUsed),
    ChoiceCase(
      name: "for workloads alone", gateway: "istio.io/waypoint-for: workload", isServed: false,
      code: .waypointNotUsed),
    ChoiceCase(name: "for all", gateway: "istio.io/waypoint-for: all", isServed: true),
    ChoiceCase(
      name: "a listener that is not HBONE", listener: "}, {name: more, port: 80, protocol: HTTP",
      isServed: true, code: .waypointListener),
  ]

  static let other = "istio.io/use-waypoint: waypoint, istio.io/use-waypoint-namespace: gate"

  @Test(arguments: choiceCases)
  func findsTheWaypoint(_ example: ChoiceCase) throws {
    let isElsewhere = example.service == Self.other
    let compilation = try MeshReading(
      Self.mesh(
        namespace: example.namespace, service: example.service, gateway: example.gateway,
        listener: example.listener, gatewayNamespace: isElsewhere ? "gate" : "shop")
    ).compilation
    let proxy = compilation.mesh.proxies.first { $0.proxy.hasPrefix("waypoint") }
    let chains = proxy?.listeners.flatMap { $0.filterChains ?? [] } ?? []
    #expect(chains.contains { $0.name == Self.web } == example.isServed)
    let codes = Set(compilation.diagnostics.map(\.code))
    if let code = example.code {
      #expect(codes.contains(code))
      #expect(compilation.diagnostics.allSatisfy { $0.location != nil })
    } else {
      #expect(codes.isDisjoint(with: [.waypointNotUsed, .waypointListener, .waypointWithoutPods]))
    }
  }

  // MARK: Findings

  static let findings: [(String, DiagnosticCode)] = [
    (
      """
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: both, labels: {istio-injection: enabled, istio.io/dataplane-mode: ambient}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: both}, spec: {containers: [{name: c}]}}

      """, .injectedAndAmbient
    ),
    (
      """
      ---
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: get, namespace: shop}
      spec: {rules: [{to: [{operation: {methods: [GET]}}]}]}

      """, .policyForHTTPAtTunnel
    ),
    (
      """
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: waypoint, namespace: shop}
      spec:
        replicas: 0
        selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: waypoint}}
        template:
          metadata: {labels: {gateway.networking.k8s.io/gateway-name: waypoint}}
          spec: {containers: [{name: istio-proxy, image: proxyv2}]}

      """, .waypointWithoutPods
    ),
  ]

  @Test(arguments: findings)
  func saysWhatActsOtherwise(_ more: String, _ code: DiagnosticCode) throws {
    let found = try MeshReading(Self.mesh() + more).compilation.diagnostics
    #expect(found.filter { $0.code == code }.count == 1)
    #expect(try !MeshReading(Self.mesh()).compilation.diagnostics.contains { $0.code == code })
  }

  @Test(arguments: [
    ("client.shop", [DiagnosticCode.ruleWithoutWaypoint]), ("waypoint-0.shop", []),
  ])
  func saysWhyRulesDoNotAct(_ proxy: String, _ codes: [DiagnosticCode]) throws {
    let mesh = Self.mesh() + Self.rule("far", "far", to: "far", in: "far")
    let notes = try MeshReading(mesh).compilation.notes(
      at: proxy, about: RuleQuestion(called: ["far.far.svc.cluster.local"], port: 80))
    #expect(notes.map(\.code) == codes)
  }

  /// A pod's own address is dialled, which is no Service's.
  @Test func callsOfHeadlessServicesPassTheWaypointBy() throws {
    let mesh =
      Self.mesh() + """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: headless, namespace: shop}
        spec: {clusterIP: None, ports: [{name: http, port: 80}], selector: {app: web}}

        """
    let notes = try MeshReading(mesh).compilation.notes(
      at: "client.shop",
      about: RuleQuestion(called: ["headless.shop.svc.cluster.local"], port: 80))
    #expect(notes.map(\.code) == [.waypointNotUsed])
  }

  @Test func theClientsNamespaceHasNoSay() throws {
    let rules =
      Self.rule("web", "web.shop.svc.cluster.local", to: "web.shop.svc.cluster.local", in: "far")
        + """
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: web, namespace: far}
        spec: {host: web.shop.svc.cluster.local, subsets: [{name: v1}]}

        """
    let notes = try MeshReading(Self.mesh() + rules).compilation.notes(
      at: "waypoint-0.shop", about: RuleQuestion(called: ["web.shop.svc.cluster.local"], port: 80))
    #expect(notes.map(\.code) == [.ruleNotAtWaypoint, .ruleNotAtWaypoint])
    #expect(notes.map(\.rule.resource.kind) == ["VirtualService", "DestinationRule"])
  }

  // MARK: The mesh

  private func waypoint(
    _ manifests: String, _ version: String = "istio-1.30"
  ) throws -> ProxyConfiguration {
    let mesh = try MeshReading(manifests, version).compilation.mesh
    return try #require(mesh.proxies.first { $0.proxy == "waypoint-0.shop" })
  }

  static func rule(
    _ name: String, _ host: String, to target: String, match: String = "", in space: String = "shop"
  ) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: \(name), namespace: \(space)}
    spec:
      hosts: [\(host)]
      http: [{match: [\(match)], route: [{destination: {host: \(target)}}]}]

    """
  }

  /// Services web and api of a namespace with a waypoint, and one of a namespace without.
  static func mesh(
    namespace: String = "istio.io/use-waypoint: waypoint", service: String = "",
    gateway: String = "", listener: String = "", gatewayNamespace: String = "shop"
  ) -> String {
    """
    apiVersion: v1
    kind: Namespace
    metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient, \(namespace)}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: far, labels: {istio.io/dataplane-mode: ambient}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: gate}}
    ---
    \(pod("web", "shop", service))
    ---
    \(pod("api", "shop", ""))
    ---
    \(pod("far", "far", ""))
    ---
    \(pod("client", "shop", ""))
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: waypoint, namespace: \(gatewayNamespace), labels: {\(gateway)}}
    spec:
      gatewayClassName: istio-waypoint
      listeners: [{name: mesh, port: 15008, protocol: HBONE\(listener)}]

    """
  }

  private static func pod(_ name: String, _ namespace: String, _ labels: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name), namespace: \(namespace), labels: {app: \(name)}}
    spec: {containers: [{name: app, image: app, ports: [{containerPort: 80}]}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: \(namespace), labels: {\(labels)}}
    spec: {ports: [{name: http, port: 80}], selector: {app: \(name)}}
    """
  }
}

import ControlPlane
import Diagnostics
import Manifests
import ProxyConfig
import Testing

@testable import Simulator

/// The ways of requests where namespaces are in ambient mode: which stations they pass, who decides,
/// and what each client's kind makes of it.
@Suite struct AmbientPathTests {
  struct Way: Sendable, CustomTestStringConvertible {
    var name: String
    var more = ""
    var version = "istio-1.30"
    var url = "http://web.shop:5000/"
    var pod = "client.shop"
    /// The stations, as pod and direction.
    var stations: [String]
    var status: Int?
    var exit = 0
    var workload: String?
    var decidedBy: String?
    var testDescription: String { name }
  }

  static let toWaypoint = ["client.shop outbound", "waypoint-0.shop waypoint"]
  static let toWeb = toWaypoint + ["web.shop inbound"]

  static let ways: [Way] = [
    Way(
      name: "in ambient mode: ztunnel, waypoint, ztunnel", stations: toWeb, status: 200,
      workload: "web.shop"),
    Way(
      name: "the waypoint of the addressed service applies its rules",
      more: shift(from: "web", to: "api"), stations: toWaypoint + ["api.shop inbound"],
      status: 200, workload: "api.shop"),
    Way(
      name: "rules that name each other are applied once",
      more: shift(from: "web", to: "api") + shift(from: "api", to: "web"),
      stations: toWaypoint + ["api.shop inbound"], status: 200, workload: "api.shop"),
    Way(
      name: "a caller in another namespace takes the same way", pod: "client.far",
      stations: ["client.far outbound", "waypoint-0.shop waypoint", "web.shop inbound"],
      status: 200, workload: "web.shop"),
    Way(
      name: "a caller with a sidecar passes the waypoint by",
      more: shift(from: "web", to: "api"), pod: "client.side",
      stations: ["client.side outbound", "api.shop inbound"], status: 200, workload: "api.shop"),
    Way(
      name: "a caller outside the mesh meets no rule",
      more: shift(from: "web", to: "api"), pod: "client.bare", stations: ["web.shop inbound"],
      status: 200, workload: "web.shop"),
    Way(
      name: "a service without a waypoint: no rule acts", more: abort("far", "far"),
      url: "http://far.far:5000/",
      stations: ["client.shop outbound", "far.far inbound"], status: 200, workload: "far.far"),
    Way(
      name: "a backend of another waypoint is reached past it",
      more: shift(from: "web", to: "far.far.svc.cluster.local") + abort("far", "far"),
      stations: toWaypoint + ["far.far inbound"], status: 200, workload: "far.far"),
    Way(
      name: "none takes a service out", more: service("own", "istio.io/use-waypoint: none"),
      url: "http://own.shop:5000/", stations: ["client.shop outbound", "web.shop inbound"],
      status: 200, workload: "web.shop"),
    Way(
      name: "a label that names nothing: as if there were none",
      more: service("own", "istio.io/use-waypoint: nothing"), url: "http://own.shop:5000/",
      stations: ["client.shop outbound", "web.shop inbound"], status: 200, workload: "web.shop"),
    Way(
      name: "a pod's own address: a waypoint for services is not meant",
      url: "http://10.1.0.1:5000/",
      stations: ["client.shop outbound", "web.shop inbound"], status: 200, workload: "web.shop"),
    Way(
      name: "a fault at the waypoint", more: abort("web", "shop"), stations: toWaypoint,
      status: 418, decidedBy: "waypoint-0.shop"),
    Way(
      name: "a port that the service does not have", url: "http://web.shop:81/",
      stations: ["client.shop outbound"], exit: 56),
  ]

  static let policies: [Way] = [
    Way(
      name: "a ztunnel closes what it denies", more: policy(deny: "/never", selector: "far", "far"),
      url: "http://far.far:5000/", stations: ["client.shop outbound", "far.far inbound"],
      exit: 56),
    Way(
      name: "a policy for the Service acts at its waypoint",
      more: policy(deny: "/secret", service: "web"), url: "http://web.shop:5000/secret",
      stations: toWaypoint, status: 403, decidedBy: "waypoint-0.shop"),
    Way(
      name: "and spares other paths", more: policy(deny: "/secret", service: "web"),
      stations: toWeb, status: 200, workload: "web.shop"),
    Way(
      name: "a sidecar's calls are not asked about by the waypoint",
      more: policy(deny: "/secret", service: "web"), url: "http://web.shop:5000/secret",
      pod: "client.side", stations: ["client.side outbound", "web.shop inbound"], status: 200,
      workload: "web.shop"),
    Way(
      name: "behind a waypoint the pod's ztunnel knows the waypoint alone",
      more: allow(account: "waypoint"), stations: toWeb, status: 200, workload: "web.shop"),
    Way(
      name: "so that a policy for the client refuses at the pod", more: allow(account: "default"),
      stations: toWeb, status: 503, decidedBy: "web.shop"),
    Way(
      name: "STRICT closes plain text", more: strict, pod: "client.bare",
      stations: ["web.shop inbound"], exit: 56),
    Way(
      name: "STRICT takes tunnels", more: strict, stations: toWeb, status: 200,
      workload: "web.shop"),
  ]

  @Test(arguments: ways + policies)
  func leadsThere(_ way: Way) throws {
    let trace = try Self.ask(way)
    #expect(trace.hops.map { "\($0.proxy) \($0.direction ?? "")" } == way.stations)
    #expect(trace.outcome.status == way.status)
    #expect(trace.outcome.curlExit == way.exit)
    if let workload = way.workload { #expect(trace.outcome.workload == workload) }
    if let proxy = way.decidedBy { #expect(trace.outcome.decidedBy == proxy) }
  }

  /// One waypoint counts the requests of all callers together; sidecars count their own.
  @Test(arguments: [
    (["client.shop", "client.far"], 1), (["client.shop", "client.shop"], 1),
    (["client.side", "client.far"], 0), (["client.bare", "client.bare"], 0),
  ])
  func oneCounterForAll(_ pods: [String], refusedEach: Int) throws {
    var scenario = try Self.scenario(Self.limit, "istio-1.30")
    var behaviour = WorkloadBehaviour(workload: "shop/web")
    behaviour.serviceTime = .constant(.milliseconds(500))
    scenario.workloads = [behaviour]
    scenario.clients = pods.enumerated().map { index, pod in
      ClientPlan(
        id: "client-\(index)", pod: pod, request: RequestTemplate(url: "http://web.shop:5000/"),
        traffic: .rounds(count: 3, every: .seconds(2), concurrent: 1))
    }
    let history = Simulation.run(scenario)
    let refused = history.outcomes.filter { $0.status == 503 }
    #expect(history.count(status: 503) == 3 * refusedEach)
    #expect(refused.allSatisfy { $0.decidedBy == "waypoint-0.shop" })
    #expect(refused.allSatisfy { $0.origin?.resource.kind == "DestinationRule" })
  }

  /// A gateway goes to pods, and to the waypoint where the Service says so.
  @Test(arguments: [("", false), ("istio.io/ingress-use-waypoint: \"true\"", true)])
  func gatewaysAsk(_ label: String, usesWaypoint: Bool) throws {
    let more = Self.service("own", label) + Self.gateway
    let trace = try Self.ask(
      Way(
        name: "", more: more, url: "http://edge-istio.shop/", pod: "client.bare", stations: []))
    #expect(trace.outcome.status == 200)
    #expect(trace.hops.contains { $0.direction == "waypoint" } == usesWaypoint)
  }

  // MARK: The mesh

  static func ask(_ way: Way) throws -> RequestTrace {
    Simulation.ask(
      RequestTemplate(url: way.url), from: way.pod, in: try scenario(way.more, way.version))
  }

  static func scenario(_ more: String, _ version: String) throws -> Scenario {
    let reading = ManifestReader.read([ManifestSource(name: "test.yaml", text: mesh + more)])
    #expect(reading.diagnostics.isEmpty)
    let rules = try #require(RuleVersion.named(version))
    let compilation = ControlPlane.compile(reading.resources, under: rules)
    #expect(compilation.unmodelled.isEmpty)
    return Scenario(mesh: compilation.mesh, clients: [], seed: 1)
  }

  /// A namespace in ambient mode with a waypoint, one without, one with sidecars, and one outside.
  static let mesh = """
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: waypoint}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: far, labels: {istio.io/dataplane-mode: ambient}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: side, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: bare}}
    ---
    \(pod("web", "shop"))
    ---
    \(pod("api", "shop"))
    ---
    \(pod("far", "far"))
    ---
    \(pod("client", "shop"))
    ---
    \(pod("client", "far"))
    ---
    \(pod("client", "side"))
    ---
    \(pod("client", "bare"))
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: waypoint, namespace: shop}
    spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}

    """

  /// A pod and a Service of one name.
  static func pod(_ name: String, _ namespace: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name), namespace: \(namespace), labels: {app: \(name)}}
    spec: {containers: [{name: app, image: app, ports: [{containerPort: 5000}]}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: \(namespace)}
    spec: {ports: [{name: http, port: 5000}], selector: {app: \(name)}}
    """
  }

  /// A Service of the pod web.
  static func service(_ name: String, _ labels: String) -> String {
    """
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: shop, labels: {\(labels)}}
    spec: {ports: [{name: http, port: 5000}], selector: {app: web}}

    """
  }

  static func shift(from host: String, to target: String) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: \(host), namespace: shop}
    spec: {hosts: [\(host)], http: [{route: [{destination: {host: \(target)}}]}]}

    """
  }

  static func abort(_ host: String, _ namespace: String) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: abort, namespace: \(namespace)}
    spec:
      hosts: [\(host)]
      http:
      - fault: {abort: {httpStatus: 418, percentage: {value: 100}}}
        route: [{destination: {host: \(host)}}]

    """
  }

  static let limit = """
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: limit, namespace: shop}
    spec: {host: web, trafficPolicy: {connectionPool: {http: {http2MaxRequests: 1}}}}

    """

  static func policy(deny path: String, selector app: String, _ namespace: String) -> String {
    """
    ---
    apiVersion: security.istio.io/v1
    kind: AuthorizationPolicy
    metadata: {name: deny, namespace: \(namespace)}
    spec:
      selector: {matchLabels: {app: \(app)}}
      action: DENY
      rules: [{to: [{operation: {paths: [\(path)]}}]}]

    """
  }

  static func policy(deny path: String, service: String) -> String {
    """
    ---
    apiVersion: security.istio.io/v1
    kind: AuthorizationPolicy
    metadata: {name: deny, namespace: shop}
    spec:
      targetRefs: [{group: "", kind: Service, name: \(service)}]
      action: DENY
      rules: [{to: [{operation: {paths: [\(path)]}}]}]

    """
  }

  static func allow(account: String) -> String {
    """
    ---
    apiVersion: security.istio.io/v1
    kind: AuthorizationPolicy
    metadata: {name: allow, namespace: shop}
    spec:
      selector: {matchLabels: {app: web}}
      rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/\(account)]}}]}]

    """
  }

  static let strict = """
    ---
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: default, namespace: shop}
    spec: {mtls: {mode: STRICT}}

    """

  static let gateway = """
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: edge, namespace: shop}
    spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: edge, namespace: shop}
    spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: own, port: 5000}]}]}

    """
}

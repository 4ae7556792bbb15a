import ControlPlane
import Diagnostics
import Manifests
import ProxyConfig
import Testing

@testable import Simulator

/// Calls of ServiceEntries' hosts from pods in ambient mode: which names their ztunnel answers, by
/// which addresses, and whether they pass the entry's waypoint
/// (pilot/pkg/networking/serviceentry/ip_autoallocation.go@1.30.3,
/// pilot/pkg/serviceregistry/ambient/services.go@1.30.3, istio/ztunnel src/dns/server.rs@1.30.0).
@Suite struct AmbientEntryTests {
  struct Call: Sendable, CustomTestStringConvertible {
    var name: String
    /// Of the ServiceEntry's spec, beside its port.
    var spec = "hosts: [api.example], resolution: DNS"
    var labels = "istio.io/use-waypoint: egress"
    var more = ""
    var version = "istio-1.30"
    var url = "http://api.example/"
    var pod = "client.shop"
    var passesWaypoint: Bool
    var status: Int? = 200
    var exit = 0
    var testDescription: String { "\(name), \(version)" }
  }

  static let calls: [Call] = [
    Call(name: "istiod gives an address, and the ztunnel answers by it", passesWaypoint: true),
    Call(name: "and so since 1.25", version: "istio-1.25", passesWaypoint: true),
    Call(name: "nothing is given before", version: "istio-1.24", passesWaypoint: false),
    Call(
      name: "unless both are told to", more: istiod("PILOT_ENABLE_IP_AUTOALLOCATE") + capture,
      version: "istio-1.24", passesWaypoint: true),
    Call(
      name: "one of both is not enough", more: istiod("PILOT_ENABLE_IP_AUTOALLOCATE"),
      version: "istio-1.24", passesWaypoint: false),
    Call(
      name: "istiod may be told not to",
      more: istiod("PILOT_ENABLE_IP_AUTOALLOCATE", isOn: false), passesWaypoint: false),
    Call(
      name: "addresses of the entry's own",
      spec: "hosts: [api.example], resolution: DNS, addresses: [203.0.113.7]",
      passesWaypoint: true),
    Call(
      name: "addresses of its own are answered since 1.25",
      spec: "hosts: [api.example], resolution: DNS, addresses: [203.0.113.7]",
      version: "istio-1.24", passesWaypoint: false),
    Call(
      name: "a range and what stands beside it are unknown before 1.30",
      spec:
        "hosts: [api.example], resolution: STATIC, addresses: [203.0.113.7, 203.0.114.0/24], endpoints: [{address: 203.0.113.9}]",
      version: "istio-1.29", passesWaypoint: false),
    Call(
      name: "a range does not hide an address since 1.30",
      spec:
        "hosts: [api.example], resolution: STATIC, addresses: [203.0.113.7, 203.0.114.0/24], endpoints: [{address: 203.0.113.9}]",
      passesWaypoint: true),
    Call(
      name: "without resolution no address is given",
      spec: "hosts: [api.example], resolution: NONE", passesWaypoint: false),
    Call(
      name: "the label wants none",
      labels:
        "istio.io/use-waypoint: egress, networking.istio.io/enable-autoallocate-ip: \"false\"",
      passesWaypoint: false),
    Call(
      name: "the other value of the label is no wish",
      labels: "istio.io/use-waypoint: egress, networking.istio.io/enable-autoallocate-ip: \"true\"",
      passesWaypoint: true),
    Call(
      name: "endpoints of the entry's own",
      spec: "hosts: [api.example], resolution: STATIC, endpoints: [{address: 203.0.113.9}]",
      passesWaypoint: true),
    Call(
      name: "no waypoint: the ztunnel chooses among the endpoints",
      spec: "hosts: [api.example], resolution: STATIC, endpoints: [{address: 203.0.113.9}]",
      labels: "", passesWaypoint: false),
    Call(
      name: "a port that the entry does not have, without a waypoint", labels: "",
      url: "http://api.example:8080/", passesWaypoint: false, status: nil, exit: 56),
    Call(
      name: "the pod asks the cluster's DNS", pod: "elsewhere.shop", passesWaypoint: false),
    Call(name: "a sidecar asks the cluster's DNS", pod: "client.side", passesWaypoint: false),
    Call(name: "nobody answers a pod outside the mesh", pod: "client.bare", passesWaypoint: false),
    Call(
      name: "a host with * where the name is resolved at each request",
      spec: "hosts: [\"*.example\"], resolution: DYNAMIC_DNS, location: MESH_EXTERNAL",
      passesWaypoint: true),
    Call(
      name: "what istiod wrote into the status counts", more: status, passesWaypoint: true),
    Call(
      name: "istiod does not run in ambient mode",
      more: istiod("PILOT_ENABLE_AMBIENT", isOn: false),
      passesWaypoint: false),
    Call(
      name: "nor does it where its whole environment says nothing of it",
      more: istiod("PILOT_HTTP10"), passesWaypoint: false),
  ]

  @Test(arguments: calls)
  func leadsThere(_ call: Call) throws {
    let text = Self.mesh + Self.entry(call) + call.more
    let reading = ManifestReader.read([ManifestSource(name: "test.yaml", text: text)])
    #expect(reading.diagnostics.filter { $0.severity == .error }.isEmpty)
    let rules = try #require(RuleVersion.named(call.version))
    let compilation = ControlPlane.compile(reading.resources, under: rules)
    #expect(compilation.unmodelled.isEmpty)
    var scenario = Scenario(mesh: compilation.mesh, clients: [], seed: 1)
    scenario.external = [ExternalHost(host: "api.example")]
    let trace = Simulation.ask(RequestTemplate(url: call.url), from: call.pod, in: scenario)
    #expect(trace.hops.contains { $0.direction == "waypoint" } == call.passesWaypoint)
    #expect(trace.outcome.status == call.status)
    #expect(trace.outcome.curlExit == call.exit)
  }

  /// Where two namespaces have an entry for one host, each client is answered by its own
  /// (istio/ztunnel src/state/service.rs@1.30.0, `find_best_match`).
  @Test(arguments: [("client.shop", "egress-0.shop"), ("client.away", "away-0.away")])
  func entriesOfOneHostHaveAWaypointEach(_ pod: String, waypoint: String) throws {
    let own = Call(name: "", passesWaypoint: true)
    let text = Self.mesh + Self.entry(own) + Self.away
    let reading = ManifestReader.read([ManifestSource(name: "test.yaml", text: text)])
    let rules = try #require(RuleVersion.named("istio-1.30"))
    let mesh = ControlPlane.compile(reading.resources, under: rules).mesh
    var scenario = Scenario(mesh: mesh, clients: [], seed: 1)
    scenario.external = [ExternalHost(host: "api.example")]
    let trace = Simulation.ask(RequestTemplate(url: own.url), from: pod, in: scenario)
    #expect(trace.hops.map(\.proxy) == [pod, waypoint])
    #expect(trace.outcome.status == 200)
  }

  // MARK: The mesh

  static func entry(_ call: Call) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: api, namespace: shop, labels: {\(call.labels)}}
    spec: {\(call.spec), ports: [{number: 80, name: http, protocol: HTTP}]}

    """
  }

  static let mesh = """
    {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: side, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: bare}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: shop}}
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: elsewhere
      namespace: shop
      annotations: {ambient.istio.io/dns-capture: "false"}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: side}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: bare}}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: egress, namespace: shop}
    spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}

    """

  /// istiod's Deployment with ambient mode, and one more variable, which may be that one.
  static func istiod(_ name: String, isOn: Bool = true) -> String {
    let ambient =
      name == "PILOT_ENABLE_IP_AUTOALLOCATE"
      ? "{name: PILOT_ENABLE_AMBIENT, value: \"true\"}, " : ""
    return """
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
      spec:
        selector: {matchLabels: {app: istiod}}
        template:
          metadata: {labels: {app: istiod}}
          spec:
            containers:
            - name: discovery
              image: pilot
              env: [\(ambient){name: \(name), value: "\(isOn)"}]

      """
  }

  static let capture = """
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: istio-cni-config, namespace: istio-system}
    data: {AMBIENT_DNS_CAPTURE: "true"}

    """

  static let status = """
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: other, namespace: shop}
    spec: {hosts: [other.example], resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}
    status: {addresses: [{host: other.example, value: 240.240.0.1}]}

    """

  static let away = """
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: away, labels: {istio.io/dataplane-mode: ambient}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: away}}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: away, namespace: away}
    spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: api, namespace: away, labels: {istio.io/use-waypoint: away}}
    spec: {hosts: [api.example], resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}

    """
}

import ControlPlane
import Diagnostics
import Laboratory
import Manifests
import ProxyConfig
import Simulator
import Testing

/// Where a request from outside comes into a cluster.
@Suite struct EntranceTests {
  /// One line for each way in: `GATEWAY by SERVICE:PORT>TARGET`.
  private func way(
    _ url: String, _ mesh: String, gateway: String? = nil, host: String? = nil,
    external: [String] = []
  ) throws -> String {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: mesh)])
    #expect(reading.diagnostics.map(\.description) == [])
    let rules = try #require(RuleVersion.named("istio-1.30"))
    let compiled = ControlPlane.compile(reading.resources, under: rules)
    var request = RequestTemplate(url: url)
    if let host { request.headers = [Response.Header(name: "Host", value: host)] }
    var question = RequestQuestion(request, from: "outside")
    question.gateway = gateway
    question.external = external.map { ExternalHost(host: $0) }
    switch question.entrance(in: compiled.mesh) {
    case .direct: return "direct"
    case .found(let entrance): return entrance.words
    case .several(let all): return all.map(\.words).joined(separator: " | ")
    case .unknown(let failure), .nowhere(let failure):
      return "\(failure.reason)" + (failure.hint.map { "; \($0)" } ?? "")
    }
  }

  /// A gateway's Deployment and Service.
  private static func installation(
    _ name: String, type: String = "LoadBalancer",
    ports: String = "{name: http2, port: 80, targetPort: 8080}, "
      + "{name: https, port: 443, targetPort: 8443}",
    status: String = ""
  ) -> String {
    """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: \(name), namespace: edge}
    spec:
      selector: {matchLabels: {gw: \(name)}}
      template:
        metadata: {labels: {gw: \(name)}, annotations: {inject.istio.io/templates: gateway}}
        spec: {containers: [{name: istio-proxy, image: auto}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: edge}
    spec: {type: \(type), selector: {gw: \(name)}, ports: [\(ports)]}
    \(status)

    """
  }

  private static func gateway(
    _ name: String, on installation: String, _ hosts: String, port: Int = 80,
    _ kind: String = "HTTP", tls: String = ""
  ) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: \(name), namespace: shop}
    spec:
      selector: {gw: \(installation)}
      servers: [{port: {number: \(port), name: p, protocol: \(kind)}, hosts: [\(hosts)]\(tls)}]

    """
  }

  private static let start = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: edge, labels: {istio-injection: enabled}}
    ---
    apiVersion: v1
    kind: Namespace
    metadata: {name: shop, labels: {istio-injection: enabled}}

    """

  private static let one =
    start + installation("front") + gateway("hall", on: "front", "shop.example")
  private static let simpleTLS = ", tls: {mode: SIMPLE, credentialName: c}"

  @Test(arguments: [
    ("http://shop.example/", "shop/hall by edge/front:80>8080"),
    ("http://SHOP.example/a?b", "shop/hall by edge/front:80>8080"),
    // The cluster's own names need no gateway.
    ("http://front.edge/", "direct"),
    ("http://front.edge.svc.cluster.local/", "direct"),
    // What nobody serves comes in nowhere, with what to type.
    (
      "http://shep.example/",
      "no Gateway serves shep.example, so that nothing is known to answer there; did you mean "
        + "shop.example? to ask a gateway all the same: http://front.edge/ -H 'Host: shep.example'"
    ),
    // The Service that DNS leads to has another port, on which nobody serves the host.
    ("https://shop.example/", "shop/hall? by edge/front:443>8443"),
    (
      "http://shop.example:8081/",
      "Gateway shop/hall serves shop.example, and no port 8081 of its Service leads there; "
        + "call http://shop.example/"
    ),
  ])
  func aHostIsServedByOneGateway(url: String, way: String) throws {
    #expect(try self.way(url, Self.one) == way)
  }

  @Test(arguments: [
    // Servers' ports are the Service's; what the proxy listens on is the target.
    (
      gateway("g", on: "front", "a.example", port: 443, "HTTPS", tls: simpleTLS),
      "https://a.example/", "shop/g by edge/front:443>8443"
    ),
    // The target port itself, where no port of a Service has the number.
    (
      gateway("g", on: "front", "a.example", port: 8080), "http://a.example/",
      "shop/g by edge/front:80>8080"
    ),
    (
      gateway("g", on: "front", "'*.example'"), "http://a.b.example/",
      "shop/g by edge/front:80>8080"
    ),
    (
      gateway("g", on: "front", "'*.example'"), "http://example/",
      "no Gateway serves example, so that nothing is known to answer there; to ask a gateway all "
        + "the same: http://front.edge/ -H 'Host: example'"
    ),
    (gateway("g", on: "front", "'*'"), "http://anything/", "shop/g by edge/front:80>8080"),
    (
      gateway("g", on: "front", "'shop/a.example'"), "http://a.example/",
      "shop/g by edge/front:80>8080"
    ),
    // The closest host counts, whichever Gateway is older.
    (
      gateway("a", on: "front", "'*'") + gateway("b", on: "front", "a.example"),
      "http://a.example/", "shop/b by edge/front:80>8080, not shop/a"
    ),
    // No pod, and no Service before its pods.
    (
      gateway("g", on: "nobody", "a.example"), "http://a.example/",
      "Gateway shop/g serves a.example, and it acts on no pod of the input; --with-gateway "
        + "istio-ingressgateway adds the gateway of Istio's installation"
    ),
    (
      gateway("g", on: "front", "a.example", port: 9090), "http://a.example:9090/",
      "Gateway shop/g serves a.example, and no Service leads to the port of its pods; add a "
        + "Service whose targetPort is 9090"
    ),
  ])
  func serversFit(gateways: String, url: String, way: String) throws {
    #expect(try self.way(url, Self.start + Self.installation("front") + gateways) == way)
  }

  /// Two installations that serve one host are told apart by the question alone.
  @Test func severalGatewaysMustBeChosenFrom() throws {
    let mesh =
      Self.start + Self.installation("front") + Self.installation("back")
      + Self.gateway("a", on: "front", "a.example") + Self.gateway("b", on: "back", "a.example")
    #expect(
      try way("http://a.example/", mesh)
        == "shop/a by edge/front:80>8080 | shop/b by edge/back:80>8080")
    #expect(
      try way("http://a.example/", mesh, gateway: "shop/b") == "shop/b by edge/back:80>8080")
    #expect(
      try way("http://a.example/", mesh, gateway: "shop/c")
        == "there is no Gateway shop/c; there are shop/a, shop/b")
    // One that is not called from outside, such as an egress gateway's, is no rival.
    let inside =
      Self.start + Self.installation("front") + Self.installation("back", type: "ClusterIP")
      + Self.gateway("a", on: "back", "a.example") + Self.gateway("b", on: "front", "a.example")
    #expect(try way("http://a.example/", inside) == "shop/b by edge/front:80>8080")
  }

  @Test(arguments: [
    ("http://203.0.113.7/", "shop/hall by edge/front:80>8080"),
    ("http://lb.cloud.example/", "shop/hall by edge/front:80>8080"),
    ("http://192.0.2.4:31380/", "shop/hall by edge/front:80>8080"),
    ("http://localhost:31380/", "shop/hall by edge/front:80>8080"),
    (
      "http://192.0.2.4/",
      "nothing in the input answers at 192.0.2.4; the gateway that serves shop.example is called "
        + "as http://front.edge/ -H 'Host: shop.example'"
    ),
  ])
  func addressesLeadToServices(url: String, way: String) throws {
    let mesh =
      Self.start
      + Self.installation(
        "front", ports: "{name: http2, port: 80, targetPort: 8080, nodePort: 31380}",
        status:
          "status: {loadBalancer: {ingress: [{ip: 203.0.113.7}, {hostname: lb.cloud.example}]}}")
      + Self.gateway("hall", on: "front", "shop.example")
    #expect(try self.way(url, mesh, host: "shop.example") == way)
  }

  @Test func whatTheQuestionDeclaresNeedsNoGateway() throws {
    #expect(try way("http://shop.example/", Self.one, external: ["shop.example"]) == "direct")
  }

  /// A listener of Gateway API: istiod makes its Deployment and its Service.
  @Test func gatewayAPIHasDoors() throws {
    let mesh =
      Self.start + """
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: door, namespace: shop}
        spec:
          gatewayClassName: istio
          listeners: [{name: http, port: 80, protocol: HTTP, hostname: "*.example"}]
        """
    #expect(try way("http://a.example/", mesh) == "shop/door by shop/door-istio:80>80")
  }
}

extension Entrance {
  /// `GATEWAY by SERVICE:PORT>TARGET`, `?` where the gateway's door is none for the host.
  fileprivate var words: String {
    let name = service.map { "\($0.resource.namespace)/\($0.resource.name)" } ?? hostname
    let others = others.isEmpty ? "" : ", not \(others.joined(separator: ", "))"
    let gateway = door?.gatewayName ?? "shop/hall?"
    return "\(gateway) by \(name):\(port)>\(targetPort ?? 0)\(others)"
  }
}

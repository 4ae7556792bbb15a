import ProxyConfig
import Testing

@testable import Simulator

/// Requests that pass a gateway: a proxy in its pod's own place, entered at its Service.
@Suite struct GatewayTests {
  struct Way: Sendable, CustomTestStringConvertible {
    var name: String
    var url = "http://shop.example/status/1"
    var from = "outside"
    var connectTo: String? = "front.edge"
    var host: String?
    var status: Int?
    var exit = 0
    var flags = ""
    /// The proxies on the way, each with its direction.
    var path: [String] = []
    var location: String?
    var testDescription: String { name }
  }

  static let ways = [
    Way(
      name: "by path to the receiver's proxy", status: 200,
      path: ["front-0.edge gateway", "helloworld-v1.default inbound"]),
    Way(
      name: "no route of the host", url: "http://shop.example/headers", status: 404, flags: "NR",
      path: ["front-0.edge gateway"]),
    Way(
      name: "no such host", url: "http://other.example/status/1", status: 404, flags: "NR",
      path: ["front-0.edge gateway"]),
    Way(
      name: "the Service's own name with a Host header", url: "http://front.edge/status/1",
      connectTo: nil, host: "shop.example", status: 200,
      path: ["front-0.edge gateway", "helloworld-v1.default inbound"]),
    Way(
      name: "the pod's own address and port", connectTo: "10.9.9.9:8080", status: 200,
      path: ["front-0.edge gateway", "helloworld-v1.default inbound"]),
    Way(name: "a port that no server listens on", connectTo: "10.9.9.9:9999", exit: 7),
    Way(name: "a port of the Service without a listener", connectTo: "front.edge:81", exit: 7),
    Way(
      name: "a server that redirects to https", url: "http://secure.example/x?y=1", status: 301,
      path: ["front-0.edge gateway"], location: "https://secure.example/x?y=1"),
    Way(
      name: "from a pod with a proxy", from: "nginx", status: 200,
      path: ["nginx.default outbound", "front-0.edge gateway", "helloworld-v1.default inbound"]),
    Way(
      name: "from a pod without a proxy", from: "plain", status: 200,
      path: ["front-0.edge gateway", "helloworld-v1.default inbound"]),
    Way(
      name: "what a gateway's pod sends is not taken by its proxy",
      url: "http://helloworld-v1:5000/", from: "front-0.edge", connectTo: nil, exit: 6),
    Way(
      name: "https, told by the server name", url: "https://safe.example/status/1",
      connectTo: "front.edge:443", status: 200,
      path: ["front-0.edge gateway", "helloworld-v1.default inbound"]),
    Way(
      name: "https of a name that no server has", url: "https://else.example/",
      connectTo: "front.edge:443", exit: 35),
    Way(
      name: "https without the certificate that mutual TLS asks for",
      url: "https://mutual.example/", connectTo: "front.edge:443", exit: 56,
      path: ["front-0.edge gateway"]),
    Way(
      name: "https to a server of plain HTTP", url: "https://shop.example/",
      connectTo: "front.edge:80",
      exit: 35),
    Way(
      name: "plain HTTP to a server of TLS", url: "http://safe.example/",
      connectTo: "front.edge:443",
      exit: 56, path: ["front-0.edge gateway"]),
    Way(
      name: "https through a pod's own proxy, which hands it on",
      url: "https://safe.example/status/1",
      from: "nginx", connectTo: "front.edge:443", status: 200,
      path: [
        "nginx.default outbound", "front-0.edge gateway", "helloworld-v1.default inbound",
      ]),
  ]

  @Test(arguments: ways, ["istio-1.20", "istio-1.30"])
  func passes(_ way: Way, _ version: String) throws {
    let mesh = try CompiledMesh(Self.edge, version)
    var request = RequestTemplate(url: way.url)
    request.connectTo = way.connectTo
    request.headers = way.host.map { [Response.Header(name: "Host", value: $0)] } ?? []
    let trace = Simulation.ask(request, from: way.from, in: mesh.scenario)
    let outcome = trace.outcome
    #expect(outcome.status == way.status)
    #expect(outcome.curlExit == way.exit)
    #expect(outcome.flags == way.flags)
    #expect(outcome.path.map { "\($0.proxy) \($0.direction)" } == way.path)
    #expect(trace.responseHeaders.first { $0.name == "location" }?.value == way.location)
    #expect(trace.hops.map(\.proxy) == outcome.path.map(\.proxy))
  }

  private static let edge = """
    {apiVersion: v1, kind: Namespace, metadata: {name: edge}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: front-0, namespace: edge, labels: {istio: ingressgateway}}
    spec: {containers: [{name: istio-proxy, image: proxy, args: [proxy, router]}]}
    status: {podIP: 10.9.9.9, phase: Running, conditions: [{type: Ready, status: "True"}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: front, namespace: edge}
    spec:
      selector: {istio: ingressgateway}
      ports: [{name: http2, port: 80, targetPort: 8080}, {name: more, port: 81, targetPort: 8081}, {name: https, port: 443, targetPort: 8443}]
    ---
    apiVersion: networking.istio.io/v1beta1
    kind: Gateway
    metadata: {name: front, namespace: edge}
    spec:
      selector: {istio: ingressgateway}
      servers:
      - {port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example]}
      - port: {number: 80, name: http-2, protocol: HTTP}
        hosts: [secure.example]
        tls: {httpsRedirect: true}
      - port: {number: 443, name: https, protocol: HTTPS}
        hosts: [safe.example]
        tls: {mode: SIMPLE, credentialName: safe}
      - port: {number: 443, name: https-2, protocol: HTTPS}
        hosts: [mutual.example]
        tls: {mode: MUTUAL, credentialName: mutual}
    ---
    apiVersion: networking.istio.io/v1beta1
    kind: VirtualService
    metadata: {name: shop, namespace: default}
    spec:
      hosts: [shop.example, safe.example, mutual.example]
      gateways: [edge/front]
      http:
      - match: [{uri: {prefix: /status}}]
        route: [{destination: {host: helloworld-v1}}]
    """
}

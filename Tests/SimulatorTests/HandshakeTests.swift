import ProxyConfig
import Testing

@testable import Simulator

/// Why nothing comes back from a gateway's servers of TLS, in words.
@Suite struct HandshakeTests {
  private static let gateway = """
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
    ---
    apiVersion: networking.istio.io/v1beta1
    kind: Gateway
    metadata: {name: door}
    spec:
      selector: {istio: ingressgateway}
      servers:
      - {port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}
      - port: {number: 443, name: one, protocol: HTTPS}
        hosts: [a.example]
        tls: {mode: SIMPLE, credentialName: c}
      - port: {number: 443, name: two, protocol: HTTPS}
        hosts: [m.example]
        tls: {mode: MUTUAL, credentialName: c}
    """

  /// Where the request goes, curl's exit, and what is said.
  static let calls: [(String, Int, String)] = [
    ("https://a.example/", 0, ""),
    (
      "https://b.example/", 35,
      "no server of the proxy of edge.istio-system takes the server name “b.example” of the TLS "
        + "greeting: it has a.example, m.example"
    ),
    (
      "https://m.example/", 56,
      "the server asks for a client's certificate (MUTUAL), and the client has none"
    ),
    (
      "http://a.example:443/", 56,
      "the proxy of edge.istio-system speaks TLS alone at this port, and plain HTTP came"
    ),
    ("https://a.example:80/", 35, "the proxy of edge.istio-system speaks no TLS at this port"),
  ]

  @Test(arguments: calls)
  func itIsToldWhatIsWrong(_ url: String, _ exit: Int, _ reason: String) throws {
    var scenario = try CompiledMesh(Self.gateway).scenario
    var request = RequestTemplate(url: url)
    let port = try RequestURL(url).port
    request.connectTo = "edge.istio-system:\(port)"
    scenario.clients = [
      ClientPlan(
        id: "curl", pod: "plain", request: request,
        traffic: .rounds(count: 1, every: .seconds(1), concurrent: 1))
    ]
    var network = AskedNetwork(scenario.mesh)
    let trace = network.ask(scenario)
    #expect(trace.outcome.curlExit == exit)
    guard exit != 0 else { return }
    #expect(network.failure(of: trace, to: request)?.reason == reason)
  }
}

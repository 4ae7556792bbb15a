import Diagnostics
import ProxyConfig
import Testing

@testable import Simulator

/// From manifests to outcomes: control plane and simulator together.
@Suite struct CompiledMeshTests {
  static let releases = ["istio-1.20", "istio-1.24", "istio-1.30"]

  @Test(arguments: ["blog-2024-02"] + releases)
  func crossesOnce(_ version: String) throws {
    let trace = try CompiledMesh(CompiledMesh.crossed, version).ask("http://helloworld-v1:5000/")
    #expect(trace.outcome.workload == "helloworld-v2.default")
    #expect(trace.hops.map(\.proxy) == ["nginx.default", "helloworld-v2.default"])
    #expect(trace.received.map(\.authority) == ["helloworld-v1:5000"])
    #expect(trace.hops.first?.routes.last?.origin?.location?.file == "test.yaml")
  }

  @Test func neverReturnsWhereEveryProxyRoutesAgain() throws {
    let trace = try CompiledMesh(CompiledMesh.crossed, "naive").ask("http://helloworld-v1:5000/")
    #expect(trace.outcome.hopLimitReached)
    #expect(trace.outcome.path.count == 64)
  }

  struct Refusal: Sendable {
    var version: String
    var pods: [String]
    var refusedBy: String
  }

  /// Two calls at once: of one pod, of two pods, of a pod without a proxy.
  @Test(arguments: [
    Refusal(version: "blog-2024-02", pods: ["nginx", "nginx"], refusedBy: "helloworld-v1.default"),
    Refusal(version: "istio-1.30", pods: ["nginx", "nginx"], refusedBy: "nginx.default"),
    Refusal(
      version: "istio-1.30", pods: ["nginx", "helloworld-v2"], refusedBy: "helloworld-v1.default"),
    Refusal(version: "istio-1.30", pods: ["plain", "plain"], refusedBy: "helloworld-v1.default"),
  ])
  func namesWhoRefuses(_ refusal: Refusal) throws {
    var scenario = try CompiledMesh(CompiledMesh.limit, refusal.version).scenario
    // Longer than two back-offs: a retry finds the slot taken still.
    scenario.workloads[0].serviceTime = .constant(.milliseconds(500))
    scenario.clients = refusal.pods.enumerated().map { index, pod in
      ClientPlan(
        id: "client-\(index)", pod: pod,
        request: RequestTemplate(url: "http://helloworld-v1:5000/"),
        traffic: .rounds(count: 5, every: .seconds(1), concurrent: 1))
    }
    let history = Simulation.run(scenario)
    #expect(history.count(status: 200) == 5)
    let refused = history.outcomes.filter { $0.status == 503 }
    #expect(refused.map(\.decidedBy) == Array(repeating: refusal.refusedBy, count: refused.count))
    #expect(!refused.isEmpty)
    #expect(refused.allSatisfy { $0.origin?.location?.file == "test.yaml" })
  }

  /// Up to 1.23 a server's 503 is tried again by default.
  @Test(arguments: [("istio-1.23", 3, "URX"), ("istio-1.24", 1, "")])
  func triesAgain(_ version: String, attempts: Int, flags: String) throws {
    var mesh = try CompiledMesh("", version)
    mesh.scenario.workloads[0].respond.status = 503
    let outcome = mesh.ask("http://helloworld-v1:5000/").outcome
    #expect(outcome.path.first?.attempts == attempts)
    #expect(outcome.flags == flags)
  }

  struct Way: Sendable, CustomTestStringConvertible {
    var name: String
    var manifests: String
    var url = "http://helloworld-v1:5000/"
    var pod = "nginx"
    var status: Int?
    var exit = 0
    var flags = ""
    var body = "v1"
    var testDescription: String { name }
  }

  static let strict = """
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: strict}
    spec: {mtls: {mode: STRICT}}
    """

  static let registryOnly = """
    apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata: {name: default}
    spec: {outboundTrafficPolicy: {mode: REGISTRY_ONLY}}
    """

  static let plainText = """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: plain-text}
    spec: {host: helloworld-v1, trafficPolicy: {tls: {mode: DISABLE}}}
    """

  static let headless = """
    apiVersion: v1
    kind: Service
    metadata: {name: headless}
    spec: {clusterIP: None, ports: [{name: http, port: 5000}], selector: {version: v1}}
    """

  static let alias = """
    apiVersion: v1
    kind: Service
    metadata: {name: alias}
    spec: {type: ExternalName, externalName: helloworld-v1.default.svc.cluster.local}
    """

  static let bytes = """
    apiVersion: v1
    kind: Service
    metadata: {name: bytes}
    spec: {ports: [{name: tcp, port: 6000}], selector: {version: v1}}
    """

  /// Of two connections at once the second is closed by the caller's proxy: raw TCP never queues
  /// for max_connections (source/common/tcp_proxy/tcp_proxy.cc, establishUpstreamConnection).
  @Test func refusesConnections() throws {
    let limit = """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: limit}
      spec: {host: bytes, trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}}}
      """
    var scenario = try CompiledMesh(Self.bytes + "\n---\n" + limit).scenario
    scenario.clients = [
      ClientPlan(
        id: "client", pod: "nginx", request: RequestTemplate(url: "http://bytes:6000/"),
        traffic: .rounds(count: 3, every: .seconds(1), concurrent: 2))
    ]
    let history = Simulation.run(scenario)
    #expect(history.count(status: 200) == 3)
    let refused = try #require(history.outcomes.first { $0.status == nil })
    #expect(refused.curlExit == 56)
    #expect(refused.flags == "UO")
    #expect(refused.decidedBy == "nginx.default")
    #expect(refused.origin?.resource.name == "limit")
  }

  static let ways = [
    Way(name: "strict, with a proxy", manifests: strict, status: 200),
    Way(
      name: "strict, without a proxy", manifests: strict, pod: "plain", status: nil, exit: 56,
      body: ""),
    Way(
      name: "strict, and the caller speaks plain text", manifests: strict + "\n---\n" + plainText,
      status: 503, flags: "UC",
      body: "upstream connect error or disconnect/reset before headers. "
        + "reset reason: connection termination"),
    Way(name: "headless", manifests: headless, url: "http://headless:5000/", status: 200),
    Way(
      name: "headless, without a proxy", manifests: headless, url: "http://headless:5000/",
      pod: "plain", status: 200),
    Way(
      name: "alias, without a proxy", manifests: alias, url: "http://alias:5000/", pod: "plain",
      status: 200),
    Way(name: "TCP port", manifests: bytes, url: "http://bytes:6000/", status: 200),
    Way(
      name: "outside host", manifests: "", url: "http://example.com/", status: 200, body: "outside"),
    Way(
      name: "outside host, registry only, port of a service", manifests: registryOnly,
      url: "http://example.com:5000/", status: 502, body: ""),
    Way(
      name: "outside host, registry only, no listener", manifests: registryOnly,
      url: "http://example.com:81/", status: nil, exit: 56, flags: "UH", body: ""),
  ]

  @Test(arguments: ways)
  func findsItsWay(_ way: Way) throws {
    var mesh = try CompiledMesh(way.manifests)
    var host = ExternalHost(host: "example.com")
    host.respond = Response(body: "outside")
    mesh.scenario.external = [host]
    let outcome = mesh.ask(way.url, from: way.pod).outcome
    #expect(outcome.status == way.status)
    #expect(outcome.curlExit == way.exit)
    #expect(outcome.flags == way.flags)
    #expect(outcome.body == way.body)
  }
}

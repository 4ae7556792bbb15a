import ControlPlane
import Manifests
import ProxyConfig
import Testing

@testable import Simulator

/// Why a request reached nobody, and what to change.
@Suite struct RequestFailureTests {
  struct Failure: Sendable, CustomTestStringConvertible {
    var url: String
    var from = "client.shop"
    var external: [String] = []
    var maxTime: Int64?
    var exit = 0
    var status: Int?
    var reason: String?
    var hint: String?
    var testDescription: String { "\(url) from \(from)" }
  }

  static let failures = [
    Failure(url: "http://web/", status: 200),
    Failure(
      url: "http://wbe/", exit: 6, reason: "no Service wbe in shop", hint: "did you mean web?"),
    Failure(
      url: "http://wbe.shop/", from: "outside", exit: 6, reason: "no Service wbe in shop",
      hint: "did you mean web?"),
    Failure(
      url: "http://lonely/", exit: 6, reason: "no Service lonely in shop",
      hint: "there is one in far: did you mean lonely.far?"),
    Failure(
      url: "http://client/", exit: 6, reason: "no Service client in shop",
      hint: "pods of that name have no Service: add one"),
    Failure(
      url: "http://web.shpo.svc.cluster.local/", exit: 6,
      reason: "no namespace shpo in the input", hint: "did you mean shop?"),
    // A pod without a proxy meets what kube-proxy says.
    Failure(
      url: "http://web:81/", from: "bare.far", exit: 6, reason: "no Service web in far",
      hint: "there is one in shop: did you mean web.shop?"),
    Failure(
      url: "http://web.shop:81/", from: "bare.far", exit: 28,
      reason: "Service shop/web (mesh.yaml:17) has port 8080, 80 only, not 81"),
    Failure(
      url: "http://lonely/", from: "bare.far", exit: 7,
      reason: "no pod has the labels app=nobody that the selector asks for of Service far/lonely "
        + "(mesh.yaml:27)"),
    Failure(
      url: "http://sick.far/", from: "bare.far", exit: 7,
      reason: "the only pod of the selector (app=sick) is not ready of Service far/sick "
        + "(mesh.yaml:32)"),
    // A proxy answers for them.
    Failure(
      url: "http://sick.far/", status: 503,
      reason: "the only pod of the selector (app=sick) is not ready of Service far/sick "
        + "(mesh.yaml:32)"),
    Failure(
      url: "http://web:81/", exit: 56,
      reason: "Service shop/web (mesh.yaml:17) has port 8080, 80 only, not 81"),
    // The outside world.
    Failure(
      url: "http://weather.example/", exit: 6,
      reason: "nothing in the input answers at weather.example",
      hint: "--external weather.example says that it answers"),
    Failure(url: "http://weather.example/", external: ["weather.example"], status: 200),
    Failure(
      url: "http://api.example/", status: 503,
      reason: "nothing in the input answers at api.example",
      hint: "--external api.example says that it answers"),
    Failure(url: "http://api.example/", external: ["api.example"], status: 200),
    Failure(
      url: "http://static.example/", exit: 6,
      reason: "ServiceEntry shop/static makes no name of DNS of static.example, and nothing in the "
        + "input answers at static.example"),
    Failure(url: "http://static.example/", external: ["static.example"], status: 200),
    Failure(
      url: "http://203.0.113.10/", status: 503,
      reason: "nothing in the input answers at 203.0.113.10 (an endpoint of ServiceEntry "
        + "shop/static)",
      hint: "--external static.example says that it answers"),
    Failure(url: "http://203.0.113.10/", external: ["static.example"], status: 200),
    Failure(url: "http://203.0.113.10/", external: ["203.0.113.10"], status: 200),
    Failure(
      url: "http://alias/", from: "bare.far", exit: 6,
      reason: "Service far/alias is another name of gone.example, and nothing in the input answers "
        + "at gone.example",
      hint: "--external gone.example says that it answers"),
    Failure(url: "http://alias/", from: "bare.far", external: ["gone.example"], status: 200),
    Failure(
      url: "http://slow/", maxTime: 2, exit: 28,
      reason: "the client gave up after 2.0 s, with no answer yet", hint: "a longer --max-time"),
  ]

  @Test(arguments: failures)
  func isExplained(_ wanted: Failure) throws {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: Self.mesh)])
    #expect(reading.diagnostics.isEmpty)
    let rules = try #require(RuleVersion.named("istio-1.30"))
    let mesh = ControlPlane.compile(reading.resources, under: rules).mesh
    var request = RequestTemplate(url: wanted.url)
    request.maxTime = wanted.maxTime.map { .seconds($0) }
    var scenario = Scenario(mesh: mesh, clients: [], seed: 1)
    scenario.external = wanted.external.map { ExternalHost(host: $0) }
    var slow = WorkloadBehaviour(workload: "shop/slow")
    slow.serviceTime = .constant(.seconds(5))
    scenario.workloads = [slow]
    let trace = Simulation.ask(request, from: wanted.from, in: scenario)
    #expect(trace.outcome.curlExit == wanted.exit)
    #expect(trace.outcome.status == wanted.status)
    let failure = Simulation.failure(of: trace, to: request, in: scenario)
    #expect(failure?.reason == wanted.reason)
    if let hint = wanted.hint {
      #expect(failure?.hint?.hasPrefix(hint) ?? false, "\(failure?.hint ?? "no hint")")
    }
  }

  /// Every exit of curl's that is no answer comes with a reason.
  @Test func noFailureIsSilent() throws {
    for failure in Self.failures where failure.exit != 0 { #expect(failure.reason != nil) }
  }

  private static let mesh = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: shop, labels: {istio-injection: enabled}}
    ---
    apiVersion: v1
    kind: Namespace
    metadata: {name: far}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: client, namespace: shop, labels: {app: client}}
    spec: {containers: [{name: app, image: app}]}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}},
     spec: {containers: [{name: app, image: app}]}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: shop}
    spec: {selector: {app: web}, ports: [{name: http, port: 8080}, {name: http-b, port: 80}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: bare, namespace: far}
    spec: {containers: [{name: app, image: app}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: lonely, namespace: far}
    spec: {selector: {app: nobody}, ports: [{name: http, port: 80}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: sick, namespace: far}
    spec: {selector: {app: sick}, ports: [{name: http, port: 80}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: sick, namespace: far, labels: {app: sick}}
    spec: {containers: [{name: app, image: app}]}
    status: {conditions: [{type: Ready, status: "False"}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: alias, namespace: far}
    spec: {type: ExternalName, externalName: gone.example, ports: [{name: http, port: 80}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: slow, namespace: shop, labels: {app: slow}}
    spec: {containers: [{name: app, image: app}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: slow, namespace: shop}
    spec: {selector: {app: slow}, ports: [{name: http, port: 80}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: api, namespace: shop}
    spec:
      hosts: [api.example]
      resolution: DNS
      ports: [{number: 80, name: http, protocol: HTTP}]
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: static, namespace: shop}
    spec:
      hosts: [static.example]
      resolution: STATIC
      ports: [{number: 80, name: http, protocol: HTTP}]
      endpoints: [{address: 203.0.113.10}]
    """
}

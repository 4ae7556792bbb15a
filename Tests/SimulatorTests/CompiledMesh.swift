import ControlPlane
import Manifests
import ProxyConfig
import Testing

@testable import Simulator

/// A mesh of manifests, as a rule version's control plane configures it.
struct CompiledMesh {
  var scenario: Scenario

  init(_ manifests: String, _ version: String = "istio-1.30", comment: Comment? = nil) throws {
    let reading = ManifestReader.read([
      ManifestSource(name: "base.yaml", text: Self.base),
      ManifestSource(name: "test.yaml", text: manifests),
    ])
    #expect(reading.diagnostics.isEmpty, comment)
    let rules = try #require(RuleVersion.named(version))
    let mesh = ControlPlane.compile(reading.resources, under: rules).mesh
    scenario = Scenario(mesh: mesh, clients: [], seed: 1)
    scenario.network.roundTrip = .constant(.milliseconds(1))
    scenario.workloads = ["v1", "v2"].map { name in
      var behaviour = WorkloadBehaviour(workload: "default/helloworld-\(name)")
      behaviour.serviceTime = .constant(.milliseconds(50))
      behaviour.respond = Response(body: name)
      return behaviour
    }
  }

  func ask(_ url: String, from pod: String = "nginx") -> RequestTrace {
    Simulation.ask(RequestTemplate(url: url), from: pod, in: scenario)
  }

  /// Two services with a pod each, a client with a proxy and one without.
  private static let base = """
    {apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: apart, labels: {istio-injection: enabled}}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: helloworld-v1}
    spec: {ports: [{name: http, port: 5000}], selector: {version: v1}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: helloworld-v2}
    spec: {ports: [{name: http, port: 5000}], selector: {version: v2}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: helloworld-v1, labels: {version: v1}}
    spec: {containers: [{name: app, image: app, ports: [{containerPort: 5000}]}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: helloworld-v2, labels: {version: v2}}
    spec: {containers: [{name: app, image: app, ports: [{containerPort: 5000}]}]}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: nginx}, spec: {containers: [{name: app, image: app}]}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: plain, labels: {sidecar.istio.io/inject: "false"}}
    spec: {containers: [{name: app, image: app}]}
    """

  /// Each service's calls go to the other.
  static let crossed = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: to-v2}
    spec: {hosts: [helloworld-v1], http: [{route: [{destination: {host: helloworld-v2}}]}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: to-v1}
    spec: {hosts: [helloworld-v2], http: [{route: [{destination: {host: helloworld-v1}}]}]}
    """

  /// One request at a time for helloworld-v1.
  static let limit = """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: limit}
    spec: {host: helloworld-v1, trafficPolicy: {connectionPool: {http: {http2MaxRequests: 1}}}}
    """
}

internal import Diagnostics
internal import ControlPlane
internal import Explanations
internal import Manifests
internal import Simulator
internal import Testing

/// A request through a mesh that is written down in a test, and the remarks on its answer: service
/// `web` with two pods in `shop`, a client `caller` in `shop` and one in `other`.
struct AskedMesh {
  let trace: RequestTrace
  let notes: [AnswerNote]

  /// `manifests`: YAML documents, which begin at line 1 of `test.yaml`.
  init(
    _ manifests: String, _ url: String = "http://web:8080/", from pod: String = "caller.shop",
    under version: String = "istio-1.30", method: String = "GET", base: String = Self.base
  ) throws {
    let reading = ManifestReader.read([
      ManifestSource(name: "test.yaml", text: manifests),
      ManifestSource(name: "base.yaml", text: base),
    ])
    #expect(reading.diagnostics.isEmpty)
    let rules = try #require(RuleVersion.named(version))
    let compilation = ControlPlane.compile(reading.resources, under: rules)
    var request = RequestTemplate(url: url)
    request.method = method
    let scenario = Scenario(
      mesh: compilation.mesh,
      clients: [
        ClientPlan(
          id: "curl", pod: pod, request: request,
          traffic: .rounds(count: 1, every: .seconds(1), concurrent: 1))
      ], seed: 1)
    trace = Simulation.ask(request, from: pod, in: scenario)
    notes = Explanation.notes(on: trace, to: request, in: compilation)
  }

  /// The remarks of a kind, each as `what: why`.
  func words(_ kind: AnswerNote.Kind) -> [String] {
    notes.filter { $0.kind == kind }.map { note in
      note.what + (note.why.map { ": \($0)" } ?? "")
    }
  }

  static let base = """
    {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: other, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: config}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: shop}
    spec: {selector: {app: web}, ports: [{name: http, port: 8080}, {name: tcp-raw, port: 9090}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: v1, namespace: shop, labels: {app: web, version: v1}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: v2, namespace: shop, labels: {app: web, version: v2}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: caller, namespace: shop, labels: {app: caller}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: caller, namespace: other, labels: {app: caller}}}
    """
}

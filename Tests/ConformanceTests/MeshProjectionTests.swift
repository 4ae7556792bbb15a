internal import ControlPlane
internal import EnvoyMessages
internal import Manifests
internal import Testing

/// The whole mesh under several rule versions, as one JSON object.
@Suite struct MeshProjectionTests {
  private func projection(_ text: String, _ releases: [String]) throws -> JSONValue {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: text)])
    var projection = MeshProjection()
    for release in releases {
      let rules = try #require(RuleVersion.named(release))
      try projection.add(
        ControlPlane.compile(reading.resources, under: rules), unreadable: reading.unreadable)
    }
    return projection.json
  }

  private static let mesh = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: default, labels: {istio-injection: enabled}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: a, namespace: default}
    spec: {selector: {app: a}, ports: [{name: http, port: 80}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: a-0, namespace: default, labels: {app: a}}
    spec: {containers: [{name: c, image: i}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: refused}
    spec: {hosts: [a], http: [{}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: unreadable}
    spec: {hosts: a}
    """

  @Test("releases are named without istio-, and share what is equal") func versions() throws {
    let json = try projection(Self.mesh, ["istio-1.29", "istio-1.30"])
    #expect(json["versions"]?.members.map(\.key) == ["1.29.0", "1.30.3"])
    let first = json["versions"]?["1.29.0"]?["proxies"]?["a-0.default"]
    let second = json["versions"]?["1.30.3"]?["proxies"]?["a-0.default"]
    #expect(first == second)
    #expect(first?.members.map(\.key) == ["clusters", "endpoints", "listeners", "routes"])
    for id in first?.members.flatMap(\.value.items) ?? [] {
      #expect(json["items"]?[id.string ?? ""] != nil)
    }
  }

  @Test("who is refused is told; what could not be read as of an unknown kind") func refusals()
    throws
  {
    let validation = try projection(Self.mesh, ["istio-1.30"])["versions"]?["1.30.3"]?["validation"]
    let refused = (validation?.items ?? []).filter { $0["error"] != nil }
    #expect(
      refused.map { "\($0["kind"]?.string ?? "") \($0["name"]?.string ?? "")" }
        == ["? unreadable", "VirtualService refused"])
  }

  @Test("the same input gives the same bytes") func determinism() throws {
    let releases = ["istio-1.20", "istio-1.30", "naive"]
    #expect(
      try projection(Self.mesh, releases).text == projection(Self.mesh, releases).text)
  }
}

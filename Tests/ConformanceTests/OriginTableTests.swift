internal import ControlPlane
internal import EnvoyMessages
internal import Manifests
internal import ProxyConfig
internal import Testing

/// Every route and limit tells the resource, the field and the line that it comes from.
@Suite struct OriginTableTests {
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
    metadata: {name: v}
    spec:
      hosts: [a]
      http:
      - route: [{destination: {host: a}}]
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: d}
    spec:
      host: a
      trafficPolicy:
        connectionPool:
          http:
            http2MaxRequests: 1
    """

  static let lines: [(MeshProjection.Family, String)] = [
    (.routes, "VirtualService default/v spec.http[0] (m.yaml:21)"),
    (
      .clusters,
      "DestinationRule default/d spec.trafficPolicy.connectionPool.http.http2MaxRequests"
        + " (m.yaml:31)"
    ),
    (.endpoints, "a-0.default"),
  ]

  @Test("each part names its origin", arguments: lines.indices) func origins(_ index: Int) throws {
    let (family, line) = OriginTableTests.lines[index]
    let reading = ManifestReader.read([ManifestSource(name: "m.yaml", text: Self.mesh)])
    let rules = try #require(RuleVersion.named("istio-1.30"))
    let proxy = try #require(
      ControlPlane.compile(reading.resources, under: rules).mesh.proxies.first)
    let text = OriginTables.text(of: family, in: proxy)
    #expect(text.contains(line), "\(text)")
  }
}

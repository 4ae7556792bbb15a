internal import Manifests
internal import ProxyConfig
internal import Resources
internal import Testing

@testable internal import ControlPlane

/// A mesh written down in a test: two services, `alpha` with two pods in `default` and a client in
/// `shop`, and what the test adds.
struct SmallMesh {
  let compilation: Compilation

  /// - `manifests`: YAML documents, which begin at line 1 of `test.yaml`.
  /// - `version`: a rule version's name.
  init(_ manifests: String, _ version: String = "istio-1.30") throws {
    try self.init(manifests, try #require(RuleVersion.named(version)))
  }

  /// The same under a version of one's own.
  init(_ manifests: String, _ rules: RuleVersion) throws {
    let reading = ManifestReader.read([
      ManifestSource(name: "test.yaml", text: manifests),
      ManifestSource(name: "base.yaml", text: Self.base),
    ])
    #expect(reading.diagnostics.isEmpty)
    compilation = ControlPlane.compile(reading.resources, under: rules)
  }

  /// One proxy's configuration.
  func proxy(_ name: String) throws -> ProxyConfiguration {
    try #require(compilation.mesh.proxies.first { $0.proxy == name })
  }

  /// A proxy's cluster; `nil` where it has none of that name.
  func cluster(_ name: String, of proxy: String = "client.shop") throws -> Cluster? {
    try self.proxy(proxy).clusters.first { $0.name == name }
  }

  /// What a proxy is told about a cluster.
  func endpoints(_ name: String, of proxy: String = "client.shop") throws -> [LocalityLbEndpoints] {
    let assignment = try self.proxy(proxy).endpoints.first { $0.clusterName == name }
    return try #require(assignment?.endpoints)
  }

  /// The limits of a cluster.
  func limits(
    _ name: String, of proxy: String = "client.shop"
  ) throws -> CircuitBreakers.Thresholds {
    let cluster = try #require(try cluster(name, of: proxy))
    return try #require(cluster.circuitBreakers?.thresholds.first)
  }

  /// `alpha`'s cluster on port 5000.
  static let alpha = "outbound|5000||alpha.default.svc.cluster.local"

  /// The cluster of a subset of `alpha`.
  static func alpha(_ subset: String) -> String {
    "outbound|5000|\(subset)|alpha.default.svc.cluster.local"
  }

  private static let base = """
    {apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: istio-system}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: alpha, creationTimestamp: "2024-01-01T00:00:00Z"}
    spec:
      selector: {app: alpha}
      ports: [{name: http, port: 5000}]
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: v1, labels: {app: alpha, version: v1}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: v2, labels: {app: alpha, version: v2}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: shop, labels: {app: client}}}
    """
}

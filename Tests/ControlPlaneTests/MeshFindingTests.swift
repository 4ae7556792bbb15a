internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What keeps rules from acting at all is told.
@Suite struct MeshFindingTests {
  private static let rule = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: a}
    spec: {hosts: [alpha], http: [{route: [{destination: {host: alpha}}]}]}
    """

  @Test(arguments: [
    ("istio-1.20", [DiagnosticCode.versionNotServed]), ("istio-1.21", [.versionNotServed]),
    ("istio-1.22", []), ("istio-1.30", []),
  ])
  func aVersionThatCameLaterIsTold(version: String, codes: [DiagnosticCode]) throws {
    #expect(try SmallMesh(Self.rule, version).compilation.diagnostics.map(\.code) == codes)
  }

  @Test func aMeshWithoutProxiesIsTold() throws {
    let outside =
      ["default", "shop"].map {
        "{apiVersion: v1, kind: Namespace, metadata: {name: \($0), labels: {}}}"
      }.joined(separator: "\n---\n")
    let reading = try MeshReading(outside + "\n---\n" + Self.rule + "\n---\n" + Self.pod)
    #expect(reading.compilation.diagnostics.map(\.code) == [.noProxies])
    let inside = outside.replacing("labels: {}", with: "labels: {istio-injection: enabled}")
    let other = try MeshReading(inside + "\n---\n" + Self.rule + "\n---\n" + Self.pod)
    #expect(other.compilation.diagnostics == [])
  }

  private static let pod = "{apiVersion: v1, kind: Pod, metadata: {name: p}}"

  @Test func discoverySelectorsHideServices() throws {
    let settings = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: istio, namespace: istio-system}
      data: {mesh: "discoverySelectors: [{matchLabels: {kubernetes.io/metadata.name: shop}}]"}
      """
    let mesh = try SmallMesh(settings)
    #expect(mesh.compilation.diagnostics.map(\.code) == [.unusedSettings])
    #expect(try mesh.cluster(SmallMesh.alpha) == nil)
  }
}

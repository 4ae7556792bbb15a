internal import Diagnostics
internal import Manifests
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// A mesh of which nothing is given but what a test writes.
struct MeshReading {
  let compilation: Compilation

  init(_ manifests: String, _ version: String = "istio-1.30") throws {
    let reading = ManifestReader.read([ManifestSource(name: "test.yaml", text: manifests)])
    #expect(reading.diagnostics.isEmpty)
    compilation = ControlPlane.compile(
      reading.resources, under: try #require(RuleVersion.named(version)))
  }
}

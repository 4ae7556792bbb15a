internal import Diagnostics
internal import Manifests
internal import Resources
internal import Testing

/// What istiod reads although it is wrong is told and kept.
@Suite struct ToleranceTests {
  private func read(_ http: String) -> ManifestReading {
    ManifestReader.read([
      ManifestSource(
        name: "mesh.yaml",
        text: """
          apiVersion: networking.istio.io/v1
          kind: VirtualService
          metadata: {name: a}
          spec: {hosts: [a.example.com], http: [\(http)]}
          """)
    ])
  }

  @Test("an unknown field is an error, and the resource is kept") func unknownField() {
    let reading = read("{route: [{destination: {host: a}}], weights: 1}")
    #expect(reading.diagnostics.map(\.code) == [.unknownField])
    #expect(reading.resources.virtualServices.count == 1)
    #expect(reading.unreadable.isEmpty)
  }

  @Test("of two kinds of match the one declared last counts") func contradiction() {
    let reading = read(
      "{match: [{uri: {prefix: /b, exact: /a}}], route: [{destination: {host: a}}]}")
    #expect(reading.diagnostics.map(\.code) == [.contradictingFields])
    #expect(reading.resources.virtualServices.first?.http.first?.match.first?.uri == .prefix("/b"))
  }

  @Test("a field of another type leaves the resource out") func wrongType() {
    let reading = read("{timeout: 10, route: [{destination: {host: a}}]}")
    #expect(reading.resources.virtualServices.isEmpty)
    #expect(reading.unreadable.map(\.name) == ["a"])
  }

  /// Patches of a kustomization look like objects, and are none.
  @Test(arguments: [
    ("{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: 3}}", 7),
    (
      """
      {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: NodePort}}
      """, 12
    ),
  ])
  func aPatchIsToldToBeMerged(text: String, code: Int) {
    let found = ManifestReader.read([ManifestSource(name: "m.yaml", text: text)]).diagnostics
    #expect(found.map(\.code.rawValue) == [code < 10 ? "LB000\(code)" : "LB00\(code)"])
    #expect(found.allSatisfy { $0.severity == .warning })
    #expect(found.first?.hint?.contains("kubectl kustomize DIR") ?? false)
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// Conditions that pass admission in old releases, and for which proxies refuse the whole table.
@Suite struct RefusedTableTests {
  @Test(arguments: [
    ("scheme: {prefix: ''}", "istio-1.20", "scheme.prefix"),
    ("scheme: {prefix: ''}", "istio-1.21", "scheme.prefix"),
    ("scheme: {prefix: http}", "istio-1.20", nil),
    ("scheme: {exact: ''}", "istio-1.20", nil),
  ])
  func anEmptyTextIsSaid(_ match: String, _ version: String, _ place: String?) throws {
    let mesh = try SmallMesh(
      """
      apiVersion: networking.istio.io/v1beta1
      kind: VirtualService
      metadata: {name: alpha}
      spec: {hosts: [alpha], http: [{match: [{\(match)}], route: [{destination: {host: alpha}}]}]}
      """, version)
    let found = mesh.compilation.unmodelled.map(\.diagnostic.summary)
    #expect(found.count == (place == nil ? 0 : 1))
    if let place { #expect(found.allSatisfy { $0.contains(place) }) }
    #expect(mesh.compilation.unmodelled.allSatisfy { $0.reach?.senders.count == 3 })
  }
}

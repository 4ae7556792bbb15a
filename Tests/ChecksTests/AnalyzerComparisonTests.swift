internal import Checks
internal import ControlPlane
internal import Diagnostics
internal import Manifests
internal import Resources
internal import Testing

/// Messages of istioctl's analyzers find their counterparts by object and line, or a reason.
@Suite struct AnalyzerComparisonTests {
  static let manifests = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web, namespace: shop}
    spec:
      hosts: [web]
      http:
      - route:
        - destination:
            host: wbe
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: refused, namespace: shop}
    spec:
      hosts: [web]
      http: [{timeout: 0s, route: [{destination: {host: web}}]}]
    """

  static func message(_ code: String, _ name: String, _ line: Int?) -> AnalyzerMessage {
    AnalyzerMessage(
      code: code,
      resource: ResourceIdentifier(kind: "VirtualService", namespace: "shop", name: name),
      line: line, text: "")
  }

  func standings(_ messages: [AnalyzerMessage]) throws -> [AnalyzerComparison.Standing] {
    let reading = ManifestReader.read([
      ManifestSource(name: "mesh.yaml", text: Self.manifests),
      ManifestSource(name: "base.yaml", text: CodeExplanation.exampleBase),
    ])
    let facts = MeshFacts(reading.resources, under: try #require(RuleVersion.named("istio-1.30")))
    var run = CheckRun()
    run.check(facts)
    return AnalyzerComparison(
      messages, with: run.findings.map(\.diagnostic), istioCodes: Check.istioCodes,
      places: ObjectPlaces(reading.resources),
      in: AnalyzerException.Mesh(facts, unreadable: reading.unreadable)
    ).standings.map(\.standing)
  }

  @Test func aMessageIsMetAtItsLineOrAtItsObject() throws {
    let found = try standings([
      Self.message("IST0101", "web", 9), Self.message("IST0101", "web", 1),
      Self.message("IST0106", "refused", 11), Self.message("IST0101", "web", nil),
    ])
    #expect(found == [.counterpart, .counterpart, .counterpart, .counterpart])
  }

  @Test func aMessageElsewhereIsOpen() throws {
    let found = try standings([
      Self.message("IST0101", "web", 8), Self.message("IST0112", "web", 9),
      Self.message("IST0101", "other", 9),
    ])
    #expect(found == [.open, .open, .open])
  }

  @Test func whatIsSaidOfARefusedObjectIsExcepted() throws {
    let found = try standings([Self.message("IST0112", "refused", 16)])
    guard case .excepted(let reason) = found.first else {
      Issue.record("\(found)")
      return
    }
    #expect(reason.contains("refused by the webhook"))
  }

  @Test func everyExceptionHasAReason() {
    for exception in AnalyzerException.all {
      #expect(exception.reason.hasSuffix("."))
      #expect(exception.code?.hasPrefix("IST0") ?? true)
    }
  }
}

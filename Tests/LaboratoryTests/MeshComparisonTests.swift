import ControlPlane
import DataPlane
import Diagnostics
import Manifests
import ProxyConfig
import Testing

@testable import Laboratory

/// What changes for a mesh, and why.
@Suite struct MeshComparisonTests {
  private static let base = """
    {apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: caller, labels: {app: caller}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: one, labels: {app: web, version: v1}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: two, labels: {app: web, version: v2}}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: web}
    spec:
      host: web
      trafficPolicy: {connectionPool: {http: {http1MaxPendingRequests: 7}}}
      subsets:
        - {name: v1, labels: {version: v1}}
        - {name: v2, labels: {version: v2}}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web}
    spec:
      hosts: [web]
      http:
        - match: [{uri: {prefix: /api}}]
          timeout: 5s
          route:
            - {destination: {host: web, subset: v1}, weight: 90}
            - {destination: {host: web, subset: v2}, weight: 10}
        - match: [{headers: {user: {exact: jason}}}]
          route: [{destination: {host: web, subset: v2}}]
        - route: [{destination: {host: web, subset: v1}}]

    """

  private func state(_ text: String, _ version: String = "istio-1.30") throws -> MeshState {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: text)])
    return MeshState(
      label: version, resources: reading.resources,
      version: try #require(RuleVersion.named(version)))
  }

  private func compare(_ replacing: String, _ with: String) throws -> MeshComparison {
    try #require(Self.base.contains(replacing))
    return MeshComparison(
      try state(Self.base), try state(Self.base.replacing(replacing, with: with)))
  }

  @Test func theSameMeshChangesNothing() throws {
    let comparison = MeshComparison(try state(Self.base), try state("# moved\n" + Self.base))
    #expect(comparison.isEmpty)
    #expect(comparison.unchangedProxies == 3)
  }

  /// Each planted change, and the line that it is in.
  @Test(arguments: [
    ("prefix: /api", "prefix: /apj", 30), ("exact: jason", "exact: jasom", 35),
    ("weight: 90", "weight: 80", 33), ("subset: v1}}]", "subset: v2}}]", 37),
    ("version: v2}}\n---", "version: v3}}\n---", 22),
  ])
  func answersDiffer(old: String, new: String, line: Int) throws {
    let comparison = try compare(old, new)
    #expect(!comparison.answers.isEmpty, "\(new)")
    #expect(comparison.causes.count == 1)
    let places = comparison.causes.flatMap(\.places).map(\.line)
    #expect(places == [line], "\(places)")
    #expect(comparison.answers.allSatisfy { $0.causes == [0] })
  }

  @Test(arguments: [
    ("timeout: 5s", "timeout: 6s", "route.timeout"),
    (
      "PendingRequests: 7", "PendingRequests: 8", "circuitBreakers.thresholds[0].maxPendingRequests"
    ),
  ])
  func propertiesDiffer(old: String, new: String, path: String) throws {
    let comparison = try compare(old, new)
    #expect(comparison.answers.isEmpty, "\(comparison.answers)")
    #expect(
      comparison.properties.contains { $0.difference.path == path }, "\(comparison.properties)")
    #expect(comparison.causes.count == 1)
  }

  @Test func theCauseIsTheObjectThatDoesIt() throws {
    let later = Self.base.replacing("timeout: 5s", with: "timeout: 6s")
      .replacing("PendingRequests: 7", with: "PendingRequests: 8")
    let comparison = MeshComparison(try state(Self.base), try state(later))
    #expect(comparison.causes.count == 2)
    for change in comparison.properties {
      let cause = comparison.causes[try #require(change.causes.first)]
      let isTimeout = change.difference.path.hasPrefix("route.")
      #expect(
        cause.title.contains(isTimeout ? "VirtualService" : "DestinationRule"), "\(cause.title)")
    }
  }

  @Test func aRuleIsNamedWithItsSource() throws {
    let comparison = MeshComparison(
      try state(Self.base, "istio-1.26"), try state(Self.base, "istio-1.27"))
    #expect(!comparison.answers.isEmpty)
    let titles = comparison.causes.map(\.title)
    #expect(titles.contains { $0.hasPrefix("trailingDotDomains") }, "\(titles)")
  }

  @Test func addressesThatMoveAreNoChange() throws {
    let pod = "{apiVersion: v1, kind: Pod, metadata: {name: first, labels: {app: other}}}\n---\n"
    let comparison = MeshComparison(try state(Self.base), try state(pod + Self.base))
    #expect(comparison.answers.isEmpty, "\(comparison.answers)")
    #expect(comparison.properties.isEmpty, "\(comparison.properties)")
    #expect(comparison.newProxies == ["first.default"])
  }

  @Test func whatOneSideRefusesIsTold() throws {
    let later = Self.base.replacing("weight: 90", with: "weight: -90")
    let comparison = MeshComparison(try state(Self.base), try state(later))
    #expect(comparison.refusals.map(\.isAfter) == [true])
    #expect(!comparison.answers.isEmpty)
  }
}

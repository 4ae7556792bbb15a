import ControlPlane
import DataPlane
import Diagnostics
import Manifests
import Probes
import ProxyConfig
import Testing

@testable import Laboratory

/// What changes for pods in ambient mode, and which line does it.
@Suite struct AmbientComparisonTests {
  private static let base = """
    apiVersion: v1
    kind: Namespace
    metadata:
      name: default
      labels:
        istio.io/dataplane-mode: ambient
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: plain}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: caller, labels: {app: caller}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}}
    ---
    apiVersion: v1
    kind: Service
    metadata:
      name: web
      labels: {team: one}
    spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
    ---
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: default}
    spec:
      mtls: {mode: PERMISSIVE}
    ---
    apiVersion: security.istio.io/v1
    kind: AuthorizationPolicy
    metadata: {name: web}
    spec:
      selector: {matchLabels: {app: web}}
      action: DENY
      rules:
        - from:
            - source: {principals: [cluster.local/ns/default/sa/bad]}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: waypoint}
    spec:
      gatewayClassName: istio-waypoint
      listeners: [{name: mesh, port: 15008, protocol: HBONE}]
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web}
    spec:
      hosts: [web]
      http:
        - match: [{uri: {prefix: /api}}]
          directResponse: {status: 418}
        - route: [{destination: {host: web}}]

    """

  private func state(_ text: String, _ version: String = "istio-1.30") throws -> MeshState {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: text)])
    return MeshState(
      label: version, resources: reading.resources,
      version: try #require(RuleVersion.named(version)))
  }

  /// What replaces what, in which line, and what is at the proxies that tell.
  @Test(arguments: [
    ("mode: PERMISSIVE", "mode: STRICT", 25, "web.default"),
    ("sa/bad", "sa/caller", 35, "web.default"),
    ("action: DENY", "action: ALLOW", 32, "web.default"),
    ("{team: one}", "{team: one, istio.io/use-waypoint: waypoint}", 18, "caller.default"),
    ("port: 80}", "port: 81}", 19, "caller.default"),
  ])
  func answersOfZtunnelsDiffer(old: String, new: String, line: Int, proxy: String) throws {
    for (before, after) in [(old, new), (new, old)] {
      let first = Self.base.replacing(old, with: before)
      let comparison = MeshComparison(
        try state(first), try state(first.replacing(before, with: after)))
      #expect(!comparison.answers.isEmpty, "\(after)")
      #expect(comparison.answers.contains { $0.proxies.contains(proxy) }, "\(after)")
      #expect(comparison.causes.flatMap(\.places).map(\.line) == [line], "\(comparison.causes)")
      #expect(comparison.answers.allSatisfy { $0.causes == [0] })
    }
  }

  @Test func theSameMeshChangesNothing() throws {
    let comparison = MeshComparison(try state(Self.base), try state("# moved\n" + Self.base))
    #expect(comparison.isEmpty)
    #expect(comparison.comparedProxies == 3, "what ztunnels do for two pods, and the waypoint")
  }

  /// Each of two changes is found where it acts.
  @Test func theCauseIsTheObjectThatDoesIt() throws {
    let later = Self.base.replacing("mode: PERMISSIVE", with: "mode: STRICT")
      .replacing("{team: one}", with: "{team: one, istio.io/use-waypoint: waypoint}")
    let comparison = MeshComparison(try state(Self.base), try state(later))
    #expect(comparison.causes.count == 2)
    for change in comparison.answers {
      let cause = comparison.causes[try #require(change.causes.first)]
      let isInbound = change.connection.door == .inbound
      #expect(cause.title.contains(isInbound ? "PeerAuthentication" : "Service"), "\(cause.title)")
    }
  }

  /// A rule of a waypoint is asked through the tunnel that ends there.
  @Test func answersOfWaypointsDiffer() throws {
    let first = Self.base.replacing(
      "{team: one}", with: "{team: one, istio.io/use-waypoint: waypoint}")
    let comparison = MeshComparison(
      try state(first), try state(first.replacing("prefix: /api", with: "prefix: /apj")))
    #expect(comparison.answers.contains { $0.request?.path == "/api" }, "\(comparison.answers)")
    #expect(comparison.causes.flatMap(\.places).map(\.line) == [50])
  }

  /// What carries the pods' connections, and what becomes of the VirtualService's path.
  @Test(arguments: [
    ("istio-injection: enabled", "istio.io/dataplane-mode: ambient", "418", "to web"),
    ("istio.io/dataplane-mode: ambient", "istio-injection: enabled", "to web", "418"),
    ("istio-injection: enabled", "istio.io/dataplane-mode: none", "418", "to web"),
  ])
  func podsThatMoveAreAsked(old: String, new: String, before: String, after: String) throws {
    let label = "istio.io/dataplane-mode: ambient"
    let comparison = MeshComparison(
      try state(Self.base.replacing(label, with: old)),
      try state(Self.base.replacing(label, with: new)))
    let change = try #require(
      comparison.answers.first {
        $0.request?.path == "/api" && $0.proxies.contains("caller.default")
      })
    #expect(change.before.words.hasPrefix(before), "\(change.before.words)")
    #expect(change.after.words.hasPrefix(after), "\(change.after.words)")
    #expect(comparison.causes.flatMap(\.places).map(\.line).allSatisfy { $0 == 6 })
    #expect(!comparison.causes.isEmpty)
  }

  /// With a waypoint before it, the service answers as with sidecars: nobody notices.
  @Test func aWaypointKeepsTheRulesOfPodsThatMove() throws {
    let waypoint = Self.base.replacing(
      "{team: one}", with: "{team: one, istio.io/use-waypoint: waypoint}")
    let sidecars = waypoint.replacing(
      "istio.io/dataplane-mode: ambient", with: "istio-injection: enabled")
    let comparison = MeshComparison(try state(sidecars), try state(waypoint))
    let changed = comparison.answers.filter {
      $0.request?.path == "/api" && $0.proxies.contains("caller.default")
        && $0.request?.authority == "web.default.svc.cluster.local"
    }
    #expect(changed.isEmpty, "\(changed.map { [$0.before.words, $0.after.words] })")
    #expect(comparison.newProxies.contains("caller.default (ztunnel)"))
  }
}

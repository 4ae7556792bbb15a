internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// Objects that others name and that the input does not hold.
@Suite struct MissingObjectTests {
  private static let gateway = """
    apiVersion: v1
    kind: Pod
    metadata: {name: edge, namespace: istio-system, labels: {istio: ingressgateway}}
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: door, namespace: shop}
    spec:
      selector: {istio: ingressgateway}
      servers:
      - port: {number: 443, name: https, protocol: HTTPS}
        hosts: [a.example]
        tls: {mode: SIMPLE, credentialName: certificate}
    """

  private static func secret(_ name: String, _ namespace: String) -> String {
    "\n---\n{apiVersion: v1, kind: Secret, metadata: {name: \(name), namespace: \(namespace)}}"
  }

  /// What else is there, and how the missing certificate is told; `nil` where it is there.
  @Test(
    arguments: [
      ("", .note), (secret("certificate", "istio-system"), nil),
      (secret("certificate", "shop"), .warning), (secret("other", "istio-system"), .warning),
    ] as [(String, Severity?)])
  func aCertificateIsLookedForBesideThePods(_ more: String, _ severity: Severity?) throws {
    let found = try SmallMesh(Self.gateway + more).compilation.diagnostics
      .filter { $0.code == .missingSecret }
    #expect(found.map(\.severity) == (severity.map { [$0] } ?? []))
    #expect(found.allSatisfy { $0.location?.line == 13 })
  }

  @Test(arguments: [("db", true), ("alpha", false)])
  func aStatefulSetNeedsItsService(name: String, isMissing: Bool) throws {
    let mesh = try SmallMesh(
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: \(name)
        selector: {matchLabels: {app: db}}
        template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: i}]}}
      """)
    let found = mesh.compilation.diagnostics.filter { $0.code == .missingGoverningService }
    #expect(found.count == (isMissing ? 1 : 0))
    #expect(found.allSatisfy { $0.location?.line == 5 })
  }
}

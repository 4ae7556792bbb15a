internal import Diagnostics
internal import Explanations
internal import Simulator
internal import Testing

/// Requests that annotations lead past a sidecar: what becomes of them, and what is said.
@Suite struct PassedSidecarTests {
  private static func pod(_ name: String, _ annotation: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: \(name)
      namespace: shop
      labels: {app: \(name == "caller2" ? "caller" : "web")}
      annotations: {traffic.sidecar.istio.io/\(annotation)}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web, namespace: shop}
    spec:
      hosts: [web]
      http: [{directResponse: {status: 418}}]
    ---
    \(strict)

    """
  }

  private static let strict = """
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: default, namespace: shop}
    spec: {mtls: {mode: PERMISSIVE}}
    """

  /// The annotation, where the request goes, its status, and whether the remark is made.
  static let outgoing: [(String, String, Int, Bool)] = [
    (#"excludeOutboundPorts: "8080""#, "http://web:8080/", 200, true),
    (#"excludeOutboundPorts: "9090""#, "http://web:8080/", 418, false),
    (#"excludeOutboundIPRanges: 10.96.0.0/12"#, "http://web:8080/", 200, true),
    (#"includeOutboundIPRanges: "10.96.0.0/12""#, "http://web:8080/", 418, false),
    (#"includeOutboundIPRanges: "10.0.0.0/24""#, "http://web:8080/", 200, true),
    (#"includeOutboundIPRanges: """#, "http://web:8080/", 200, true),
  ]

  @Test(arguments: outgoing)
  func aClientsRulesSeeWhatItsSidecarTakes(
    _ annotation: String, _ url: String, _ status: Int, _ isSaid: Bool
  ) throws {
    let asked = try AskedMesh(Self.pod("caller2", annotation), url, from: "caller2.shop")
    #expect(asked.trace.outcome.status == status)
    let remarks = asked.words(.ignored).filter {
      $0.contains("the sidecar of caller2.shop does not see")
    }
    #expect(remarks.count == (isSaid ? 1 : 0))
  }

  /// Without the receiver's sidecar its own mutual TLS meets an application that reads plain text.
  @Test func aCallToAPortThatIsLeftOutMeetsTheApplication() throws {
    let base = AskedMesh.base.split(separator: "---\n").filter {
      !$0.contains("name: v1,") && !$0.contains("name: v2,")
    }.joined(separator: "---\n")
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata:
        name: late
        namespace: shop
        labels: {app: web}
        annotations: {traffic.sidecar.istio.io/excludeInboundPorts: "8080"}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: plain}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: out, namespace: plain}}
      """
    let url = "http://web.shop:8080/"
    let meshed = try AskedMesh(pod, url, base: base)
    #expect(meshed.trace.outcome.status == 503)
    let plain = try AskedMesh(pod, url, from: "out.plain", base: base)
    #expect(plain.trace.outcome.status == 200)
    #expect(
      plain.words(.ignored).contains { $0.contains("the sidecar of late.shop does not see what") })
  }
}

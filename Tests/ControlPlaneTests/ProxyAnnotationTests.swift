internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// Which annotations of a pod stop which questions.
@Suite struct ProxyAnnotationTests {
  /// The annotation, its value, and whose requests it touches.
  static let cases: [(String, String, RequestPath?)] = [
    ("proxy.istio.io/config", "{holdApplicationUntilProxyStarts: true}", nil),
    ("proxy.istio.io/config", "concurrency: 2\ntracing:\n  sampling: 10\n", nil),
    ("proxy.istio.io/config", #"{"proxyMetadata": {"A": "b"}, "statusPort": 1}"#, nil),
    (
      "proxy.istio.io/config", "proxyMetadata:\n  ISTIO_META_IDLE_TIMEOUT: 5s\n",
      RequestPath(pods: ["x.shop"])
    ),
    ("proxy.istio.io/config", "{never: heard}", RequestPath(pods: ["x.shop"])),
    // A sidecar is no gateway, and its topology says nothing.
    ("proxy.istio.io/config", "gatewayTopology: {numTrustedProxies: 1}", nil),
    ("traffic.sidecar.istio.io/includeInboundPorts", "*", nil),
    ("traffic.sidecar.istio.io/includeOutboundIPRanges", "*", nil),
    ("traffic.sidecar.istio.io/excludeInboundPorts", "15020", nil),
    (
      "traffic.sidecar.istio.io/excludeInboundPorts", "9090,8080",
      RequestPath(receivers: ["x.shop"])
    ),
    ("traffic.sidecar.istio.io/excludeOutboundPorts", "3306", nil),
    ("traffic.sidecar.istio.io/excludeOutboundPorts", "5000", RequestPath(senders: ["x.shop"])),
    ("traffic.sidecar.istio.io/kubevirtInterfaces", "net1", nil),
    ("sidecar.istio.io/interceptionMode", "REDIRECT", nil),
    ("sidecar.istio.io/interceptionMode", "TPROXY", RequestPath(pods: ["x.shop"])),
  ]

  @Test(arguments: cases)
  func anAnnotationTouchesWhatItCanChange(
    _ name: String, _ value: String, _ reach: RequestPath?
  ) throws {
    let quoted = value.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    let mesh = try SmallMesh(
      """
      apiVersion: v1
      kind: Service
      metadata: {name: x, namespace: shop}
      spec: {selector: {app: x}, ports: [{name: http, port: 80, targetPort: 8080}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: x, namespace: shop, labels: {app: x}, annotations: {\(name): "\(quoted)"}}
      """)
    let parts = mesh.compilation.unmodelled
    #expect(parts.map(\.reach) == (reach.map { [$0] } ?? []))
  }
}

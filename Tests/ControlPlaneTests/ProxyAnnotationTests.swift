internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// Which annotations of a pod stop which questions, and which are refused.
@Suite struct ProxyAnnotationTests {
  /// The annotation, its value, and whether it touches the pod's requests without being modelled.
  static let cases: [(String, String, Bool)] = [
    ("proxy.istio.io/config", "{holdApplicationUntilProxyStarts: true}", false),
    ("proxy.istio.io/config", "concurrency: 2\ntracing:\n  sampling: 10\n", false),
    ("proxy.istio.io/config", #"{"proxyMetadata": {"A": "b"}, "statusPort": 1}"#, false),
    ("proxy.istio.io/config", "proxyMetadata:\n  ISTIO_META_IDLE_TIMEOUT: 5s\n", true),
    ("proxy.istio.io/config", "{never: heard}", true),
    // A sidecar is no gateway, and its topology says nothing.
    ("proxy.istio.io/config", "gatewayTopology: {proxyProtocol: {}}", false),
    ("traffic.sidecar.istio.io/includeInboundPorts", "*", false),
    ("traffic.sidecar.istio.io/excludeInboundPorts", "9090,8080", false),
    ("traffic.sidecar.istio.io/excludeOutboundPorts", "5000", false),
    ("traffic.sidecar.istio.io/kubevirtInterfaces", "net1", false),
    ("traffic.sidecar.istio.io/neverHeard", "1", true),
    ("sidecar.istio.io/interceptionMode", "REDIRECT", false),
    ("sidecar.istio.io/interceptionMode", "TPROXY", true),
  ]

  private func mesh(_ name: String, _ value: String) throws -> SmallMesh {
    let quoted = value.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    return try SmallMesh(
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: x
        namespace: shop
        labels: {app: x}
        annotations:
          \(name): "\(quoted)"
      """)
  }

  @Test(arguments: cases)
  func anAnnotationStopsWhatItCanChange(_ name: String, _ value: String, _ stops: Bool) throws {
    let parts = try mesh(name, value).compilation.unmodelled
    #expect(parts.map(\.reach) == (stops ? [RequestPath(pods: ["x.shop"])] : []))
  }

  /// The setting, its value, and what the refusal says; `nil` where the injector takes it.
  static let values: [(String, String, String?)] = [
    ("excludeOutboundPorts", "80, 443", nil), ("excludeOutboundPorts", "", nil),
    ("excludeOutboundPorts", "http", "is no list of ports"),
    ("includeInboundPorts", "65536", "is no list of ports"),
    ("excludeOutboundIPRanges", "10.0.0.0/8,192.168.1.1/32", nil),
    ("excludeOutboundIPRanges", "10.0.0.0", "is no list of address ranges"),
    ("includeOutboundIPRanges", "10.0.0.0/33", "is no list of address ranges"),
    ("includeOutboundIPRanges", "*", nil),
  ]

  @Test(arguments: values)
  func theInjectorRefusesWhatItCannotRead(
    _ setting: String, _ value: String, _ refusal: String?
  ) throws {
    let found = try mesh("traffic.sidecar.istio.io/\(setting)", value).compilation.diagnostics
      .filter { $0.code == .refusedByInjector }
    #expect(found.count == (refusal == nil ? 0 : 1))
    guard let refusal, let first = found.first else { return }
    #expect(first.summary.contains(refusal) && first.summary.contains("“\(value)”"))
    #expect(first.location?.line == 8)
  }
}

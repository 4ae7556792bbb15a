import DataPlane
import ProxyConfig
import Testing

/// Which connections a pod's rules redirect (tools/istio-iptables/pkg/capture/run.go@1.30.3).
@Suite struct TrafficCaptureTests {
  private static func capture(_ change: (inout TrafficCapture) -> Void) -> TrafficCapture {
    var capture = TrafficCapture.all
    change(&capture)
    return capture
  }

  private static let ten = CidrRange(addressPrefix: "10.0.0.0", prefixLen: 8)
  private static let near = CidrRange(addressPrefix: "10.1.0.0", prefixLen: 16)

  /// What is said, where a connection is headed, and whether the sidecar takes it.
  static let outgoing: [(TrafficCapture, String, Int, Bool)] = [
    (.all, "10.1.2.3", 80, true),
    (capture { $0.excludedOutboundPorts = [80] }, "10.1.2.3", 80, false),
    (capture { $0.excludedOutboundPorts = [80] }, "10.1.2.3", 81, true),
    (capture { $0.excludedRanges = [near] }, "10.1.2.3", 80, false),
    (capture { $0.excludedRanges = [near] }, "10.2.2.3", 80, true),
    (capture { $0.ranges = [near] }, "10.2.2.3", 80, false),
    (capture { $0.ranges = [near] }, "10.1.2.3", 80, true),
    (capture { $0.ranges = [] }, "10.1.2.3", 80, false),
    // A port is taken wherever it leads, but for excluded addresses and ports.
    (capture { $0.ranges = []; $0.outboundPorts = [80] }, "10.1.2.3", 80, true),
    (capture { $0.excludedRanges = [ten]; $0.outboundPorts = [80] }, "10.1.2.3", 80, false),
    (
      capture { $0.excludedOutboundPorts = [80]; $0.outboundPorts = [80] }, "10.1.2.3", 80, false
    ),
    (capture { $0.excludedRanges = [ten]; $0.ranges = [near] }, "10.1.2.3", 80, false),
  ]

  @Test(arguments: outgoing)
  func whatGoesOut(_ capture: TrafficCapture, _ address: String, _ port: Int, _ isTaken: Bool) {
    #expect(capture.takesOut(address: address, port: port) == isTaken)
  }

  static let incoming: [(TrafficCapture, Int, Bool)] = [
    (.all, 80, true), (capture { $0.excludedInboundPorts = [80] }, 80, false),
    (capture { $0.excludedInboundPorts = [80] }, 81, true),
    (capture { $0.inboundPorts = [80] }, 80, true), (capture { $0.inboundPorts = [80] }, 81, false),
    (capture { $0.inboundPorts = [] }, 80, false),
    // A list of what comes in leaves no room for exceptions.
    (capture { $0.inboundPorts = [80]; $0.excludedInboundPorts = [80] }, 80, true),
  ]

  @Test(arguments: incoming)
  func whatComesIn(_ capture: TrafficCapture, _ port: Int, _ isTaken: Bool) {
    #expect(capture.takesIn(port: port) == isTaken)
  }
}

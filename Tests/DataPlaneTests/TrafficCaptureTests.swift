import DataPlane
import ProxyConfig
import Testing

/// Which connections a pod's rules redirect (tools/istio-iptables/pkg/capture/run.go@1.30.3).
@Suite struct TrafficCaptureTests {
  /// What goes out, by what is excluded and what is taken.
  private static func out(
    without ports: Set<Int> = [], apart: [CidrRange] = [], with own: Set<Int> = [],
    within ranges: [CidrRange]? = nil
  ) -> TrafficCapture {
    var capture = TrafficCapture.all
    capture.excludedOutboundPorts = ports
    capture.excludedRanges = apart
    capture.outboundPorts = own
    capture.ranges = ranges
    return capture
  }

  /// What comes in, likewise.
  private static func into(without ports: Set<Int> = [], only: Set<Int>? = nil) -> TrafficCapture {
    var capture = TrafficCapture.all
    capture.excludedInboundPorts = ports
    capture.inboundPorts = only
    return capture
  }

  private static let ten = CidrRange(addressPrefix: "10.0.0.0", prefixLen: 8)
  private static let near = CidrRange(addressPrefix: "10.1.0.0", prefixLen: 16)

  /// What is said, where a connection is headed, and whether the sidecar takes it.
  static let outgoing: [(TrafficCapture, String, Int, Bool)] = [
    (.all, "10.1.2.3", 80, true), (out(without: [80]), "10.1.2.3", 80, false),
    (out(without: [80]), "10.1.2.3", 81, true), (out(apart: [near]), "10.1.2.3", 80, false),
    (out(apart: [near]), "10.2.2.3", 80, true), (out(within: [near]), "10.2.2.3", 80, false),
    (out(within: [near]), "10.1.2.3", 80, true), (out(within: []), "10.1.2.3", 80, false),
    // A port is taken wherever it leads, but for excluded addresses and ports.
    (out(with: [80], within: []), "10.1.2.3", 80, true),
    (out(apart: [ten], with: [80]), "10.1.2.3", 80, false),
    (out(without: [80], with: [80]), "10.1.2.3", 80, false),
    (out(apart: [ten], within: [near]), "10.1.2.3", 80, false),
  ]

  @Test(arguments: outgoing)
  func whatGoesOut(_ capture: TrafficCapture, _ address: String, _ port: Int, _ isTaken: Bool) {
    #expect(capture.takesOut(address: address, port: port) == isTaken)
  }

  static let incoming: [(TrafficCapture, Int, Bool)] = [
    (.all, 80, true), (into(without: [80]), 80, false), (into(without: [80]), 81, true),
    (into(only: [80]), 80, true), (into(only: [80]), 81, false), (into(only: []), 80, false),
    // A list of what comes in leaves no room for exceptions.
    (into(without: [80], only: [80]), 80, true),
  ]

  @Test(arguments: incoming)
  func whatComesIn(_ capture: TrafficCapture, _ port: Int, _ isTaken: Bool) {
    #expect(capture.takesIn(port: port) == isTaken)
  }
}

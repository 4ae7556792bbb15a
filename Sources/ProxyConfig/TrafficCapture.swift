public import Diagnostics

/// Which connections of a pod its sidecar takes in: what the rules of the pod's own network redirect
/// (tools/istio-iptables/pkg/capture/run.go@1.30.3, Run).
public struct TrafficCapture: Hashable, Sendable {
  /// The pod's own ports that the sidecar takes in; `nil` for all.
  public var inboundPorts: Set<Int>?
  /// Ports that it leaves to the application, where it takes in all.
  public var excludedInboundPorts: Set<Int> = []
  /// Ports that pass it by, whatever the address.
  public var excludedOutboundPorts: Set<Int> = []
  /// Addresses that pass it by.
  public var excludedRanges: [CidrRange] = []
  /// Ports that it takes at any other address.
  public var outboundPorts: Set<Int> = []
  /// Addresses that it takes; `nil` for all.
  public var ranges: [CidrRange]?
  /// What says so of connections that come in; `nil` where nothing does.
  public var inboundOrigin: Origin?
  /// What says so of connections that go out; `nil` where nothing does.
  public var outboundOrigin: Origin?

  /// Every connection.
  public init() {}

  /// Every connection, as without an annotation.
  public static let all = TrafficCapture()
}

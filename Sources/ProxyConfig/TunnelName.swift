/// The listeners and clusters by which a proxy opens and ends tunnels
/// (pilot/pkg/networking/core/waypoint.go@1.30.3).
public enum TunnelName {
  /// Opens a tunnel to an endpoint.
  public static let originate = "connect_originate"
  /// A waypoint's listener that a tunnel ends in, with a chain for each service it stands before.
  public static let mainInternal = "main_internal"
  /// A waypoint's way to the pod whose own address was dialled.
  public static let encap = "encap"
  /// The inner one of two tunnels, to another network.
  public static let innerOriginate = "inner_connect_originate"
  /// The outer one of two tunnels, to another network.
  public static let outerOriginate = "outer_connect_originate"
  /// A waypoint's chain for bytes to a pod's own address.
  public static let directBytes = "direct-tcp"
  /// A waypoint's chain for HTTP to a pod's own address.
  public static let directHTTP = "direct-http"
  /// What tells a tunnel's TLS from other TLS here; in truth tunnels have a port of their own.
  public static let applicationProtocol = "hbone"

  /// Where a ztunnel takes in what a pod sends.
  public static let ztunnelOutbound = "ztunnel outbound"
  /// Where a ztunnel takes in what a pod receives.
  public static let ztunnelInbound = "ztunnel inbound"
  /// How a ztunnel hands to its pod what it took in: at the port that was dialled.
  public static let toOwnPod = ClusterName.inbound(port: 0).text
  /// Stands for a port that an addressed service does not have: the connection is closed.
  public static let noSuchPort = "no such port"
}

/// The name of a cluster that istiod makes of a service's port: `DIRECTION|PORT|SUBSET|HOST`
/// (pilot/pkg/model/service.go@1.30.3, BuildSubsetKey and ParseSubsetKey).
public struct ClusterName: Hashable, Sendable {
  /// Which way its traffic goes, seen from the pod.
  public enum Direction: String, Hashable, Sendable {
    /// To the application, and away from it.
    case inbound, outbound
    /// At a waypoint, towards a service that was addressed.
    case inboundVIP = "inbound-vip"
    /// At a ztunnel, to the waypoint that stands before what was dialled; no name of istiod's.
    case waypoint
  }

  /// As it is written in the name.
  public var direction: Direction
  /// A service's port, or the pod's own port where traffic is inbound.
  public var port: Int
  /// Empty where all the service's endpoints belong to it.
  public var subset: String
  /// The service's hostname; empty where traffic is inbound.
  public var host: String

  private init(_ direction: Direction, port: Int, subset: String, host: String) {
    self.direction = direction
    self.port = port
    self.subset = subset
    self.host = host
  }

  /// The cluster by which a proxy reaches a service.
  public static func outbound(port: Int, subset: String = "", host: String) -> ClusterName {
    ClusterName(.outbound, port: port, subset: subset, host: host)
  }

  /// The cluster by which a proxy reaches its own application.
  public static func inbound(port: Int) -> ClusterName {
    ClusterName(.inbound, port: port, subset: "", host: "")
  }

  /// The cluster by which a waypoint reaches a service that it stands before.
  ///
  /// `subset`: `http` or `tcp`, with `/` and the subset's name where one is meant.
  public static func inboundVIP(port: Int, subset: String, host: String) -> ClusterName {
    ClusterName(.inboundVIP, port: port, subset: subset, host: host)
  }

  /// A ztunnel's way to the waypoint that stands before a service or a pod.
  ///
  /// `address`: what is dialled, where others of the host are dialled elsewhere; else empty.
  public static func waypoint(port: Int, address: String = "", host: String) -> ClusterName {
    ClusterName(.waypoint, port: port, subset: address, host: host)
  }

  /// Takes a name apart; `nil` for names of another form, such as ``passthrough``.
  public init?(_ name: String) {
    let parts = name.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let direction = Direction(rawValue: String(parts[0])) else {
      return nil
    }
    self.init(
      direction, port: Int(parts[1]) ?? 0, subset: String(parts[2]), host: String(parts[3]))
  }

  /// The host of a name, or the whole name where it has another form.
  public static func host(of name: String) -> String { ClusterName(name)?.host ?? name }

  /// Whether traffic leaves its pod through a cluster; so it does through ``passthrough``.
  public static func isOutbound(_ name: String) -> Bool { !name.hasPrefix("inbound|") }

  /// The name as messages carry it.
  public var text: String { "\(direction.rawValue)|\(port)|\(subset)|\(host)" }

  /// The form that server names of TLS carry between networks, with dots in place of bars
  /// (pilot/pkg/model/service.go@1.30.3, BuildDNSSrvSubsetKey).
  public var serverName: String { "\(direction.rawValue)_.\(port)_.\(subset)_.\(host)" }

  /// Sends where the client dialled: traffic that no service claims.
  public static let passthrough = "PassthroughCluster"
  /// Has no host: traffic that is refused.
  public static let blackHole = "BlackHoleCluster"
  /// The application's own port, where no service names it.
  public static let inboundPassthrough = "InboundPassthroughCluster"
  /// ``inboundPassthrough`` for IPv4, before both families shared one cluster (1.23).
  public static let inboundPassthroughIPv4 = "InboundPassthroughClusterIpv4"
}

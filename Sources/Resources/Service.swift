/// A Kubernetes Service.
public struct Service: Resource {
  public var metadata = ResourceMetadata()
  /// `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
  public var type = "ClusterIP"
  public var ports: [ServicePort] = []
  public var selector: [String: String] = [:]
  /// Empty: an address is assigned; `None`: headless.
  public var clusterIP = ""
  public var clusterIPs: [String] = []
  public var externalName = ""
  public var trafficDistribution: String?
  public var publishNotReadyAddresses = false
  /// `externalIPs`, `loadBalancerIP`, and what `status.loadBalancer` says: addresses and names.
  public var outsideAddresses: [String] = []
  public init() {}
}

/// The port a Service sends to: a number or the name of a container's port.
public enum TargetPort: Hashable, Sendable {
  case number(Int)
  case name(String)
}

/// One port of a Service.
public struct ServicePort: Hashable, Sendable {
  public var name = ""
  /// `TCP`, `UDP` or `SCTP`.
  public var networkProtocol = "TCP"
  public var appProtocol: String?
  public var port = 0
  /// Absent means the same number as ``port``.
  public var targetPort: TargetPort?
  public var nodePort: Int?
  public init() {}
}

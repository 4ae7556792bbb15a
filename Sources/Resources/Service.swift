/// A Kubernetes Service.
public struct Service: Resource {
  /// Its name, namespace, labels and place.
  public var metadata = ResourceMetadata()
  /// `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
  public var type = "ClusterIP"
  /// What it offers, in the file's order.
  public var ports: [ServicePort] = []
  /// The labels of its pods; none has endpoints of its own instead.
  public var selector: [String: String] = [:]
  /// Empty: an address is assigned; `None`: headless.
  public var clusterIP = ""
  /// Its addresses; `None` makes it headless, none at all gets one assigned.
  public var clusterIPs: [String] = []
  /// The name that it stands for, where its type is `ExternalName`; else empty.
  public var externalName = ""
  /// Which endpoints are preferred, `PreferClose` among them; `nil` for no preference.
  public var trafficDistribution: String?
  /// `Local` keeps traffic on the client's Node; `Cluster`, or empty, does not.
  public var internalTrafficPolicy = ""
  /// Whether pods that are not ready count as ready.
  public var publishNotReadyAddresses = false
  /// `externalIPs`, `loadBalancerIP`, and what `status.loadBalancer` says: addresses and names.
  public var outsideAddresses: [String] = []

  /// No field is written.
  public init() {}
}

/// The port a Service sends to: a number or the name of a container's port.
public enum TargetPort: Hashable, Sendable {
  /// A number, 1–65535.
  case number(Int)
  /// The name of a container's port, which each pod may number differently.
  case name(String)
}

/// One port of a Service.
public struct ServicePort: Hashable, Sendable {
  /// The port's name, whose first part tells the protocol where ``appProtocol`` does not.
  public var name = ""
  /// `TCP`, `UDP` or `SCTP`.
  public var networkProtocol = "TCP"
  /// The protocol; `nil` leaves it to the name.
  public var appProtocol: String?
  /// The number that clients call, 1–65535.
  public var port = 0
  /// Absent means the same number as ``port``.
  public var targetPort: TargetPort?
  /// The number that every Node listens at; `nil` for none.
  public var nodePort: Int?

  /// No field is written.
  public init() {}
}

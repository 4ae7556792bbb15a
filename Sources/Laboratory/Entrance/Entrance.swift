package import Diagnostics
package import ProxyConfig
package import Simulator

/// Where a request from outside comes into the cluster: a Service's port, and what serves it there.
package struct Entrance: Hashable, Sendable {
  /// Why this one.
  package enum Reason: Hashable, Sendable {
    /// A server of a Gateway serves the URL's host; the host as the server has it.
    case host(String)
    /// `--gateway` names it.
    case asked
    /// The URL's port is one that every node has.
    case nodePort(Int)
    /// The URL's host is an address of the Service's load balancer, or one of its `externalIPs`.
    case address(String)

    /// Whether a node's port leads there.
    fileprivate var isByNode: Bool {
      switch self {
      case .nodePort: true
      case .host, .asked, .address: false
      }
    }
  }

  /// Why it is this one.
  package var reason: Reason
  /// The server that the request is for; `nil` where no Gateway has one at the port.
  package var door: GatewayDoor?
  /// The Service's name in cluster DNS.
  package var hostname: String
  /// The Service's place.
  package var service: Origin?
  /// The Service's type: outside the cluster a `ClusterIP` is not called by itself.
  package var kind: String
  /// The Service's port.
  package var port: Int
  /// The pods' port; `nil` where nobody is behind the Service's.
  package var targetPort: Int?
  /// The pods behind it, as `POD.NAMESPACE`.
  package var pods: [String]
  /// Gateways that serve the host less closely, as `NAMESPACE/NAME`.
  package var others: [String] = []

  /// Where the connection goes, as a request's `connectTo`.
  package var connectTo: String { "\(hostname):\(port)" }

  /// A way through a door.
  package init(_ way: GatewayDoor.Way, of door: GatewayDoor?, because reason: Reason) {
    self.reason = reason
    self.door = door
    hostname = way.hostname
    service = way.service
    kind = way.kind
    port = way.port
    targetPort = way.targetPort
    pods = way.pods
  }

  /// The port of a Service by itself, with the door behind it where there is one.
  package init(
    _ service: ServiceAddress, port: ServiceAddress.Port, _ doors: [GatewayDoor],
    because reason: Reason
  ) {
    self.reason = reason
    hostname = service.hostname
    self.service = service.origin
    kind = reason.isByNode ? "NodePort" : "LoadBalancer"
    self.port = port.number
    targetPort = port.endpoints.first?.port
    pods = []
    for door in doors {
      let way = door.ways.first { $0.hostname == service.hostname && $0.port == port.number }
      guard let way else { continue }
      self.door = self.door ?? door
      if pods.isEmpty { pods = way.pods }
    }
  }
}

/// What was found for a request from outside.
package enum EntranceChoice: Hashable, Sendable {
  /// The URL's host is one that the cluster or the question itself knows.
  case direct
  /// It comes in here.
  case found(Entrance)
  /// Gateways of several Services serve the host alike.
  case several([Entrance])
  /// The question names a Gateway that there is not.
  case unknown(RequestFailure)
  /// It comes in nowhere.
  case nowhere(RequestFailure)
}

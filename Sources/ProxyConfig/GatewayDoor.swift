public import Diagnostics

/// A server of a Gateway, of either API, and how one comes to it from outside.
public struct GatewayDoor: Hashable, Sendable {
  /// A port of a Service that leads to a pod which serves the door.
  public struct Way: Hashable, Sendable {
    /// The Service's name in cluster DNS.
    public var hostname: String
    /// The Service.
    public var service: Origin
    /// `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
    public var kind: String
    /// The Service's cluster address; empty for a headless one.
    public var address: String
    /// The Service's port.
    public var port: Int
    /// The port on every node; `nil` where none is written.
    public var nodePort: Int?
    /// Where the proxy listens.
    public var targetPort: Int
    /// The pods behind it, as `POD.NAMESPACE`.
    public var pods: [String]

    /// The value of these parts.
    public init(
      hostname: String, service: Origin, kind: String, address: String, port: Int,
      nodePort: Int?, targetPort: Int, pods: [String]
    ) {
      self.hostname = hostname
      self.service = service
      self.kind = kind
      self.address = address
      self.port = port
      self.nodePort = nodePort
      self.targetPort = targetPort
      self.pods = pods
    }
  }

  /// The server's place in its Gateway.
  public var server: Origin
  /// The server's port as written.
  public var number: Int
  /// The port's protocol as written.
  public var portProtocol: String
  /// `nil` where the server has no TLS settings.
  public var tlsMode: String?
  /// The hosts without their namespaces, in the order written.
  public var hosts: [String]
  /// How the Gateway chooses its pods, in words such as `labels istio=ingressgateway`.
  public var selection: String
  /// The pods that serve it, as `POD.NAMESPACE`.
  public var pods: [String]
  /// In the order of the Services' ages.
  public var ways: [Way]

  /// The value of these parts.
  public init(server: Origin, number: Int, portProtocol: String, hosts: [String]) {
    self.server = server
    self.number = number
    self.portProtocol = portProtocol
    self.hosts = hosts
    selection = ""
    pods = []
    ways = []
  }

  /// Whether clients speak TLS to it.
  public var isTLS: Bool {
    switch portProtocol.uppercased() {
    case "HTTPS", "TLS": true
    default: false
    }
  }
}

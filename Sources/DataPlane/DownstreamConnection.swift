/// What a proxy knows of the connection that a request came on.
public struct DownstreamConnection: Hashable, Sendable {
  /// The address of whoever connected, as the proxy sees it.
  public var sourceAddress: String
  /// The address that the connection was headed to.
  public var destinationAddress: String
  /// The port that the connection was headed to.
  public var destinationPort: Int
  /// The server name of its TLS; empty for none.
  public var serverName: String
  /// Whether the proxy terminated TLS on it.
  public var isTLS: Bool
  /// The name in the client's certificate, such as `spiffe://cluster.local/ns/shop/sa/web`; `nil`
  /// where it showed none.
  public var peerPrincipal: String?

  /// The value of these parts.
  public init(
    sourceAddress: String = "", destinationAddress: String = "", destinationPort: Int = 0,
    serverName: String = "", isTLS: Bool = false, peerPrincipal: String? = nil
  ) {
    self.sourceAddress = sourceAddress
    self.destinationAddress = destinationAddress
    self.destinationPort = destinationPort
    self.serverName = serverName
    self.isTLS = isTLS
    self.peerPrincipal = peerPrincipal
  }
}

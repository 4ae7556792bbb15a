package import DataPlane

/// A connection at one proxy, and which of its doors it comes through.
package struct ProbeConnection: Hashable, Sendable {
  /// How the connection gets to a listener.
  package enum Door: String, Hashable, Sendable {
    /// The pod's own application calls.
    case outbound
    /// Somebody calls the pod's application.
    case inbound
    /// Somebody calls a port that the proxy itself is bound to, as at a gateway.
    case bound
    /// The pod's own application calls, and its Node's ztunnel carries the connection.
    case carried
    /// Somebody calls what a waypoint stands before: a tunnel brings the connection.
    case tunnelled

    /// Whether what comes through it is headed to those that the proxy stands before.
    package var isInbound: Bool { self == .inbound || self == .tunnelled }
  }

  /// How it gets to a listener.
  package var door: Door
  /// What the listener sees of it.
  package var head: ConnectionHead
  /// The name in the certificate that the caller's proxy shows; `nil` where it shows none.
  package var principal: String?

  package init(_ door: Door, _ head: ConnectionHead, as principal: String? = nil) {
    self.door = door
    self.head = head
    self.principal = principal
  }

  /// The same connection, of another caller.
  package func with(principal: String?) -> ProbeConnection {
    ProbeConnection(door, head, as: principal)
  }

  /// What the proxy knows of it.
  var downstream: DownstreamConnection {
    var serverName = ""
    if case .tls(let name, _) = head.content { serverName = name }
    return DownstreamConnection(
      destinationAddress: head.address, destinationPort: head.port, serverName: serverName,
      isTLS: principal != nil, peerPrincipal: principal)
  }
}

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
  }

  /// How it gets to a listener.
  package var door: Door
  /// What the listener sees of it.
  package var head: ConnectionHead

  package init(_ door: Door, _ head: ConnectionHead) {
    self.door = door
    self.head = head
  }
}

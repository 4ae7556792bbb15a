public import ProxyConfig

/// What access rules are asked about: a connection, and for HTTP the request on it
/// (envoy/stream_info/stream_info.h).
public struct AccessContext: Hashable, Sendable {
  /// Whether the connection is encrypted, and for whom.
  public enum Security: Hashable, Sendable {
    /// No TLS.
    case plainText
    /// TLS that this proxy terminates; the client's name is in its certificate, such as
    /// `spiffe://cluster.local/ns/shop/sa/web`, and absent where it showed none.
    case tls(identity: String?)
  }

  /// Whether the connection is encrypted.
  public var security: Security
  /// Where the connection comes from.
  public var directRemoteAddress: String
  /// The client's address, as `x-forwarded-for` may say it.
  public var remoteAddress: String
  /// The address that was dialled.
  public var destinationAddress: String
  /// The port that was dialled: behind a sidecar, the pod's own.
  public var destinationPort: Int
  /// The server name of the TLS greeting; empty for none.
  public var serverName = ""
  /// `nil` for a connection that carries no HTTP.
  public var request: RequestHead?
  /// What filters noted, by the filters' names.
  public var metadata: [String: ProtobufValue] = [:]

  /// The value of these parts.
  public init(
    security: Security, remoteAddress: String, destinationAddress: String, destinationPort: Int
  ) {
    self.security = security
    directRemoteAddress = remoteAddress
    self.remoteAddress = remoteAddress
    self.destinationAddress = destinationAddress
    self.destinationPort = destinationPort
  }

  /// The client's name in its certificate; `nil` where there is none.
  public var identity: String? {
    guard case .tls(let identity) = security else { return nil }
    return identity
  }

  /// The value at a way through what a filter noted.
  func noted(_ filter: String, _ path: [String]) -> ProtobufValue? {
    path.reduce(metadata[filter]) { value, key in value?[key] }
  }
}

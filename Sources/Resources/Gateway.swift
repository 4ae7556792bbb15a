/// An Istio Gateway (istio/api networking/v1alpha3/gateway.proto, 1.30), as far as it is read.
public struct Gateway: Resource {
  public var metadata = ResourceMetadata()
  public var selector: [String: String] = [:]
  public var servers: [Server] = []
  public init() {}

  /// A port that a gateway serves.
  public struct Server: Hashable, Sendable {
    public var port = Sidecar.Port()
    public var bind = ""
    public var hosts: [String] = []
    public var httpsRedirect = false
    /// The TLS mode; `nil` where no TLS is given.
    public var tlsMode: String?
    /// `nil` where no TLS is given.
    public var tls: Sidecar.ServerTLSSettings?
    public var name = ""
    public init() {}
  }
}

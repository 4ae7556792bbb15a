/// An Istio Gateway (istio/api networking/v1alpha3/gateway.proto, 1.30), as far as it is read.
public struct Gateway: Resource {
  /// Its name, namespace, place and age.
  public var metadata = ResourceMetadata()
  /// The labels of the pods that it configures, in any namespace; none takes every proxy.
  public var selector: [String: String] = [:]
  /// What those pods listen for, in the file's order.
  public var servers: [Server] = []

  /// No field is written.
  public init() {}

  /// A port that a gateway serves.
  public struct Server: Hashable, Sendable {
    /// The number that the pods' Service offers, its protocol and name.
    public var port = Sidecar.Port()
    /// The address to listen at; empty is every one.
    public var bind = ""
    /// The names that are served, `namespace/name` where only that namespace's rules may bind.
    public var hosts: [String] = []
    /// Whether every request is answered with 301 to `https`.
    public var httpsRedirect = false
    /// The TLS mode; `nil` where no TLS is given.
    public var tlsMode: String?
    /// `nil` where no TLS is given.
    public var tls: Sidecar.ServerTLSSettings?
    /// What findings call the server; empty for none.
    public var name = ""

    /// No field is written.
    public init() {}
  }
}

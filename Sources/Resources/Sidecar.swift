/// An Istio Sidecar (istio/api networking/v1alpha3/sidecar.proto, 1.30).
public struct Sidecar: Resource {
  public var metadata = ResourceMetadata()
  /// `workloadSelector.labels`; `nil` where no selector is given.
  public var workloadSelector: [String: String]?
  public var ingress: [IngressListener] = []
  public var egress: [EgressListener] = []
  public var inboundConnectionPool: ConnectionPoolSettings?
  public var outboundTrafficPolicy: OutboundTrafficPolicy?
  public init() {}

  /// A port of a listener.
  public struct Port: Hashable, Sendable {
    public var number: UInt32 = 0
    public var `protocol` = ""
    public var name = ""
    /// Deprecated, and without effect.
    public var targetPort: UInt32 = 0
    public init() {}
  }

  /// What the proxy accepts.
  public struct IngressListener: Hashable, Sendable {
    public var port: Port?
    public var bind = ""
    public var captureMode = ""
    public var defaultEndpoint = ""
    public var tls: ServerTLSSettings?
    public var connectionPool: ConnectionPoolSettings?
    public init() {}
  }

  /// TLS that the proxy terminates.
  public struct ServerTLSSettings: Hashable, Sendable {
    public var mode = ""
    public var serverCertificate = ""
    public var privateKey = ""
    public var caCertificates = ""
    public var caCrl = ""
    public var credentialName = ""
    public var subjectAltNames: [String] = []
    public var httpsRedirect = false
    /// Whether `credentialNames` or `tlsCertificates` give the certificates.
    public var hasOtherCertificates = false
    public init() {}
  }

  /// What the application may call.
  public struct EgressListener: Hashable, Sendable {
    public var port: Port?
    public var bind = ""
    public var captureMode = ""
    public var hosts: [String] = []
    public init() {}
  }
}

/// What happens to traffic that no service claims.
public struct OutboundTrafficPolicy: Hashable, Sendable {
  /// `REGISTRY_ONLY` or `ALLOW_ANY`; empty is protobuf's zero value, `REGISTRY_ONLY`.
  public var mode = ""
  public var egressProxy: Destination?
  public init() {}
}

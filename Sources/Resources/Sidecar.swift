/// An Istio Sidecar (istio/api networking/v1alpha3/sidecar.proto, 1.30).
public struct Sidecar: Resource {
  /// Its name, namespace, place and age.
  public var metadata = ResourceMetadata()
  /// `workloadSelector.labels`; `nil` where no selector is given.
  public var workloadSelector: [String: String]?
  /// What its pods listen for; none takes what Services say.
  public var ingress: [IngressListener] = []
  /// What its pods may call; none takes everything that is exported to them.
  public var egress: [EgressListener] = []
  /// Bounds in front of the application; `nil` leaves Envoy's own.
  public var inboundConnectionPool: ConnectionPoolSettings?
  /// What becomes of hosts that the mesh does not know; `nil` takes the mesh's.
  public var outboundTrafficPolicy: OutboundTrafficPolicy?

  /// No field is written.
  public init() {}

  /// A port of a listener.
  public struct Port: Hashable, Sendable {
    /// The number, 1–65535; 0 where only a socket's path counts.
    public var number: UInt32 = 0
    /// The protocol, as `HTTP`, `HTTPS`, `TLS`, `TCP`, `GRPC`, `HTTP2`.
    public var `protocol` = ""
    /// What listeners and findings call it.
    public var name = ""
    /// Deprecated, and without effect.
    public var targetPort: UInt32 = 0

    /// No field is written.
    public init() {}
  }

  /// What the proxy accepts.
  public struct IngressListener: Hashable, Sendable {
    /// The port to listen at; required.
    public var port: Port?
    /// The address to listen at; empty is the pod's.
    public var bind = ""
    /// `DEFAULT`, `IPTABLES` or `NONE`; empty is the first.
    public var captureMode = ""
    /// Where the application listens: `127.0.0.1:PORT`, `0.0.0.0:PORT` or `unix:///path`; empty is
    /// the port itself.
    public var defaultEndpoint = ""
    /// TLS that the proxy ends for callers outside the mesh; `nil` for none.
    public var tls: ServerTLSSettings?
    /// Bounds of this listener; `nil` takes ``Sidecar/inboundConnectionPool``.
    public var connectionPool: ConnectionPoolSettings?

    /// No field is written.
    public init() {}
  }

  /// TLS that the proxy terminates.
  public struct ServerTLSSettings: Hashable, Sendable {
    /// `PASSTHROUGH`, `SIMPLE`, `MUTUAL`, `AUTO_PASSTHROUGH`, `ISTIO_MUTUAL` or `OPTIONAL_MUTUAL`;
    /// empty is the first.
    public var mode = ""
    /// The file of the server's certificate.
    public var serverCertificate = ""
    /// The file of the server's key.
    public var privateKey = ""
    /// The file of the authorities that callers' certificates are held against.
    public var caCertificates = ""
    /// The file of revoked certificates.
    public var caCrl = ""
    /// The Secret that holds certificate and key instead of files.
    public var credentialName = ""
    /// The names that a caller's certificate must have one of.
    public var subjectAltNames: [String] = []
    /// Whether every request in plain text is answered with 301 to `https`.
    public var httpsRedirect = false
    /// Whether `credentialNames` or `tlsCertificates` give the certificates.
    public var hasOtherCertificates = false

    /// No field is written.
    public init() {}
  }

  /// What the application may call.
  public struct EgressListener: Hashable, Sendable {
    /// The port to listen at; `nil` is every port that no other listener names.
    public var port: Port?
    /// The address to listen at; empty is worked out.
    public var bind = ""
    /// `DEFAULT`, `IPTABLES` or `NONE`; empty is the first.
    public var captureMode = ""
    /// What may be called, as `namespace/name`, `*`, `.` and `~` for any, one's own and no
    /// namespace.
    public var hosts: [String] = []

    /// No field is written.
    public init() {}
  }
}

/// What happens to traffic that no service claims.
public struct OutboundTrafficPolicy: Hashable, Sendable {
  /// `REGISTRY_ONLY` or `ALLOW_ANY`; empty is protobuf's zero value, `REGISTRY_ONLY`.
  public var mode = ""
  /// Where unknown hosts are sent to; `nil` sends them on as they are.
  public var egressProxy: Destination?

  /// No field is written.
  public init() {}
}

/// A service that is asked whether a request may pass: MeshConfig's `envoyExtAuthzHttp` and
/// `envoyExtAuthzGrpc` (istio/api mesh/v1alpha1/config.proto, 1.30).
public struct AuthorizationProvider: Hashable, Sendable {
  /// What the service speaks.
  public enum Transport: Hashable, Sendable {
    /// Requests like those that it is asked about.
    case http(HTTPSettings)
    /// Envoy's own service for the question; only it can be asked about TCP, too.
    case grpc
  }

  /// What is sent to a service that speaks HTTP, and what of its answer goes on.
  public struct HTTPSettings: Hashable, Sendable {
    /// What is put before the path.
    public var pathPrefix = ""
    /// Headers of the request that the service sees; names, or patterns with `*` at one end.
    public var includedHeaders: [String] = []
    /// Headers of the question's own.
    public var additionalHeaders: [String: String] = [:]
    /// Headers of an answer that lets the request pass, for the application.
    public var headersToUpstreamOnAllow: [String] = []
    /// Headers of an answer that lets the request pass, for the client.
    public var headersToDownstreamOnAllow: [String] = []
    /// Headers of an answer that refuses, for the client.
    public var headersToDownstreamOnDeny: [String] = []

    /// No field is written.
    public init() {}
  }

  /// How much of the body is sent with the question.
  public struct BodySettings: Hashable, Sendable {
    /// At most so many bytes.
    public var maxRequestBytes: UInt32 = 0
    /// Whether a part is enough.
    public var allowsPartialMessage = false
    /// Whether it is sent as bytes and not as text.
    public var packsAsBytes = false

    /// No field is written.
    public init() {}
  }

  /// The name that policies use.
  public var name = ""
  /// The service's host, with or without `NAMESPACE/` before it.
  public var service = ""
  /// The service's port.
  public var port: UInt32 = 0
  /// How long the answer may take; 600 s where none is given.
  public var timeout: Duration?
  /// Whether requests pass where the service does not answer.
  public var failsOpen = false
  /// The status where it does not answer; empty is 403.
  public var statusOnError = ""
  /// How much of the body is sent.
  public var body: BodySettings?
  /// What the service speaks.
  public var transport: Transport

  /// The value with this `transport`.
  public init(_ transport: Transport) { self.transport = transport }
}

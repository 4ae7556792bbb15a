/// Another service decides about each request
/// (envoy.extensions.filters.http.ext_authz.v3.ExtAuthz, and the same for TCP).
public struct ExternalAuthorization: Hashable, Sendable, Codable {
  /// A list of texts' matchers.
  public struct ListMatcher: Hashable, Sendable, Codable {
    /// One must match.
    public var patterns: [StringMatcher]

    /// The value with this `patterns`.
    public init(patterns: [StringMatcher]) { self.patterns = patterns }
  }

  /// A service that speaks HTTP.
  public struct HTTPService: Hashable, Sendable, Codable {
    /// Where it is asked.
    public struct ServerURI: Hashable, Sendable, Codable {
      /// Its address.
      public var uri: String
      /// By which cluster.
      public var cluster: String
      /// How long the answer may take.
      public var timeout: ProtoDuration?

      /// The value of these parts.
      public init(uri: String, cluster: String, timeout: ProtoDuration?) {
        self.uri = uri
        self.cluster = cluster
        self.timeout = timeout
      }
    }

    /// What is sent with the question.
    public struct Request: Hashable, Sendable, Codable {
      /// Headers of its own.
      public var headersToAdd: [HeaderValueOption.HeaderValue]?

      /// Every field is absent, as in an empty message.
      public init() {}
    }

    /// Which headers of the answer go on.
    public struct Response: Hashable, Sendable, Codable {
      /// To the application.
      public var allowedUpstreamHeaders: ListMatcher?
      /// To the client, where the request is refused.
      public var allowedClientHeaders: ListMatcher?
      /// To the client, where it is not.
      public var allowedClientHeadersOnSuccess: ListMatcher?

      /// Every field is absent, as in an empty message.
      public init() {}
    }

    /// Where it is asked.
    public var serverUri: ServerURI
    /// What is put before the request's path.
    public var pathPrefix: String?
    /// What is sent with the question.
    public var authorizationRequest: Request?
    /// Which headers of the answer go on.
    public var authorizationResponse: Response?

    /// The value with this `serverUri`.
    public init(serverUri: ServerURI) { self.serverUri = serverUri }
  }

  /// A service that speaks gRPC.
  public struct GRPCService: Hashable, Sendable, Codable {
    /// The cluster and the authority.
    public struct EnvoyGRPC: Hashable, Sendable, Codable {
      /// By which cluster it is asked.
      public var clusterName: String
      /// The authority of the question.
      public var authority: String?

      /// The value of these parts.
      public init(clusterName: String, authority: String?) {
        self.clusterName = clusterName
        self.authority = authority
      }
    }

    /// The cluster and the authority.
    public var envoyGrpc: EnvoyGRPC
    /// How long the answer may take.
    public var timeout: ProtoDuration?

    /// The value of these parts.
    public init(envoyGrpc: EnvoyGRPC, timeout: ProtoDuration?) {
      self.envoyGrpc = envoyGrpc
      self.timeout = timeout
    }
  }

  /// How much of the body is sent with the question.
  public struct BodySettings: Hashable, Sendable, Codable {
    /// At most so many bytes.
    public var maxRequestBytes: UInt32?
    /// Whether a part is enough; absent refuses longer bodies.
    public var allowPartialMessage: Bool?
    /// Whether it is sent as bytes; absent is as text.
    public var packAsBytes: Bool?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// A status.
  public struct HTTPStatus: Hashable, Sendable, Codable {
    /// The number; absent is 0.
    public var code: UInt32?

    /// The value with this `code`.
    public init(code: UInt32?) { self.code = code }

    // Protobuf writes the names of an enumeration, which here are those of the statuses.
    enum CodingKeys: String, CodingKey {
      case code
    }
  }

  /// A service that speaks HTTP.
  public var httpService: HTTPService?
  /// A service that speaks gRPC.
  public var grpcService: GRPCService?
  /// Which headers are sent with the question.
  public var allowedHeaders: ListMatcher?
  /// How much of the body is sent with it.
  public var withRequestBody: BodySettings?
  /// Whether a request passes where the service does not answer; absent is no.
  public var failureModeAllow: Bool?
  /// The status where it does not answer; absent is 403.
  public var statusOnError: HTTPStatus?
  /// Which requests it is asked about; absent is all.
  public var filterEnabledMetadata: MetadataMatcher?
  /// `V3`.
  public var transportApiVersion: String?
  /// Whether the route is chosen again after its answer.
  public var clearRouteCache: Bool?
  /// Whether the certificate's subject is sent with the question.
  public var includePeerCertificate: Bool?
  /// The prefix of the counters.
  public var statPrefix: String?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// HTTP towards the hosts (envoy.extensions.upstreams.http.v3.HttpProtocolOptions).
public struct HttpProtocolOptions: Hashable, Sendable, Codable {
  /// Options of all HTTP versions.
  public struct Common: Hashable, Sendable, Codable {
    /// How long a connection without streams stays open; absent is one hour, 0 is for ever.
    public var idleTimeout: ProtoDuration?
    /// How many requests a connection carries before it closes; absent is without limit.
    public var maxRequestsPerConnection: UInt32?
    /// The greatest age of a connection; absent is without limit.
    public var maxConnectionDuration: ProtoDuration?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// Options of HTTP/2.
  public struct HTTP2: Hashable, Sendable, Codable {
    /// How many streams one HTTP/2 connection carries at once; absent is 2,147,483,647.
    public var maxConcurrentStreams: UInt32?
    /// Whether CONNECT is let through, as tunnels need it.
    public var allowConnect: Bool?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// One version, always.
  public struct Explicit: Hashable, Sendable, Codable {
    /// Set for HTTP/1.1.
    public var httpProtocolOptions: EmptyMessage?
    /// Set for HTTP/2.
    public var http2ProtocolOptions: HTTP2?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// The version that the client speaks.
  public struct UseDownstream: Hashable, Sendable, Codable {
    /// What HTTP/1.1 is set to, where the client of the proxy speaks it.
    public var httpProtocolOptions: EmptyMessage?
    /// What HTTP/2 is set to, where the client of the proxy speaks it.
    public var http2ProtocolOptions: HTTP2?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// The version is negotiated.
  public struct Auto: Hashable, Sendable, Codable {
    /// What HTTP/1.1 is set to, where ALPN chooses it.
    public var httpProtocolOptions: EmptyMessage?
    /// What HTTP/2 is set to, where ALPN chooses it.
    public var http2ProtocolOptions: HTTP2?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// TLS names taken from the request.
  public struct Upstream: Hashable, Sendable, Codable {
    /// Whether the request's authority becomes the server name of TLS; absent is no.
    public var autoSni: Bool?
    /// Whether the certificate must name the server; absent is no.
    public var autoSanValidation: Bool?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// What holds for every HTTP.
  public var commonHttpProtocolOptions: Common?
  /// One HTTP for all requests.
  public var explicitHttpConfig: Explicit?
  /// The HTTP that the client of the proxy speaks.
  public var useDownstreamProtocolConfig: UseDownstream?
  /// The HTTP that TLS negotiates.
  public var autoConfig: Auto?
  /// Server names of upstream TLS; absent is none.
  public var upstreamHttpProtocolOptions: Upstream?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// Delays and aborts on purpose (envoy.extensions.filters.http.fault.v3.HTTPFault).
public struct HTTPFault: Hashable, Sendable, Codable {
  /// A delay before the request goes on.
  public struct Delay: Hashable, Sendable, Codable {
    /// How long a request is held.
    public var fixedDelay: ProtoDuration?
    /// How many requests are held; absent is none.
    public var percentage: FractionalPercent?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// An answer instead of the application's.
  public struct Abort: Hashable, Sendable, Codable {
    /// The status of the reply; absent where a gRPC status is set.
    public var httpStatus: UInt32?
    /// The gRPC status of the reply; absent where an HTTP status is set.
    public var grpcStatus: UInt32?
    /// How many requests are refused; absent is none.
    public var percentage: FractionalPercent?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// Absent is no delay.
  public var delay: Delay?
  /// Absent is no abort.
  public var abort: Abort?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// Cross-origin resource sharing (envoy.extensions.filters.http.cors.v3.CorsPolicy).
public struct CorsPolicy: Hashable, Sendable, Codable {
  /// Origins that may ask; absent is none.
  public var allowOriginStringMatch: [StringMatcher]?
  /// What a preflight is told in `access-control-allow-methods`; absent is nothing.
  public var allowMethods: String?
  /// What a preflight is told in `access-control-allow-headers`; absent is nothing.
  public var allowHeaders: String?
  /// What answers say in `access-control-expose-headers`; absent is nothing.
  public var exposeHeaders: String?
  /// Seconds for which a preflight's answer holds, as text; absent is nothing.
  public var maxAge: String?
  /// Whether credentials may be sent; absent is not said.
  public var allowCredentials: Bool?
  /// For how many requests the filter acts; absent is all.
  public var filterEnabled: RuntimeFractionalPercent?
  /// Whether preflights of other origins go on to the application; absent is yes.
  public var forwardNotMatchingPreflights: Bool?

  /// Every field is absent, as in an empty message.
  public init() {}
}

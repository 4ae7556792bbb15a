/// What filters before the router do on a route.
public struct PerFilterConfig: Hashable, Sendable, Codable {
  public var fault: HTTPFault?
  public var cors: CorsPolicy?

  enum CodingKeys: String, CodingKey {
    case fault = "envoy.filters.http.fault"
    case cors = "envoy.filters.http.cors"
  }

  public init() {}
}

/// Delays and aborts on purpose (envoy.extensions.filters.http.fault.v3.HTTPFault).
public struct HTTPFault: Hashable, Sendable, Codable {
  /// A delay before the request goes on.
  public struct Delay: Hashable, Sendable, Codable {
    public var fixedDelay: ProtoDuration?
    public var percentage: FractionalPercent?
    public init() {}
  }

  /// An answer instead of the application's.
  public struct Abort: Hashable, Sendable, Codable {
    public var httpStatus: UInt32?
    public var grpcStatus: UInt32?
    public var percentage: FractionalPercent?
    public init() {}
  }

  public var delay: Delay?
  public var abort: Abort?
  public init() {}
}

/// Cross-origin resource sharing (envoy.extensions.filters.http.cors.v3.CorsPolicy).
public struct CorsPolicy: Hashable, Sendable, Codable {
  public var allowOriginStringMatch: [StringMatcher]?
  public var allowMethods: String?
  public var allowHeaders: String?
  public var exposeHeaders: String?
  public var maxAge: String?
  public var allowCredentials: Bool?
  public var filterEnabled: RuntimeFractionalPercent?
  public var forwardNotMatchingPreflights: Bool?
  public init() {}
}

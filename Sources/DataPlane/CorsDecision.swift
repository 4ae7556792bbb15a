public import ProxyConfig

/// What the CORS filter does to a request (source/extensions/filters/http/cors/cors_filter.cc).
public struct CorsDecision: Hashable, Sendable {
  /// The headers of the answer to a preflight, which the filter gives itself; `nil` where the
  /// request goes on.
  public var preflightAnswer: [HeaderField]?
  /// What the response gets when the request goes on.
  public var responseHeaders: [HeaderField] = []

  /// Nothing is decided yet.
  public init() {}

  /// What a policy makes of a request.
  public init(_ policy: CorsPolicy, _ request: RequestHead) {
    guard policy.filterEnabled?.defaultValue.map({ $0.millionths > 0 }) ?? true,
      let origin = request.headers["origin"], !origin.isEmpty
    else { return }
    let isAllowed = (policy.allowOriginStringMatch ?? []).contains {
      TextCondition($0).holds(origin)
    }
    let isPreflight =
      request.method == "OPTIONS"
      && !(request.headers["access-control-request-method"] ?? "").isEmpty
    var granted = isAllowed ? [HeaderField("access-control-allow-origin", origin)] : []
    if isAllowed, policy.allowCredentials ?? false {
      granted.append(HeaderField("access-control-allow-credentials", "true"))
    }
    if isPreflight, isAllowed || !(policy.forwardNotMatchingPreflights ?? true) {
      preflightAnswer = isAllowed ? granted + Self.preflightHeaders(policy) : []
    } else if isAllowed {
      responseHeaders = granted + Self.field("access-control-expose-headers", policy.exposeHeaders)
    }
  }

  private static func preflightHeaders(_ policy: CorsPolicy) -> [HeaderField] {
    field("access-control-allow-methods", policy.allowMethods)
      + field("access-control-allow-headers", policy.allowHeaders)
      + field("access-control-max-age", policy.maxAge)
  }

  private static func field(_ name: String, _ value: String?) -> [HeaderField] {
    guard let value, !value.isEmpty else { return [] }
    return [HeaderField(name, value)]
  }
}

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
    let origins = isAllowed ? [HeaderField("access-control-allow-origin", origin)] : []
    let credentials =
      policy.allowCredentials ?? false
      ? [HeaderField("access-control-allow-credentials", "true")] : []
    let exposed =
      isAllowed ? Self.field("access-control-expose-headers", policy.exposeHeaders) : []
    if isPreflight, isAllowed || !(policy.forwardNotMatchingPreflights ?? true) {
      // The answer passes the filter on its way back, as any response does.
      preflightAnswer =
        origins + credentials + Self.preflightHeaders(policy, request) + exposed
    } else if isAllowed {
      responseHeaders = origins + credentials + exposed
    }
  }

  /// `*` stands for what the browser asks for.
  private static func preflightHeaders(
    _ policy: CorsPolicy, _ request: RequestHead
  ) -> [HeaderField] {
    func granted(_ value: String?, _ asked: String) -> String? {
      value == "*" ? request.headers[asked] : value
    }
    return field(
      "access-control-allow-methods",
      granted(policy.allowMethods, "access-control-request-method"))
      + field(
        "access-control-allow-headers",
        granted(policy.allowHeaders, "access-control-request-headers"))
      + field("access-control-max-age", policy.maxAge)
  }

  private static func field(_ name: String, _ value: String?) -> [HeaderField] {
    guard let value, !value.isEmpty else { return [] }
    return [HeaderField(name, value)]
  }
}

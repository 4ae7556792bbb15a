internal import Diagnostics
internal import Resources

// What a rule of `http` does beside choosing a destination (validation.go@1.30.3).

extension AdmissionReview {
  /// `validateHTTPRedirect`; the first problem alone is told.
  mutating func review(_ redirect: HTTPRedirect?, at path: @autoclosure () -> FieldPath) {
    guard let redirect else { return }
    let path = path()
    if redirect.uri.isEmpty, redirect.authority.isEmpty, redirect.port == nil,
      redirect.scheme.isEmpty
    {
      refuse("must have uri, authority, scheme or port", at: path)
    } else if redirect.redirectCode != 0, !(300...399).contains(redirect.redirectCode) {
      refuse("must lie between 300 and 399", at: path.key("redirectCode"))
    } else if !["", "http", "https"].contains(redirect.scheme) {
      refuse("must be http or https", at: path.key("scheme"))
    } else if case .number(let port) = redirect.port, port > 0 {
      check(AddressSyntax.problem(ofPort: port), at: path.key("port"))
    }
  }

  /// `validateHTTPDirectResponse`.
  mutating func review(_ response: HTTPDirectResponse?, at path: @autoclosure () -> FieldPath) {
    guard let response else { return }
    let path = path()
    let byteCount: Int
    switch response.body {
    case .string(let text): byteCount = text.utf8.count
    case .bytes(let text): byteCount = text.utf8.count / 4 * 3
    case nil: byteCount = 0
    }
    if byteCount > 1024 * 1024 {
      refuse("must not be longer than 1 MiB", at: path.key("body"))
    } else if byteCount > 100 * 1024 {
      warn("is long, which slows the control plane", at: path.key("body"))
    }
    // Istiod reads it as a signed integer.
    review(status: Int32(truncatingIfNeeded: response.status), at: path.key("status"))
  }

  /// `validateHTTPStatus`, which takes 600 too.
  private mutating func review(status: Int32, at path: FieldPath) {
    if !(200...600).contains(status) {
      refuse("must lie between 200 and 599, and is \(status)", at: path)
    }
  }

  /// `validateHTTPRewrite`.
  mutating func review(_ rewrite: HTTPRewrite?, at path: @autoclosure () -> FieldPath) {
    guard let rewrite else { return }
    let path = path()
    guard let regex = rewrite.uriRegexRewrite else {
      if rewrite.uri.isEmpty, rewrite.authority.isEmpty {
        refuse("must have uri, uriRegexRewrite or authority", at: path)
      }
      return
    }
    if !rewrite.uri.isEmpty {
      refuse("must not be set beside uri", at: path.key("uriRegexRewrite"))
    } else if regex.match.isEmpty || regex.rewrite.isEmpty {
      refuse("must have match and rewrite", at: path.key("uriRegexRewrite"))
    } else {
      review(pattern: regex.match, at: path.key("uriRegexRewrite").key("match"))
    }
  }

  /// `validateHTTPRetry`.
  mutating func review(_ retries: HTTPRetry?, at path: @autoclosure () -> FieldPath) {
    guard let retries else { return }
    let path = path()
    if retries.attempts < 0 { refuse("must not be negative", at: path.key("attempts")) }
    if retries.attempts == 0,
      retries.perTryTimeout != nil || !retries.retryOn.isEmpty
        || retries.retryRemoteLocalities != nil
    {
      refuse("must have attempts beside other fields; without attempts there are none", at: path)
    }
    review(retries.perTryTimeout, at: path.key("perTryTimeout"))
    if !retries.retryOn.isEmpty {
      for policy in retries.retryOn.split(separator: ",", omittingEmptySubsequences: false)
      where !RetrySyntax.isPolicy(policy) {
        refuse(
          "has “\(String(policy).quotedForDiagnostics)”, which is neither a policy nor a status",
          at: path.key("retryOn"))
      }
    }
    if rules[.retryBackoff] { review(retries.backoff, at: path.key("backoff")) }
  }

  /// `validateHTTPFaultInjection`.
  mutating func review(_ fault: HTTPFaultInjection?, at path: @autoclosure () -> FieldPath) {
    guard let fault else { return }
    let path = path()
    if fault.abort == nil, fault.delay == nil { refuse("must have abort or delay", at: path) }
    if let abort = fault.abort { review(abort, at: path.key("abort")) }
    if let delay = fault.delay {
      review(percentage: delay.percentage, at: path.key("delay").key("percentage"))
      review(delay.fixedDelay, at: path.key("delay").key("fixedDelay"))
      if delay.exponentialDelay != nil {
        refuse("is not supported by Istio", at: path.key("delay").key("exponentialDelay"))
      }
    }
  }

  private mutating func review(_ abort: HTTPFaultInjection.Abort, at path: FieldPath) {
    review(percentage: abort.percentage, at: path.key("percentage"))
    switch abort.kind {
    case .httpStatus(let status): review(status: status, at: path.key("httpStatus"))
    case .grpcStatus(let status):
      if !RetrySyntax.grpcStatuses.contains(status) {
        refuse("must be a gRPC status such as NOT_FOUND", at: path.key("grpcStatus"))
      }
    case .http2Error: refuse("is not supported by Istio", at: path.key("http2Error"))
    case nil: warn("has no status, and so aborts nothing", at: path)
    }
  }

  /// `validatePercentage`.
  private mutating func review(percentage: Percent?, at path: FieldPath) {
    guard let value = percentage?.value, value != 0 else { return }
    if value < 0.0001 || value > 100 {
      refuse("must be 0, or lie between 0.0001 and 100, and is \(value)", at: path.key("value"))
    }
  }

  /// `validateCORSPolicy`.
  mutating func review(_ policy: CorsPolicy?, at path: @autoclosure () -> FieldPath) {
    guard let policy else { return }
    let path = path()
    for (position, origin) in policy.allowOrigins.enumerated() {
      let place = path.key("allowOrigins").index(position)
      switch origin {
      case .exact(""), .prefix(""), .regex(""), .unset: refuse("must name an origin", at: place)
      case .exact, .prefix, .regex: review(pattern: origin, at: place)
      }
    }
    for (position, method) in policy.allowMethods.enumerated()
    where !RetrySyntax.methods.contains(method) && !(method == "*" && rules[.corsAnyMethod]) {
      refuse("must be an HTTP method", at: path.key("allowMethods").index(position))
    }
    for (field, names) in [
      ("allowHeaders", policy.allowHeaders), ("exposeHeaders", policy.exposeHeaders),
    ] {
      for (position, name) in names.enumerated() {
        check(
          HeaderSyntax.problem(ofCORSName: name, under: rules), at: path.key(field).index(position))
      }
    }
    guard let age = policy.maxAge else { return }
    review(age, at: path.key("maxAge"))
    if age.components.attoseconds > 0 { refuse("must be whole seconds", at: path.key("maxAge")) }
  }
}

/// The words that retries, faults and CORS know (validation.go@1.30.3; pkg/util/grpc/codes.go).
private enum RetrySyntax {
  private static let policies: Set<Substring> = [
    "5xx", "gateway-error", "reset", "reset-before-request", "connect-failure", "retriable-4xx",
    "refused-stream", "retriable-status-codes", "retriable-headers", "envoy-ratelimited",
    "http3-post-connect-failure", "cancelled", "deadline-exceeded", "internal",
    "resource-exhausted", "unavailable",
  ]

  /// Statuses that Go's net/http has a text for.
  private static let statuses: Set<Int> = Set(100...103).union(200...208).union([226])
    .union(300...305).union([307, 308]).union(400...418).union(421...426)
    .union([428, 429, 431, 451]).union(500...508).union([510, 511])

  static func isPolicy(_ text: Substring) -> Bool {
    policies.contains(text) || Int(text).map { statuses.contains($0) } == true
  }

  static let methods: Set<String> = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE",
  ]

  static let grpcStatuses: Set<String> = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
    "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED",
    "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]
}

internal import ProxyConfig
internal import Resources

// pilot/pkg/networking/core/route/route.go@1.30.3

extension RedirectAction {
  /// `nil` for a code that Envoy does not know (`ApplyRedirect`).
  init?(
    _ source: HTTPRedirect, _ semantics: MeshVirtualService.Semantics, port: Int, isTLS: Bool
  ) {
    self.init()
    hostRedirect = source.authority.isEmpty ? nil : source.authority
    if semantics == .gatewayAPI, source.uri.hasPrefix(HTTPRedirect.prefixMark) {
      prefixRewrite = String(source.uri.dropFirst(HTTPRedirect.prefixMark.count))
    } else {
      pathRedirect = source.uri
    }
    schemeRedirect = source.scheme.isEmpty ? nil : source.scheme
    switch source.port {
    case .number(let number): portRedirect = number
    case .derived("FROM_REQUEST_PORT"): portRedirect = UInt32(clamping: port)
    case .derived, nil: break
    }
    let scheme = source.scheme.isEmpty ? (isTLS ? "https" : "http") : source.scheme
    if portRedirect == 0 || (portRedirect == 80 && scheme == "http")
      || (portRedirect == 443 && scheme == "https")
    {
      portRedirect = nil
    }
    switch source.redirectCode {
    case 0, 301: break
    case 302: responseCode = .found
    case 303: responseCode = .seeOther
    case 307: responseCode = .temporaryRedirect
    case 308: responseCode = .permanentRedirect
    default: return nil
    }
  }
}

extension DirectResponseAction {
  /// A VirtualService's answer as Envoy's.
  ///
  /// (pilot/pkg/networking/core/route/route.go@1.30.3, `ApplyDirectResponse`)
  init(_ source: HTTPDirectResponse) {
    self.init(status: source.status)
    switch source.body {
    case .string(let text): body = DataSource(inlineString: text)
    case .bytes(let base64):
      body = DataSource(inlineString: nil)
      body?.inlineBytes = base64
    case nil: break
    }
  }
}

extension FractionalPercent {
  /// Millionths, cut off (`translatePercentToFractionalPercent`).
  init(_ percent: Percent) {
    let millionths = (percent.value * 10_000).rounded(.towardZero)
    let number = millionths > 0 && millionths <= 4_294_967_295 ? UInt32(millionths) : 0
    self.init(numerator: number == 0 ? nil : number, denominator: .million)
  }

  /// The share that is mirrored: all by default; `nil` for an explicit 0
  /// (`MirrorPercentByPolicy`).
  static func mirrored(_ percent: Percent?) -> FractionalPercent? {
    guard let percent else { return FractionalPercent(numerator: 100) }
    return percent.value > 0 ? FractionalPercent(percent) : nil
  }
}

extension HTTPFault {
  /// `nil` where nothing is injected (`TranslateFault`).
  init?(_ source: HTTPFaultInjection) {
    self.init()
    if let delay = source.delay, let fixed = delay.fixedDelay {
      var made = Delay()
      made.fixedDelay = ProtoDuration(fixed)
      let whole = UInt32(clamping: delay.percent)
      made.percentage =
        delay.percentage.map { FractionalPercent($0) }
        ?? FractionalPercent(numerator: whole == 0 ? nil : whole)
      self.delay = made
    }
    if let abort = source.abort {
      var made = Abort()
      made.percentage = abort.percentage.map { FractionalPercent($0) }
      switch abort.kind {
      case .httpStatus(let status):
        made.httpStatus = UInt32(clamping: status)
        self.abort = made
      case .grpcStatus(let name):
        made.grpcStatus = Self.grpcStatuses.firstIndex(of: name).map { UInt32($0) }
        self.abort = made
      case .http2Error, nil: break
      }
    }
    if delay == nil, abort == nil { return nil }
  }

  /// gRPC's status names by number (pkg/grpc/status.go).
  private static let grpcStatuses = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
    "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
    "UNAUTHENTICATED",
  ]
}

extension ProxyConfig.CorsPolicy {
  /// A VirtualService's policy as Envoy's.
  ///
  /// (pilot/pkg/networking/core/route/route.go@1.30.3, `TranslateCORSPolicy`)
  init(_ source: Resources.CorsPolicy, _ rules: RuleVersion) {
    self.init()
    if rules[.statesUnmatchedPreflights] {
      forwardNotMatchingPreflights = source.unmatchedPreflights != "IGNORE"
    }
    let origins =
      source.allowOrigins.isEmpty
      ? source.allowOrigin.map { StringMatcher(exact: $0) }
      : source.allowOrigins.compactMap { StringMatcher($0) }
    allowOriginStringMatch = origins.isEmpty ? nil : origins
    filterEnabled = RuntimeFractionalPercent(defaultValue: FractionalPercent(numerator: 100))
    allowCredentials = source.allowCredentials
    allowHeaders = Self.joined(source.allowHeaders)
    allowMethods = Self.joined(source.allowMethods)
    exposeHeaders = Self.joined(source.exposeHeaders)
    maxAge = source.maxAge.map { "\($0.components.seconds)" }
  }

  private static func joined(_ words: [String]) -> String? {
    words.isEmpty ? nil : words.joined(separator: ",")
  }
}

extension HashPolicy {
  /// `nil` where no key is given (`consistentHashToHashPolicy`).
  init?(_ source: LoadBalancerSettings.ConsistentHash, _ rules: RuleVersion) {
    self.init()
    switch source.key {
    case .httpHeaderName(let name): header = Header(headerName: name)
    case .httpCookie(let cookie):
      var made = Cookie(name: cookie.name)
      made.ttl = cookie.ttl.map { ProtoDuration($0) }
      made.path = cookie.path.isEmpty ? nil : cookie.path
      if rules[.cookieAttributes], !cookie.attributes.isEmpty {
        made.attributes = cookie.attributes.map { Cookie.Attribute(text: $0) }
      }
      self.cookie = made
    case .useSourceIP(let isUsed):
      connectionProperties = ConnectionProperties(sourceIp: isUsed ? true : nil)
    case .httpQueryParameterName(let name): queryParameter = QueryParameter(name: name)
    case nil: return nil
    }
  }
}

extension HashPolicy.Cookie.Attribute {
  /// Reads `name` or `name=value`.
  fileprivate init(text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(name: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : nil)
  }
}

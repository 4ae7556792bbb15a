internal import Diagnostics
internal import Resources

// What filters become in a rule of a VirtualService
// (pilot/pkg/config/kube/gateway/conversion.go@1.30.3).
extension RuleConversion {
  /// Puts a filter of a rule in place.
  ///
  /// - Returns: why it cannot be.
  func apply(
    _ filter: GatewayAPI.Filter, at path: FieldPath, to rule: inout HTTPRoute
  ) -> RouteError? {
    switch filter {
    case .requestHeaderModifier, .responseHeaderModifier:
      return apply(filter, at: path, to: &rule.headers)
    case .requestRedirect(let redirect): rule.redirect = HTTPRedirect(redirect)
    case .urlRewrite(let rewrite): rule.rewrite = HTTPRewrite(rewrite)
    case .requestMirror(let mirror):
      let (destination, error) = backends.destination(
        mirror.backend, for: asker, at: path.key("requestMirror").key("backendRef"))
      guard let destination, error == nil else { return error }
      var policy = HTTPMirrorPolicy()
      policy.destination = destination
      policy.percentage = share(of: mirror)
      rule.mirrors.append(policy)
    case .cors(let cors):
      guard rules[.corsFilter] else { return unsupported(filter, path) }
      rule.corsPolicy = corsPolicy(cors)
    case .other: return unsupported(filter, path)
    }
    return nil
  }

  /// Puts a filter of a backend in place: only headers can be modified there.
  func apply(
    _ filter: GatewayAPI.Filter, at path: FieldPath, to headers: inout Headers?
  ) -> RouteError? {
    let modifier: GatewayAPI.HeaderModifier
    switch filter {
    case .requestHeaderModifier(let source), .responseHeaderModifier(let source): modifier = source
    case .requestRedirect, .urlRewrite, .requestMirror, .cors, .other:
      return unsupported(filter, path)
    }
    if rules[.checksHeaderValues],
      let header = (modifier.set + modifier.add).first(where: { !$0.value.isHeaderValue })
    {
      return RouteError(
        reason: .invalidFilter,
        message: "header “\(header.name)” value contains invalid characters", path: path)
    }
    var operations = Headers.Operations()
    operations.set = modifier.set.byName
    operations.add = modifier.add.byName
    operations.remove = modifier.remove
    var made = headers ?? Headers()
    if case .requestHeaderModifier = filter {
      made.request = operations
    } else {
      made.response = operations
    }
    headers = made
    return nil
  }

  private func unsupported(_ filter: GatewayAPI.Filter, _ path: FieldPath) -> RouteError {
    RouteError(
      reason: .invalidFilter, message: "unsupported filter type “\(filter.type)”", path: path)
  }

  /// Before 1.24 everything is mirrored; 1.24.0 takes a fraction for per cent.
  private func share(of mirror: GatewayAPI.Mirror) -> Percent? {
    guard rules[.mirrorShares] else { return nil }
    if let fraction = mirror.fraction {
      let factor = rules[.mirrorFractionCountsAsPercent] ? 1.0 : 100.0
      return Percent(factor * Double(fraction.numerator) / Double(max(fraction.denominator, 1)))
    }
    return mirror.percent.map { Percent(Double($0)) }
  }

  private func corsPolicy(_ source: GatewayAPI.CORS) -> CorsPolicy {
    var policy = CorsPolicy()
    let origins = source.allowOrigins.filter { !$0.isEmpty }
    policy.allowOrigins = origins.map { rules[.corsWildcards] ? $0.originMatch : .exact($0) }
    if source.allowCredentials { policy.allowCredentials = true }
    policy.allowMethods = source.allowMethods
    policy.allowHeaders = source.allowHeaders
    policy.exposeHeaders = source.exposeHeaders
    if source.maxAge > 0 { policy.maxAge = .seconds(source.maxAge) }
    if rules[.corsWildcards] { policy.unmatchedPreflights = "IGNORE" }
    return policy
  }
}

extension [GatewayAPI.Header] {
  /// By name in small letters; of two alike the first counts (`headerListToMap`).
  fileprivate var byName: [String: String] {
    Dictionary(map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}

extension String {
  /// Whether it holds no control characters but tabs (`isValidHeaderValue`).
  fileprivate var isHeaderValue: Bool {
    utf8.allSatisfy { $0 == 9 || ($0 >= 32 && $0 != 127) }
  }

  /// How an origin is compared: exactly, by what stands before a `*` at its end, else by a regular
  /// expression (`createCorsFilter`).
  fileprivate var originMatch: StringMatch {
    if self == "*" { return .regex("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s?#]+$") }
    guard contains("*") else { return .exact(self) }
    if firstIndex(of: "*") == index(before: endIndex) { return .prefix(String(dropLast())) }
    return .regex("^" + quotedForRegex.replacingStars + "$")
  }

  /// With a backslash before each character that RE2 takes for something else
  /// (Go's regexp.QuoteMeta).
  var quotedForRegex: String {
    var text = ""
    for character in self {
      if "\\.+*?()|[]{}^$".contains(character) { text.append("\\") }
      text.append(character)
    }
    return text
  }

  private var replacingStars: String {
    var text = ""
    var rest = self[...]
    while let star = rest.firstIndex(of: "*") {
      // Quoted, a star has a backslash before it.
      text += rest[..<star].dropLast() + ".*"
      rest = rest[rest.index(after: star)...]
    }
    return text + rest
  }
}

extension HTTPRedirect {
  /// (`createRedirectFilter`) Without a port it is the request's, unless a scheme is given.
  fileprivate init(_ source: GatewayAPI.Redirect) {
    self.init()
    redirectCode = source.statusCode
    authority = source.hostname ?? ""
    scheme = source.scheme ?? ""
    if let port = source.port {
      self.port = .number(UInt32(port))
    } else {
      port = .derived(source.scheme == nil ? "FROM_REQUEST_PORT" : "FROM_PROTOCOL_DEFAULT")
    }
    switch source.path {
    case .replaceFullPath(let path): uri = path
    case .replacePrefixMatch(let prefix): uri = Self.prefixMark + prefix
    case nil: break
    }
  }

  /// Before a text that replaces the matched prefix alone.
  static let prefixMark = "%PREFIX()%"
}

extension HTTPRewrite {
  /// (`createRewriteFilter`) `/` removes the prefix; `nil` where nothing is changed.
  fileprivate init?(_ source: GatewayAPI.Rewrite) {
    self.init()
    switch source.path {
    case .replacePrefixMatch(let prefix):
      uri = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
      if uri.isEmpty { uri = "/" }
    case .replaceFullPath(let path):
      var regex = Regex()
      regex.match = "/.*"
      regex.rewrite = path
      uriRegexRewrite = regex
    case nil: break
    }
    authority = source.hostname ?? ""
    if uri.isEmpty, uriRegexRewrite == nil, authority.isEmpty { return nil }
  }
}

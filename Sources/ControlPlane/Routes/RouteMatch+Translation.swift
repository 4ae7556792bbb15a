internal import ProxyConfig
internal import Resources

extension RouteMatch {
  /// The conditions of a rule (pilot/pkg/networking/core/route/route.go@1.30.3,
  /// `TranslateRouteMatch`).
  init(
    _ source: HTTPMatchRequest, _ semantics: MeshVirtualService.Semantics, _ rules: RuleVersion
  ) {
    self.init(prefix: "/")
    switch source.uri {
    case .exact(let path):
      prefix = nil
      self.path = path
    case .prefix(let text):
      if semantics != .virtualService, text != "/" {
        prefix = nil
        pathSeparatedPrefix = text.hasSuffix("/") ? String(text.dropLast()) : text
      } else {
        prefix = text
      }
    case .regex(let regex):
      prefix = nil
      safeRegex = RegexMatcher(regex: regex)
    case .unset, nil: break
    }
    caseSensitive = !source.ignoreUriCase
    var claims: [MetadataMatcher] = []
    var conditions: [HeaderMatcher] = []
    for (name, match) in source.headers.sorted(by: { $0.key < $1.key }) {
      if let claim = MetadataMatcher(claim: name, match, rules) {
        claims.append(claim)
      } else {
        conditions.append(HeaderMatcher(name: name, match))
      }
    }
    for (name, match) in source.withoutHeaders.sorted(by: { $0.key < $1.key }) {
      if var claim = MetadataMatcher(claim: name, match, rules) {
        claim.invert = true
        claims.append(claim)
        continue
      }
      var condition = HeaderMatcher(name: name, match)
      condition.invertMatch = true
      if condition.presentMatch == nil, rules[.missingHeaderCountsAsEmpty] {
        condition.treatMissingHeaderAsEmpty = true
      }
      conditions.append(condition)
    }
    conditions.sort {
      ($0.name, $0.invertMatch == true ? 1 : 0) < ($1.name, $1.invertMatch == true ? 1 : 0)
    }
    let pseudo = [
      (":method", source.method), (":authority", source.authority), (":scheme", source.scheme),
    ]
    for (name, match) in pseudo {
      if let match { conditions.append(HeaderMatcher(name: name, match)) }
    }
    headers = conditions.isEmpty ? nil : conditions
    dynamicMetadata = claims.isEmpty ? nil : claims
    let parameters = source.queryParams.sorted { $0.key < $1.key }
      .map { QueryParameterMatcher(name: $0.key, $0.value) }
    queryParameters = parameters.isEmpty ? nil : parameters
  }

  /// Whether every request matches, so that later routes are never reached (`IsCatchAllRoute`).
  func catchesAll(_ rules: RuleVersion) -> Bool {
    let anyPath = rules[.anyRegexEndsRules] ? ".*" : "*"
    return (prefix == "/" || pathSeparatedPrefix == "/" || safeRegex?.regex == anyPath)
      && headers == nil && queryParameters == nil && dynamicMetadata == nil
  }
}

extension StringMatch {
  /// Whether istiod asks for mere presence: no kind of match, or the regular expression `*`
  /// (`canBeConvertedToPresentMatch`).
  fileprivate var isPresence: Bool { self == .unset || self == .regex("*") }
}

extension StringMatcher {
  /// `nil` where no kind of match is given (pilot/pkg/networking/util/util.go@1.30.3,
  /// `ConvertToEnvoyMatch`).
  init?(_ match: StringMatch) {
    switch match {
    case .exact(let text): self.init(exact: text)
    case .prefix(let text): self.init(prefix: text)
    case .regex(let text): self.init(regex: text)
    case .unset: return nil
    }
  }
}

extension HeaderMatcher {
  fileprivate init(name: String, _ match: StringMatch) {
    self.init(name: name)
    if match.isPresence { presentMatch = true } else { stringMatch = StringMatcher(match) }
  }
}

extension QueryParameterMatcher {
  fileprivate init(name: String, _ match: StringMatch) {
    self.init(name: name)
    if match.isPresence { presentMatch = true } else { stringMatch = StringMatcher(match) }
  }
}

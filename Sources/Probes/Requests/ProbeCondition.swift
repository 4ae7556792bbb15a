internal import DataPlane
internal import ProxyConfig

/// One condition of a route, held by the data plane's own matcher.
struct ProbeCondition: Sendable {
  /// What it looks at.
  let field: ProbeField
  /// Values on both sides; `nil` is absent.
  let values: [String?]
  /// Why one of its sides cannot be reached by any request; `nil` where both may be.
  let oneSided: String?
  /// The condition alone, on a table of one route.
  private let table: RouteTable

  private init(
    _ match: RouteMatch, _ field: ProbeField, values: [String?], oneSided: String? = nil,
    version: EnvoyVersion
  ) {
    self.field = field
    self.values = values
    self.oneSided = oneSided
    let host = VirtualHost(name: "*", domains: ["*"], routes: [Route(match: match)])
    table = RouteTable(RouteConfiguration(name: "", virtualHosts: [host]), version: version)
  }

  /// Whether the condition holds for a request as the connection manager let it in.
  func holds(_ head: RequestHead) -> Bool { table.route(head).route != nil }

  /// The condition in words, such as `header end-user is jason`.
  var words: String {
    let match = table.configuration.virtualHosts.first?.routes?.first?.match
    return match.map(ConditionWords.text) ?? ""
  }

  /// The conditions of a match, in the order in which they are asked; a prefix that every path has
  /// is none.
  static func all(of match: RouteMatch, version: EnvoyVersion) -> [ProbeCondition] {
    var conditions: [ProbeCondition] = []
    if !takesEveryPath(match) { conditions.append(path(of: match, version)) }
    for matcher in match.headers ?? [] { conditions.append(header(matcher, version)) }
    for matcher in match.queryParameters ?? [] { conditions.append(query(matcher, version)) }
    return conditions
  }

  private static func takesEveryPath(_ match: RouteMatch) -> Bool {
    guard match.path == nil, match.pathSeparatedPrefix == nil, match.safeRegex == nil else {
      return false
    }
    return ["/", ""].contains(match.prefix ?? "/")
  }

  private static func path(of match: RouteMatch, _ version: EnvoyVersion) -> ProbeCondition {
    var alone = match
    alone.headers = nil
    alone.queryParameters = nil
    alone.dynamicMetadata = nil
    let takesAll = match.safeRegex.map { PatternTexts($0.regex).takesEveryPath } ?? false
    return ProbeCondition(
      alone, .path, values: FieldValues.around(path: match),
      oneSided: takesAll ? "every path matches the pattern" : nil, version: version)
  }

  private static func header(
    _ matcher: HeaderMatcher, _ version: EnvoyVersion
  ) -> ProbeCondition {
    var alone = RouteMatch(prefix: "/")
    alone.headers = [matcher]
    let field = ProbeField(headerName: matcher.name)
    var texts = matcher.stringMatch.map(FieldValues.around) ?? ["x"]
    var values: [String?] = []
    switch field {
    case .path: texts = texts.filter(FieldValues.isPath)
    case .method: texts = (texts + ["GET", "POST"]).filter(isToken)
    case .scheme: texts = ["http", "https"]
    case .authority: texts = texts.filter(isToken)
    case .header:
      texts = (texts + ["x"]).filter(FieldValues.isHeaderValue)
      values.append(nil)
    case .query: break
    }
    return ProbeCondition(
      alone, field, values: texts.map { $0 } + values, oneSided: oneSided(matcher, field),
      version: version)
  }

  /// A pseudo header is always there, and some patterns take every value that there is.
  private static func oneSided(_ matcher: HeaderMatcher, _ field: ProbeField) -> String? {
    let isAlwaysThere =
      switch field {
      case .path, .method, .scheme, .authority: true
      case .header, .query: false
      }
    guard isAlwaysThere || matcher.treatMissingHeaderAsEmpty ?? false else { return nil }
    guard let text = matcher.stringMatch else { return "it is always there" }
    let takesAll =
      text.safeRegex.map { PatternTexts($0.regex).takesEverything } ?? (text.prefix == "")
    return takesAll ? "every value matches" : nil
  }

  private static func query(
    _ matcher: QueryParameterMatcher, _ version: EnvoyVersion
  ) -> ProbeCondition {
    var alone = RouteMatch(prefix: "/")
    alone.queryParameters = [matcher]
    let texts = ((matcher.stringMatch.map(FieldValues.around) ?? []) + ["", "x"])
      .filter(FieldValues.isQueryValue)
    return ProbeCondition(
      alone, .query(matcher.name), values: texts.map { $0 } + [nil], version: version)
  }

  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 32 && $0 < 127 }
  }
}

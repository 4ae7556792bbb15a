internal import DataPlane
internal import ProxyConfig

/// One condition of a route, held by the data plane's own matcher.
struct ProbeCondition: Sendable {
  /// What it looks at.
  let field: ProbeField
  /// Values on both sides; `nil` is absent.
  let values: [String?]
  /// Why it holds for every request; `nil` where it may fail.
  let alwaysHolds: String?
  /// Why it holds for no request; `nil` where it may hold.
  let neverHolds: String?
  /// The condition alone, on a table of one route.
  private let table: RouteTable

  private init(
    _ match: RouteMatch, _ field: ProbeField, values: [String?], always: String? = nil,
    never: String? = nil, version: EnvoyVersion
  ) {
    self.field = field
    self.values = values
    alwaysHolds = always
    neverHolds = never
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
      always: takesAll ? "every path matches the pattern" : nil, version: version)
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
    let (always, never) = bounds(matcher, field)
    return ProbeCondition(
      alone, field, values: texts.map { $0 } + values, always: always, never: never,
      version: version)
  }

  /// A pseudo header is always there, and some patterns take every value that there is.
  private static func bounds(
    _ matcher: HeaderMatcher, _ field: ProbeField
  ) -> (always: String?, never: String?) {
    let isAlwaysThere =
      switch field {
      case .path, .method, .scheme, .authority: true
      case .header, .query: false
      }
    let inverts = matcher.invertMatch ?? false
    guard let text = matcher.stringMatch else {
      guard isAlwaysThere else { return (nil, nil) }
      let holds = (matcher.presentMatch ?? true) != inverts
      return holds ? ("it is always there", nil) : (nil, "it is always there")
    }
    let takesAll =
      text.safeRegex.map { PatternTexts($0.regex).takesEverything }
      ?? (text.prefix == "" || text.suffix == "" || text.contains == "")
    guard takesAll else { return (nil, nil) }
    // A header that is missing fails, inverted or not, unless it counts as empty.
    if inverts { return (nil, "every value matches what it must not") }
    let counts = isAlwaysThere || matcher.treatMissingHeaderAsEmpty ?? false
    return counts ? ("every value matches", nil) : (nil, nil)
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

/// What a request must look like; all conditions must hold (envoy.config.route.v3.RouteMatch).
public struct RouteMatch: Hashable, Sendable, Codable {
  public var prefix: String?
  public var path: String?
  public var pathSeparatedPrefix: String?
  public var safeRegex: RegexMatcher?
  /// Absent is true.
  public var caseSensitive: Bool?
  public var headers: [HeaderMatcher]?
  public var queryParameters: [QueryParameterMatcher]?
  public var dynamicMetadata: [MetadataMatcher]?

  public init() {}

  /// A match on a prefix of the path.
  public init(prefix: String) { self.prefix = prefix }
}

/// A regular expression that must match the whole value (envoy.type.matcher.v3.RegexMatcher).
public struct RegexMatcher: Hashable, Sendable, Codable {
  public var regex: String
  public init(regex: String) { self.regex = regex }
}

/// A comparison of a text (envoy.type.matcher.v3.StringMatcher).
public struct StringMatcher: Hashable, Sendable, Codable {
  public var exact: String?
  public var prefix: String?
  public var suffix: String?
  public var contains: String?
  public var safeRegex: RegexMatcher?
  public var ignoreCase: Bool?

  public init() {}
  public init(exact: String) { self.exact = exact }
  public init(prefix: String) { self.prefix = prefix }
  public init(regex: String) { safeRegex = RegexMatcher(regex: regex) }
}

/// A condition on a header (envoy.config.route.v3.HeaderMatcher).
public struct HeaderMatcher: Hashable, Sendable, Codable {
  public var name: String
  public var stringMatch: StringMatcher?
  public var presentMatch: Bool?
  public var invertMatch: Bool?
  public var treatMissingHeaderAsEmpty: Bool?

  public init(name: String) { self.name = name }
}

/// A condition on a query parameter (envoy.config.route.v3.QueryParameterMatcher).
public struct QueryParameterMatcher: Hashable, Sendable, Codable {
  public var name: String
  public var stringMatch: StringMatcher?
  public var presentMatch: Bool?

  public init(name: String) { self.name = name }
}

/// A condition on dynamic metadata (envoy.type.matcher.v3.MetadataMatcher), as istiod writes it
/// for JWT claims.
public struct MetadataMatcher: Hashable, Sendable, Codable {
  /// One step into the metadata.
  public struct PathSegment: Hashable, Sendable, Codable {
    public var key: String
    public init(key: String) { self.key = key }
  }

  /// How the value is compared.
  public indirect enum ValueMatcher: Hashable, Sendable, Codable {
    case stringMatch(StringMatcher)
    case presentMatch(Bool)
    case anyOf([ValueMatcher])
  }

  public var filter: String
  public var path: [PathSegment]
  public var value: ValueMatcher?
  public var invert: Bool?

  public init(filter: String, path: [PathSegment]) {
    self.filter = filter
    self.path = path
  }
}

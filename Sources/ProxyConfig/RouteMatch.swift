/// What a request must look like; all conditions must hold (envoy.config.route.v3.RouteMatch).
public struct RouteMatch: Hashable, Sendable, Codable {
  /// What the path begins with; `/` is every path.
  public var prefix: String?
  /// What the path is, without its query.
  public var path: String?
  /// A path, or whatever is below it.
  public var pathSeparatedPrefix: String?
  /// What the whole path is like, without its query.
  public var safeRegex: RegexMatcher?
  /// Absent is true.
  public var caseSensitive: Bool?
  /// All must hold; absent for none.
  public var headers: [HeaderMatcher]?
  /// All must hold; absent for none.
  public var queryParameters: [QueryParameterMatcher]?
  /// All must hold; absent for none.
  public var dynamicMetadata: [MetadataMatcher]?

  /// Every field is absent, as in an empty message.
  public init() {}

  /// A match on a prefix of the path.
  public init(prefix: String) { self.prefix = prefix }
}

/// A regular expression that must match the whole value (envoy.type.matcher.v3.RegexMatcher).
public struct RegexMatcher: Hashable, Sendable, Codable {
  /// RE2 syntax; the whole text must match.
  public var regex: String

  /// The value with this `regex`.
  public init(regex: String) { self.regex = regex }
}

/// A comparison of a text (envoy.type.matcher.v3.StringMatcher).
public struct StringMatcher: Hashable, Sendable, Codable {
  /// What the text is.
  public var exact: String?
  /// What the text begins with.
  public var prefix: String?
  /// What the text ends with.
  public var suffix: String?
  /// What the text holds somewhere.
  public var contains: String?
  /// What the whole text is like.
  public var safeRegex: RegexMatcher?
  /// Whether letters' case does not count; absent is that it does.
  public var ignoreCase: Bool?

  /// Every field is absent, as in an empty message.
  public init() {}

  /// The value with this `exact`.
  public init(exact: String) { self.exact = exact }

  /// The value with this `prefix`.
  public init(prefix: String) { self.prefix = prefix }
  /// A match on what the text ends with.
  public init(suffix: String) { self.suffix = suffix }

  /// The value with this `regex`.
  public init(regex: String) { safeRegex = RegexMatcher(regex: regex) }
}

/// A condition on a header (envoy.config.route.v3.HeaderMatcher).
public struct HeaderMatcher: Hashable, Sendable, Codable {
  /// The header's name, in whatever case.
  public var name: String
  /// What its value is like; absent asks for presence.
  public var stringMatch: StringMatcher?
  /// Whether the header must be there, or must not.
  public var presentMatch: Bool?
  /// Whether the condition is turned round; absent is no.
  public var invertMatch: Bool?
  /// Whether a header that is not there counts as empty; absent fails the match.
  public var treatMissingHeaderAsEmpty: Bool?

  /// The value with this `name`.
  public init(name: String) { self.name = name }
}

/// A condition on a query parameter (envoy.config.route.v3.QueryParameterMatcher).
public struct QueryParameterMatcher: Hashable, Sendable, Codable {
  /// The parameter's name.
  public var name: String
  /// What its value is like; absent asks for presence.
  public var stringMatch: StringMatcher?
  /// Whether the parameter must be there.
  public var presentMatch: Bool?

  /// The value with this `name`.
  public init(name: String) { self.name = name }
}

/// A condition on dynamic metadata (envoy.type.matcher.v3.MetadataMatcher), as istiod writes it
/// for JWT claims.
public struct MetadataMatcher: Hashable, Sendable, Codable {
  /// One step into the metadata.
  public struct PathSegment: Hashable, Sendable, Codable {
    /// A key within the metadata.
    public var key: String

    /// The value with this `key`.
    public init(key: String) { self.key = key }
  }

  /// How the value is compared.
  public indirect enum ValueMatcher: Hashable, Sendable {
    /// A text.
    case stringMatch(StringMatcher)
    /// Whether there is a value.
    case presentMatch(Bool)
    /// A list of which one element matches.
    case listWithOne(ValueMatcher)
    /// One of several.
    case anyOf([ValueMatcher])
  }

  /// The filter whose metadata are read.
  public var filter: String
  /// The way to the value.
  public var path: [PathSegment]
  /// What the value is like.
  public var value: ValueMatcher?
  /// Whether the condition is turned round; absent is no.
  public var invert: Bool?

  /// The value of these parts.
  public init(filter: String, path: [PathSegment]) {
    self.filter = filter
    self.path = path
  }
}

// Written by hand: each case is one field of a protobuf `oneof`.
extension MetadataMatcher.ValueMatcher: Codable {
  private enum CodingKeys: String, CodingKey {
    case stringMatch, presentMatch, listMatch, orMatch
  }

  private struct ListMatch: Codable {
    var oneOf: MetadataMatcher.ValueMatcher
  }

  private struct OrMatch: Codable {
    var valueMatchers: [MetadataMatcher.ValueMatcher]
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    switch fields.allKeys.first {
    case .stringMatch:
      self = .stringMatch(try fields.decode(StringMatcher.self, forKey: .stringMatch))
    case .presentMatch: self = .presentMatch(try fields.decode(Bool.self, forKey: .presentMatch))
    case .listMatch:
      self = .listWithOne(try fields.decode(ListMatch.self, forKey: .listMatch).oneOf)
    case .orMatch: self = .anyOf(try fields.decode(OrMatch.self, forKey: .orMatch).valueMatchers)
    case nil:
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no matcher of a value"))
    }
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .stringMatch(let matcher): try fields.encode(matcher, forKey: .stringMatch)
    case .presentMatch(let isPresent): try fields.encode(isPresent, forKey: .presentMatch)
    case .listWithOne(let matcher):
      try fields.encode(ListMatch(oneOf: matcher), forKey: .listMatch)
    case .anyOf(let matchers):
      try fields.encode(OrMatch(valueMatchers: matchers), forKey: .orMatch)
    }
  }
}

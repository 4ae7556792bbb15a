// Written by hand: each case is one field of a protobuf `oneof`.
extension Permission: Codable {
  private enum CodingKeys: String, CodingKey {
    case any, andRules, orRules, notRule, header, urlPath, uriTemplate, destinationIp
    case destinationPort, requestedServerName, metadata
  }

  private struct List: Codable {
    var rules: [Permission]
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    switch fields.allKeys.first {
    case .any: self = .any
    case .andRules: self = .all(try fields.decode(List.self, forKey: .andRules).rules)
    case .orRules: self = .oneOf(try fields.decode(List.self, forKey: .orRules).rules)
    case .notRule: self = .not(try fields.decode(Permission.self, forKey: .notRule))
    case .header: self = .header(try fields.decode(HeaderMatcher.self, forKey: .header))
    case .urlPath:
      self = .urlPath(try fields.decode(PathMatcher.self, forKey: .urlPath).path)
    case .uriTemplate:
      self = .pathTemplate(try fields.decode(TemplateMatcher.self, forKey: .uriTemplate).template)
    case .destinationIp:
      self = .destinationAddress(try fields.decode(CidrRange.self, forKey: .destinationIp))
    case .destinationPort:
      self = .destinationPort(try fields.decode(UInt32.self, forKey: .destinationPort))
    case .requestedServerName:
      self = .requestedServerName(
        try fields.decode(StringMatcher.self, forKey: .requestedServerName))
    case .metadata: self = .metadata(try fields.decode(MetadataMatcher.self, forKey: .metadata))
    case nil:
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no permission"))
    }
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .any: try fields.encode(true, forKey: .any)
    case .all(let rules): try fields.encode(List(rules: rules), forKey: .andRules)
    case .oneOf(let rules): try fields.encode(List(rules: rules), forKey: .orRules)
    case .not(let rule): try fields.encode(rule, forKey: .notRule)
    case .header(let matcher): try fields.encode(matcher, forKey: .header)
    case .urlPath(let matcher): try fields.encode(PathMatcher(path: matcher), forKey: .urlPath)
    case .pathTemplate(let text):
      try fields.encode(TemplateMatcher(template: text), forKey: .uriTemplate)
    case .destinationAddress(let range): try fields.encode(range, forKey: .destinationIp)
    case .destinationPort(let port): try fields.encode(port, forKey: .destinationPort)
    case .requestedServerName(let matcher):
      try fields.encode(matcher, forKey: .requestedServerName)
    case .metadata(let matcher): try fields.encode(matcher, forKey: .metadata)
    }
  }
}

/// A path's matcher (envoy.type.matcher.v3.PathMatcher).
private struct PathMatcher: Codable {
  var path: StringMatcher
}

/// A template as an extension carries it
/// (envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig).
private struct TemplateMatcher: Codable {
  struct Configuration: Codable {
    enum CodingKeys: String, CodingKey {
      case type = "@type"
      case pathTemplate
    }

    var type: String
    var pathTemplate: String
  }

  var name = "uri-template"
  var typedConfig: Configuration

  var template: String { typedConfig.pathTemplate }

  init(template: String) {
    typedConfig = Configuration(
      type: "type.googleapis.com/"
        + "envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig",
      pathTemplate: template)
  }
}

extension Principal: Codable {
  private enum CodingKeys: String, CodingKey {
    case any, andIds, orIds, notId, authenticated, directRemoteIp, remoteIp, header, metadata
    case filterState
  }

  private struct List: Codable {
    var ids: [Principal]
  }

  private struct Certificate: Codable {
    var principalName: StringMatcher?
  }

  private struct StateMatcher: Codable {
    var key: String
    var stringMatch: StringMatcher
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    switch fields.allKeys.first {
    case .any: self = .any
    case .andIds: self = .all(try fields.decode(List.self, forKey: .andIds).ids)
    case .orIds: self = .oneOf(try fields.decode(List.self, forKey: .orIds).ids)
    case .notId: self = .not(try fields.decode(Principal.self, forKey: .notId))
    case .authenticated:
      self = .authenticated(
        try fields.decode(Certificate.self, forKey: .authenticated).principalName)
    case .directRemoteIp:
      self = .directRemoteAddress(try fields.decode(CidrRange.self, forKey: .directRemoteIp))
    case .remoteIp: self = .remoteAddress(try fields.decode(CidrRange.self, forKey: .remoteIp))
    case .header: self = .header(try fields.decode(HeaderMatcher.self, forKey: .header))
    case .metadata: self = .metadata(try fields.decode(MetadataMatcher.self, forKey: .metadata))
    case .filterState:
      let matcher = try fields.decode(StateMatcher.self, forKey: .filterState)
      self = .filterState(key: matcher.key, matcher.stringMatch)
    case nil:
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no principal"))
    }
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .any: try fields.encode(true, forKey: .any)
    case .all(let ids): try fields.encode(List(ids: ids), forKey: .andIds)
    case .oneOf(let ids): try fields.encode(List(ids: ids), forKey: .orIds)
    case .not(let id): try fields.encode(id, forKey: .notId)
    case .authenticated(let name):
      try fields.encode(Certificate(principalName: name), forKey: .authenticated)
    case .directRemoteAddress(let range): try fields.encode(range, forKey: .directRemoteIp)
    case .remoteAddress(let range): try fields.encode(range, forKey: .remoteIp)
    case .header(let matcher): try fields.encode(matcher, forKey: .header)
    case .metadata(let matcher): try fields.encode(matcher, forKey: .metadata)
    case .filterState(let key, let matcher):
      try fields.encode(StateMatcher(key: key, stringMatch: matcher), forKey: .filterState)
    }
  }
}

internal import ProxyConfig

/// A compiled permission or principal (source/extensions/filters/common/rbac/matchers.cc).
indirect enum AccessMatcher: Sendable {
  /// Everything.
  case any
  /// All of them.
  case all([AccessMatcher])
  /// At least one of them.
  case oneOf([AccessMatcher])
  /// Whatever it does not match.
  case not(AccessMatcher)
  /// A header, `:method` and `:authority` among them.
  case header(HeaderCondition)
  /// The path without its query.
  case path(TextCondition)
  /// The path without its query, by a template.
  case template(TextCondition, text: String)
  /// The address that was dialled.
  case destinationAddress(AddressRange)
  /// The port that was dialled.
  case destinationPort(UInt32)
  /// The server name of the TLS greeting.
  case serverName(TextCondition)
  /// What filters noted.
  case metadata(MetadataCondition)
  /// The name in the client's certificate; `nil` is any TLS.
  case identity(TextCondition?)
  /// Where the connection comes from.
  case directAddress(AddressRange)
  /// The client's address.
  case remoteAddress(AddressRange)

  /// A range of addresses.
  struct AddressRange: Sendable {
    /// As written, such as `10.1.0.0/16`.
    var text: String
    /// `nil` where the text is no address.
    var start: IPAddress?
    /// How many bits count.
    var length: Int

    init(_ range: CidrRange) {
      length = Int(range.prefixLen ?? 0)
      text = "\(range.addressPrefix)/\(length)"
      start = IPAddress(range.addressPrefix)
    }

    /// Whether an address is of the range.
    func contains(_ address: String) -> Bool {
      guard let start, let address = IPAddress(address) else { return false }
      return address.isIn(start, prefixLength: length)
    }
  }
}

extension AccessMatcher {
  init(_ permission: Permission, version: EnvoyVersion) {
    switch permission {
    case .any: self = .any
    case .all(let rules): self = .all(rules.map { AccessMatcher($0, version: version) })
    case .oneOf(let rules): self = .oneOf(rules.map { AccessMatcher($0, version: version) })
    case .not(let rule): self = .not(AccessMatcher(rule, version: version))
    case .header(let matcher): self = .header(HeaderCondition(matcher, version: version))
    case .urlPath(let matcher): self = .path(TextCondition(matcher))
    case .pathTemplate(let text):
      self = .template(TextCondition(pattern: Self.pattern(ofTemplate: text)), text: text)
    case .destinationAddress(let range): self = .destinationAddress(AddressRange(range))
    case .destinationPort(let port): self = .destinationPort(port)
    case .requestedServerName(let matcher): self = .serverName(TextCondition(matcher))
    case .metadata(let matcher): self = .metadata(MetadataCondition(matcher))
    }
  }

  init(_ principal: Principal, version: EnvoyVersion) {
    switch principal {
    case .any: self = .any
    case .all(let ids): self = .all(ids.map { AccessMatcher($0, version: version) })
    case .oneOf(let ids): self = .oneOf(ids.map { AccessMatcher($0, version: version) })
    case .not(let id): self = .not(AccessMatcher(id, version: version))
    case .authenticated(let matcher): self = .identity(matcher.map { TextCondition($0) })
    case .directRemoteAddress(let range): self = .directAddress(AddressRange(range))
    case .remoteAddress(let range): self = .remoteAddress(AddressRange(range))
    case .header(let matcher): self = .header(HeaderCondition(matcher, version: version))
    case .metadata(let matcher): self = .metadata(MetadataCondition(matcher))
    case .filterState(_, let matcher): self = .identity(TextCondition(matcher))
    }
  }

  /// `*` is one segment, `**` all that is left, slashes among it
  /// (source/extensions/path/uri_template_lib/uri_template_internal.cc, toString).
  private static func pattern(ofTemplate text: String) -> String {
    let segment = "a-zA-Z0-9\\-._~%!$&'()+,;:@="
    var pattern = ""
    var rest = text[...]
    while let first = rest.first {
      if rest.hasPrefix("**") {
        pattern += "[\(segment)/]*"
        rest = rest.dropFirst(2)
      } else {
        let isSpecial = ".+()$".contains(first)
        pattern += first == "*" ? "[\(segment)]+" : (isSpecial ? "\\" : "") + String(first)
        rest = rest.dropFirst()
      }
    }
    return pattern
  }

  /// Whether a request or connection matches.
  ///
  /// What only HTTP has matches no connection.
  func holds(_ context: AccessContext) -> Bool {
    switch self {
    case .any: true
    case .all(let inner): inner.allSatisfy { $0.holds(context) }
    case .oneOf(let inner): inner.contains { $0.holds(context) }
    case .not(let inner): !inner.holds(context)
    case .header(let condition): context.request.map(condition.holds) ?? false
    case .path(let condition), .template(let condition, _):
      context.request.map { condition.holds($0.pathWithoutQuery) } ?? false
    case .destinationAddress(let range): range.contains(context.destinationAddress)
    case .destinationPort(let port): context.destinationPort == Int(port)
    case .serverName(let condition): condition.holds(context.serverName)
    case .metadata(let condition): condition.holds(context)
    case .identity(let condition): Self.holds(condition, context.security)
    case .directAddress(let range): range.contains(context.directRemoteAddress)
    case .remoteAddress(let range): range.contains(context.remoteAddress)
    }
  }

  /// Istio's certificates have an empty subject, which is tried after the name.
  private static func holds(
    _ condition: TextCondition?, _ security: AccessContext.Security
  ) -> Bool {
    guard case .tls(let identity) = security else { return false }
    guard let condition else { return true }
    return identity.map(condition.holds) == true || condition.holds("")
  }
}

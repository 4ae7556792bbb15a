internal import ProxyConfig

// `pilot/pkg/security/authz/model/generator.go`@1.30.3.

extension AccessCondition.Operation {
  /// The permission of one value.
  func permission(
    _ value: String, _ context: ConditionContext
  ) throws(UnusableCondition) -> Permission? {
    switch self {
    case .host:
      try context.requireHTTP()
      return .header(HeaderMatcher(name: ":authority", pattern: value, ignoresCase: true))
    case .method:
      try context.requireHTTP()
      return .header(HeaderMatcher(name: ":method", pattern: value))
    case .path:
      try context.requireHTTP()
      if context.rules[.pathTemplatesInPolicies], PathTemplate.isTemplate(value) {
        return .pathTemplate(PathTemplate.forEnvoy(value))
      }
      return .urlPath(StringMatcher(pattern: value))
    case .destinationAddress:
      guard let range = CidrRange(text: value) else { throw .invalid }
      return .destinationAddress(range)
    case .destinationPort:
      guard let number = Int(value), let port = UInt16(exactly: number) else { throw .invalid }
      return .destinationPort(UInt32(clamping: port))
    case .serverName: return .requestedServerName(StringMatcher(pattern: value))
    case .filterMetadata(let key):
      let (filter, name) = try Self.parts(of: key)
      guard let inner = value.withoutBrackets else {
        return .metadata(
          MetadataMatcher(
            filter: filter, keys: [name], .stringMatch(StringMatcher(pattern: value))))
      }
      let text = MetadataMatcher.ValueMatcher.stringMatch(StringMatcher(pattern: inner))
      return .metadata(
        MetadataMatcher(
          filter: filter, keys: [name],
          context.rules[.claimsWithoutIstioFilter] ? .listOrSingle(text) : .listWithOne(text)))
    }
  }

  /// The permission of all values of what a filter noted.
  func metadata(
    _ key: String, _ values: [String]
  ) throws(UnusableCondition) -> Permission? {
    let (filter, name) = try Self.parts(of: key)
    let matchers = values.map { value -> MetadataMatcher.ValueMatcher in
      guard let inner = value.withoutBrackets else {
        return .stringMatch(StringMatcher(pattern: value))
      }
      return .listWithOne(.stringMatch(StringMatcher(pattern: inner)))
    }
    return .metadata(MetadataMatcher(filter: filter, keys: [name], .oneOf(matchers)))
  }

  /// `envoy.filters.a.b` and `c` of `experimental.envoy.filters.a.b[c]`.
  private static func parts(
    of key: String
  ) throws(UnusableCondition) -> (filter: String, name: String) {
    var rest = key.dropFirst("experimental.".count)
    if rest.hasSuffix("]") { rest = rest.dropLast() }
    let parts = rest.split(separator: "[", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let filter = parts.first, let name = parts.last else {
      throw .invalid
    }
    return (String(filter), String(name))
  }
}

extension String {
  /// What stands between `[` and `]`; `nil` where the text has no such form.
  fileprivate var withoutBrackets: String? {
    guard hasPrefix("["), hasSuffix("]") else { return nil }
    return String(drop { "[]".contains($0) }.reversed().drop { "[]".contains($0) }.reversed())
  }
}

/// Paths with `{*}` and `{**}` (pkg/config/security/security.go@1.30.3).
enum PathTemplate {
  /// Whether a path is one.
  static func isTemplate(_ path: String) -> Bool { path.contains("{*}") || path.contains("{**}") }

  /// The template as Envoy writes it: `*` for a segment, `**` for all that is left.
  static func forEnvoy(_ path: String) -> String {
    path.replacing("{**}", with: "**").replacing("{*}", with: "*")
  }
}

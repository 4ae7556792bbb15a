package import ProxyConfig

/// Conditions of routes in words, for what a probe is about.
package enum ConditionWords {
  /// All conditions of a match, such as `path starts with /api, header end-user is jason`.
  package static func text(of match: RouteMatch) -> String {
    let parts =
      [path(match)].compactMap(\.self) + (match.headers ?? []).map(header)
      + (match.queryParameters ?? []).map(query)
    return parts.isEmpty ? "every request" : parts.joined(separator: ", ")
  }

  private static func path(_ match: RouteMatch) -> String? {
    if let text = match.path { return "path is \(text)" }
    if let text = match.pathSeparatedPrefix { return "path is \(text) or below it" }
    if let regex = match.safeRegex?.regex { return "path matches \(regex)" }
    guard let prefix = match.prefix, !["", "/"].contains(prefix) else { return nil }
    return "path starts with \(prefix)"
  }

  private static func header(_ matcher: HeaderMatcher) -> String {
    let subject =
      matcher.name.hasPrefix(":")
      ? String(matcher.name.dropFirst())
      : "header \(matcher.name)"
    let inverts = matcher.invertMatch ?? false
    guard let text = matcher.stringMatch else {
      return "\(subject) is \((matcher.presentMatch ?? true) != inverts ? "there" : "missing")"
    }
    return "\(subject) \(inverts ? "not: " : "")\(words(text))"
  }

  private static func query(_ matcher: QueryParameterMatcher) -> String {
    guard let text = matcher.stringMatch else {
      let isWanted = matcher.presentMatch ?? true
      return "query parameter \(matcher.name) is \(isWanted ? "there" : "missing")"
    }
    return "query parameter \(matcher.name) \(words(text))"
  }

  private static func words(_ matcher: StringMatcher) -> String {
    let note = matcher.ignoreCase ?? false ? " in any case" : ""
    if let text = matcher.prefix { return "starts with \(text)\(note)" }
    if let text = matcher.suffix { return "ends with \(text)\(note)" }
    if let text = matcher.contains { return "contains \(text)\(note)" }
    if let regex = matcher.safeRegex?.regex { return "matches \(regex)" }
    return "is \(matcher.exact ?? "")\(note)"
  }
}

internal import DataPlane
package import ProxyConfig

/// Names of callers that policies tell apart, as certificates show them.
package enum CallerNames {
  /// A caller whom no policy names.
  package static let stranger = "spiffe://cluster.local/ns/probe/sa/probe"
  /// How many names are kept.
  private static let limit = 8

  /// Those of HTTP filters: who is named and who is nearly named, then a stranger; none where no
  /// policy asks for a name.
  package static func of(_ filters: [HTTPFilter]) -> [String] {
    of(
      filters.compactMap { filter in
        if case .rbac(let control) = filter.configuration { control } else { nil }
      })
  }

  /// Those of the filters before a chain that sends bytes on.
  static func of(_ filters: [NetworkFilter]) -> [String] {
    of(
      filters.compactMap { filter in
        if case .rbac(let control) = filter.configuration { control } else { nil }
      })
  }

  private static func of(_ controls: [RoleBasedAccessControl]) -> [String] {
    let matchers = controls.flatMap { $0.rules?.policies ?? [] }.flatMap(\.principals)
      .flatMap(matchers)
    var names: [String] = []
    for matcher in matchers {
      let found = FieldValues.around(matcher).flatMap(completions)
      let (named, missed) = (found.filter(matcher.holds), found.filter { !matcher.holds($0) })
      for name in named.prefix(1) + missed.prefix(1) where !names.contains(name) {
        names.append(name)
      }
    }
    return names.isEmpty ? [] : names.prefix(limit) + [stranger].filter { !names.contains($0) }
  }

  /// The conditions on the caller's name, also those within others.
  private static func matchers(_ principal: Principal) -> [StringMatcher] {
    switch principal {
    case .all(let parts), .oneOf(let parts): parts.flatMap(matchers)
    case .not(let part): matchers(part)
    case .authenticated(let matcher): [matcher].compactMap(\.self)
    case .filterState(_, let matcher): [matcher]
    case .any, .directRemoteAddress, .remoteAddress, .header, .metadata: []
    }
  }

  /// Whole names around a text, such as `spiffe://cluster.local/ns/shop/sa/web` around `/ns/shop/`.
  private static func completions(of text: String) -> [String] {
    let heads = ["", "spiffe://", "spiffe://cluster.local", "spiffe://cluster.local/ns/probe"]
    let tails = ["", "probe", "sa/probe", "/sa/probe", "/ns/probe/sa/probe", "ns/probe/sa/probe"]
    return heads.flatMap { head in tails.map { head + text + $0 } }.filter(isName)
  }

  /// Whether a certificate may show a text (SPIFFE).
  private static func isName(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 7 && parts.first == "spiffe:" && parts[1].isEmpty && parts[3] == "ns"
      && parts[5] == "sa"
      && parts.dropFirst(2).allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
              || byte == 45 || byte == 46
          }
      }
  }
}

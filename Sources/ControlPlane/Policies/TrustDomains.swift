/// The mesh's trust domain and its aliases, and what they make of identities in rules
/// (`pilot/pkg/security/trustdomain/bundle.go`@1.30.3).
struct TrustDomains: Sendable {
  private let names: [String]

  /// `aliases`: domains whose identities count as the mesh's own.
  init(_ name: String, aliases: [String]) { names = [name] + aliases }

  /// Principals of the mesh's domains, each in every domain (ReplaceTrustDomainAliases).
  ///
  /// Others stay as they are.
  func principals(_ principals: [String]) -> [String] {
    principals.flatMap { principal -> [String] in
      let parts = principal.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 5, let domain = parts.first.map(String.init), domain != "*" else {
        return [principal]
      }
      guard domain == "cluster.local" || isKnown(domain) else { return [principal] }
      var replaced: [String] = []
      for name in names {
        let isCovered = domain.hasPrefix("*") && name.hasSuffix(String(domain.dropFirst()))
        let new =
          isCovered
          ? principal
          : ([name] + parts.dropFirst().map(String.init)).joined(
            separator: "/")
        if !replaced.contains(new) { replaced.append(new) }
      }
      return replaced
    }
  }

  /// Domains, each of the mesh's with all its aliases (ExpandTrustDomainAliases).
  func expanded(_ values: [String]) -> [String] {
    var expanded: [String] = []
    for name in values.flatMap({ names.contains($0) ? names : [$0] })
    where !expanded.contains(name) {
      expanded.append(name)
    }
    return expanded
  }

  /// Whether a domain is one of the mesh's, where either may have `*` at one end.
  private func isKnown(_ domain: String) -> Bool {
    names.contains { name in
      domain == name || name == "*" || name.isCovered(by: domain) || domain.isCovered(by: name)
    }
  }
}

extension String {
  /// Whether a pattern with `*` at its begin or its end covers the text.
  fileprivate func isCovered(by pattern: String) -> Bool {
    if pattern.hasSuffix("*"), hasPrefix(pattern.dropLast()) { return true }
    return pattern.hasPrefix("*") && hasSuffix(pattern.dropFirst())
  }
}

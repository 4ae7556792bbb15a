internal import ProxyConfig
internal import Resources

extension MetadataMatcher {
  /// What a rule asks of a token's claim under a name such as `@request.auth.claims.sub` or
  /// `@request.auth.claims[realm][roles]`; `nil` for the name of a header
  /// (pkg/jwt/routing.go@1.30.3, `ToRoutingClaim`; route.go, `translateMetadataMatch`).
  init?(claim name: String, _ match: StringMatch, _ rules: RuleVersion) {
    let start = "@request.auth.claims"
    guard name.lowercased().hasPrefix(start) else { return nil }
    let rest = String(name.dropFirst(start.count))
    let claims: [String]
    if rest.hasPrefix(".") {
      claims = rest.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        .map(String.init)
    } else if rest.count > 1, rest.hasPrefix("["), rest.hasSuffix("]") {
      claims = String(rest.dropFirst().dropLast()).split(
        separator: "][", omittingEmptySubsequences: false
      ).map(String.init)
    } else {
      return nil
    }
    let ownsCheck = rules[.claimsWithoutIstioFilter]
    self.init(
      filter: ownsCheck ? FilterName.jwtAuthn : FilterName.istioAuthn,
      path: ([ownsCheck ? "payload" : "request.auth.claims"] + claims).map { PathSegment(key: $0) })
    if let text = StringMatcher(match).map(ValueMatcher.stringMatch) {
      value = ownsCheck ? .listOrSingle(text) : .listWithOne(text)
    }
  }
}

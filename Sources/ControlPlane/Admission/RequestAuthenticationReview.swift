internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// A RequestAuthentication (validation.go@1.30.3, `ValidateRequestAuthentication`).
  mutating func review(_ authentication: RequestAuthentication) {
    review(selector: authentication.selector, targets: authentication.targets)
    for (position, rule) in authentication.rules.enumerated() {
      review(rule, at: ("spec.jwtRules" as FieldPath).index(position))
    }
  }

  private mutating func review(_ rule: RequestAuthentication.JWTRule, at path: FieldPath) {
    if rule.issuer.isEmpty, rule.jwksUri.isEmpty || !rules[.issuerOrKeys] {
      refuse(
        rules[.issuerOrKeys] ? "must not be empty without jwksUri" : "must not be empty",
        at: path.key("issuer"))
    }
    let lists: [(String, [String])] = [
      ("audiences", rule.audiences), ("fromHeaders", rule.fromHeaders.map(\.name)),
      ("fromParams", rule.fromParams),
      ("fromCookies", rules[.claimsWithoutIstioFilter] ? rule.fromCookies : []),
    ]
    for (name, values) in lists {
      for (position, value) in values.enumerated() where value.isEmpty {
        refuse("must not be empty", at: path.key(name).index(position))
      }
    }
    if !rule.jwksUri.isEmpty { check(Self.problem(ofURI: rule.jwksUri), at: path.key("jwksUri")) }
    if !rule.jwks.isEmpty, !Self.looksLikeKeys(rule.jwks) {
      refuse("must be a set of keys in JSON (RFC 7517)", at: path.key("jwks"))
    }
    for (position, copied) in rule.outputClaimToHeaders.enumerated() {
      let path = path.key("outputClaimToHeaders").index(position)
      if copied.header.isEmpty || copied.claim.isEmpty {
        refuse("must have a header and a claim", at: path)
      } else {
        check(
          HeaderSyntax.problem(ofTokenHeader: copied.header, under: rules), at: path.key("header"))
      }
    }
    if rules[.checksHeaderNames] { review(rule.timeout, at: path.key("timeout")) }
  }

  /// Where keys are fetched (pkg/config/security/security.go@1.30.3, `ParseJwksURI`).
  private static func problem(ofURI uri: String) -> String? {
    let scheme = uri.prefix { $0 != ":" }.lowercased()
    guard ["http", "https"].contains(scheme), uri.dropFirst(scheme.count).hasPrefix("://") else {
      return "must begin with http:// or https://"
    }
    return nil
  }

  /// Whether a text may be a key or a set of keys.
  ///
  /// The keys themselves are not looked at.
  private static func looksLikeKeys(_ text: String) -> Bool {
    let bytes = text.utf8.filter { ![9, 10, 13, 32].contains($0) }
    return bytes.first == 123 && bytes.last == 125
      && (text.contains("\"keys\"") || text.contains("\"kty\""))
  }
}

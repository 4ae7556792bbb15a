internal import ProxyConfig

// `pilot/pkg/security/authz/model/generator.go`@1.30.3.

extension AccessCondition.Caller {
  /// Whether it is read from a token.
  var isOfToken: Bool {
    switch self {
    case .requestPrincipal, .audiences, .presenter, .claim: true
    case .address, .remoteAddress, .namespace, .serviceAccount, .trustDomain, .principal, .header:
      false
    }
  }

  /// The principal of one value.
  func principal(
    _ value: String, _ context: ConditionContext
  ) throws(UnusableCondition) -> Principal? {
    let rules = context.rules
    switch self {
    case .address:
      guard let range = CidrRange(text: value) else { throw .invalid }
      return .directRemoteAddress(range)
    case .remoteAddress:
      guard let range = CidrRange(text: value) else { throw .invalid }
      return .remoteAddress(range)
    case .namespace:
      let parts = value.split(separator: "*", omittingEmptySubsequences: false).map {
        rules[.quotesIdentities] ? String($0).quotedForRegex : String($0)
      }
      return context.principal(
        named: StringMatcher(regex: ".*/ns/\(parts.joined(separator: ".*"))/.*"))
    case .serviceAccount:
      return context.principal(
        named: Self.serviceAccount(value, in: context.namespace, rules))
    case .trustDomain: return context.principal(named: Self.trustDomain(value))
    case .principal:
      return context.principal(named: StringMatcher(identity: value, rules: rules))
    case .header(let name):
      try context.requireHTTP()
      guard name.hasPrefix("["), name.hasSuffix("]"), name.count > 1 else { throw .invalid }
      return .header(
        HeaderMatcher(name: String(name.dropFirst().dropLast()), pattern: value))
    case .requestPrincipal, .audiences, .presenter, .claim:
      try context.requireHTTP()
      return rules[.claimsWithoutIstioFilter]
        ? try singleTokenPrincipal(value) : try istioPrincipal(value)
    }
  }

  /// A service account, of the policy's namespace where none is named.
  private static func serviceAccount(
    _ value: String, in namespace: String, _ rules: RuleVersion
  ) -> StringMatcher {
    let parts = value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    let space = parts.count == 2 ? parts.first ?? namespace : namespace
    let name = parts.last ?? value
    let quotes = rules[.quotesServiceAccounts]
    return StringMatcher(
      regex: "spiffe://.+/ns/\(quotes ? space.quotedForRegex : space)/(.+/|)"
        + "sa/\(quotes ? name.quotedForRegex : name)(/.+)?")
  }

  private static func trustDomain(_ value: String) -> StringMatcher {
    if value == "*" { return StringMatcher(prefix: "spiffe://") }
    let parts = value.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
      .map { String($0).quotedForRegex }
    guard parts.count == 2 else { return StringMatcher(prefix: "spiffe://\(value)/") }
    return StringMatcher(regex: "spiffe://\(parts[0])[^/]*\(parts[1])/.*")
  }

  /// Up to 1.20: what Istio's own filter noted under the attribute's name.
  private func istioPrincipal(_ value: String) throws(UnusableCondition) -> Principal {
    let text = MetadataMatcher.ValueMatcher.stringMatch(StringMatcher(pattern: value))
    let filter = FilterName.istioAuthn
    switch self {
    case .requestPrincipal:
      return .metadata(MetadataMatcher(filter: filter, keys: ["request.auth.principal"], text))
    case .audiences:
      return .metadata(MetadataMatcher(filter: filter, keys: ["request.auth.audiences"], text))
    case .presenter:
      return .metadata(MetadataMatcher(filter: filter, keys: ["request.auth.presenter"], text))
    case .claim(let claims) where !claims.isEmpty:
      return .metadata(
        MetadataMatcher(
          filter: filter, keys: ["request.auth.claims"] + claims, .listWithOne(text)))
    case .claim, .address, .remoteAddress, .namespace, .serviceAccount, .trustDomain, .principal,
      .header:
      throw .invalid
    }
  }

  /// In 1.21.0: a value of the token, one principal for each.
  private func singleTokenPrincipal(_ value: String) throws(UnusableCondition) -> Principal? {
    let text = MetadataMatcher.ValueMatcher.stringMatch(StringMatcher(pattern: value))
    switch self {
    case .requestPrincipal: return Self.issuerAndSubject(value, splitsAtLast: false)
    case .audiences: return .metadata(.claim(["aud"], text))
    case .presenter: return .metadata(.claim(["azp"], .listOrSingle(text)))
    case .claim(let claims) where !claims.isEmpty:
      return .metadata(.claim(claims, .listOrSingle(text)))
    case .claim, .address, .remoteAddress, .namespace, .serviceAccount, .trustDomain, .principal,
      .header:
      throw .invalid
    }
  }

  /// The principal of all values of the token.
  func tokenPrincipal(_ values: [String]) throws(UnusableCondition) -> Principal? {
    let text = MetadataMatcher.ValueMatcher.oneOf(patterns: values)
    switch self {
    case .requestPrincipal:
      let all = values.map { Self.issuerAndSubject($0, splitsAtLast: true) }
      return all.count == 1 ? all.first : .oneOf(all)
    case .audiences: return .metadata(.claim(["aud"], .listOrSingle(text)))
    case .presenter: return .metadata(.claim(["azp"], .listOrSingle(text)))
    case .claim(let claims) where !claims.isEmpty:
      return .metadata(.claim(claims, .listOrSingle(text)))
    case .claim, .address, .remoteAddress, .namespace, .serviceAccount, .trustDomain, .principal,
      .header:
      throw .invalid
    }
  }

  /// `ISSUER/SUBJECT`, with `*` at one end.
  ///
  /// `splitsAtLast`: whether the last slash parts them, for issuers are often URLs.
  private static func issuerAndSubject(_ value: String, splitsAtLast: Bool) -> Principal {
    let slash = splitsAtLast ? value.lastIndex(of: "/") : value.firstIndex(of: "/")
    let issuer = slash.map { String(value[..<$0]) } ?? value
    let subject = slash.map { String(value[value.index(after: $0)...]) } ?? ""
    let matchers = issuerAndSubject(
      value, issuer: issuer, subject: subject, hasSlash: slash != nil)
    return .all([
      .metadata(.claim(["iss"], .stringMatch(matchers.issuer))),
      .metadata(.claim(["sub"], .stringMatch(matchers.subject))),
    ])
  }

  private static func issuerAndSubject(
    _ value: String, issuer: String, subject: String, hasSlash: Bool
  ) -> (issuer: StringMatcher, subject: StringMatcher) {
    if value == "*" { return (.anyText, .anyText) }
    if value.hasPrefix("*") {
      guard hasSlash else {
        return (.anyText, StringMatcher(suffix: String(value.dropFirst())))
      }
      let end = String(issuer.dropFirst())
      return (issuer == "*" ? .anyText : StringMatcher(suffix: end), StringMatcher(exact: subject))
    }
    if value.hasSuffix("*") {
      guard hasSlash else {
        return (StringMatcher(prefix: String(value.dropLast())), .anyText)
      }
      let start = String(subject.dropLast())
      return (
        StringMatcher(exact: issuer), subject == "*" ? .anyText : StringMatcher(prefix: start)
      )
    }
    return (StringMatcher(exact: issuer), StringMatcher(exact: subject))
  }
}

extension MetadataMatcher {
  /// A claim where Envoy's check of tokens leaves it.
  fileprivate static func claim(_ keys: [String], _ value: ValueMatcher) -> MetadataMatcher {
    MetadataMatcher(filter: FilterName.jwtAuthn, keys: ["payload"] + keys, value)
  }
}

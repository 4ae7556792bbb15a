internal import ProxyConfig
internal import Resources

/// The check of tokens at a workload: what is there must be valid, and nothing need be there
/// (`pilot/pkg/security/authn/policy_applier.go` convertToEnvoyJwtConfig@1.30.3).
struct TokenFilter {
  /// None without rules.
  let filters: [HTTPFilter]

  /// `tokens`: the rules of all RequestAuthentications of the workload, by issuer.
  init(_ tokens: [RequestAuthentication.JWTRule], isGateway: Bool, rules: RuleVersion) {
    guard !tokens.isEmpty else {
      filters = []
      return
    }
    let named = tokens.enumerated().map { position, token in
      ("origins-\(position)", Self.provider(token, isGateway: isGateway, rules: rules))
    }
    var authentication = JWTAuthentication(
      providers: Dictionary(named, uniquingKeysWith: { first, _ in first }),
      rules: [
        JWTAuthentication.Rule(
          match: RouteMatch(prefix: "/"), requires: Self.requirement(named.map(\.0)))
      ])
    authentication.bypassCorsPreflight = true
    let check = HTTPFilter(name: FilterName.jwtAuthn, .jwtAuthn(authentication))
    filters =
      rules[.claimsWithoutIstioFilter]
      ? [check] : [check, HTTPFilter(name: FilterName.istioAuthn, .other)]
  }

  /// A token of one issuer, or none; of several issuers also a token of any of them, for they may
  /// look in the same place.
  private static func requirement(_ names: [String]) -> JWTAuthentication.Requirement {
    let each = names.map { name -> JWTAuthentication.Requirement in
      .anyOf([.provider(name), .allowMissing])
    }
    if let only = each.first, each.count == 1 { return only }
    return .anyOf(names.map { .provider($0) } + [.allOf(each)])
  }

  private static func provider(
    _ token: RequestAuthentication.JWTRule, isGateway: Bool, rules: RuleVersion
  ) -> JWTAuthentication.Provider {
    var provider = JWTAuthentication.Provider()
    provider.issuer = token.issuer.isEmpty ? nil : token.issuer
    provider.audiences = token.audiences.isEmpty ? nil : token.audiences
    provider.forward = token.forwardOriginalToken ? true : nil
    provider.forwardPayloadHeader =
      token.outputPayloadToHeader.isEmpty ? nil : token.outputPayloadToHeader
    if rules[.claimsWithoutIstioFilter] {
      provider.payloadInMetadata = "payload"
      provider.normalizePayloadInMetadata = .init(spaceDelimitedClaims: claims(token, rules))
      provider.clearRouteCache = isGateway ? true : nil
    } else {
      provider.payloadInMetadata = token.issuer.isEmpty ? nil : token.issuer
    }
    let copied = token.outputClaimToHeaders.map {
      JWTAuthentication.Provider.ClaimToHeader(headerName: $0.header, claimName: $0.claim)
    }
    provider.claimToHeaders = copied.isEmpty ? nil : copied
    let headers = token.fromHeaders.map {
      JWTAuthentication.Provider.Header(
        name: $0.name, valuePrefix: $0.prefix.isEmpty ? nil : $0.prefix)
    }
    provider.fromHeaders = headers.isEmpty ? nil : headers
    provider.fromParams = token.fromParams.isEmpty ? nil : token.fromParams
    if rules[.claimsWithoutIstioFilter] {
      provider.fromCookies = token.fromCookies.isEmpty ? nil : token.fromCookies
    }
    // Istiod itself fetches the keys of a URI; what it finds is not known here.
    provider.localJwks = token.jwks.isEmpty ? nil : .init(inlineString: token.jwks)
    return provider
  }

  /// Claims whose text is a list (buildSpaceDelimitedClaims).
  private static func claims(
    _ token: RequestAuthentication.JWTRule, _ rules: RuleVersion
  ) -> [String] {
    guard rules[.namedSpaceDelimitedClaims] else { return ["scope", "permission"] }
    return Set(token.spaceDelimitedClaims + ["permission", "scope"]).sorted()
  }
}

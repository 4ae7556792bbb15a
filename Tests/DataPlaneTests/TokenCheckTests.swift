import DataPlane
import ProxyConfig
import Testing

/// Which tokens pass, and what Envoy answers where one does not
/// (source/extensions/filters/http/jwt_authn/{verifier,authenticator}.cc).
@Suite struct TokenCheckTests {
  static func provider(
    _ issuer: String, audiences: [String]? = nil, header: String? = nil
  ) -> JWTAuthentication.Provider {
    var provider = JWTAuthentication.Provider()
    provider.issuer = issuer
    provider.audiences = audiences
    provider.fromHeaders = header.map { [.init(name: $0, valuePrefix: nil)] }
    provider.payloadInMetadata = "payload"
    provider.normalizePayloadInMetadata = .init(spaceDelimitedClaims: ["scope", "permission"])
    return provider
  }

  /// As istiod writes it: a token of one issuer must be valid, and none need be there.
  static func check(_ providers: [JWTAuthentication.Provider]) -> TokenCheck {
    let names = providers.indices.map { "origins-\($0)" }
    let each = names.map {
      JWTAuthentication.Requirement.anyOf([.provider($0), .allowMissing])
    }
    let all: JWTAuthentication.Requirement =
      each.count == 1 ? each[0] : .anyOf(names.map { .provider($0) } + [.allOf(each)])
    var authentication = JWTAuthentication(
      providers: Dictionary(uniqueKeysWithValues: zip(names, providers)),
      rules: [.init(match: RouteMatch(prefix: "/"), requires: all)])
    authentication.bypassCorsPreflight = true
    return TokenCheck(authentication)
  }

  static func token(_ issuer: String, audience: ProtobufValue? = nil) -> RequestToken {
    var claims: [String: ProtobufValue] = ["iss": .string(issuer), "sub": .string("me")]
    claims["aud"] = audience
    return RequestToken(claims: claims)
  }

  static let one = [provider("a")]
  static let strict = [provider("a", audiences: ["https://lab/", "lab-2"])]
  static let two = [provider("a"), provider("b")]
  static let apart = [provider("a", header: "x-a"), provider("b", header: "x-b")]

  static let cases: [(JWTAuthenticationProviders, RequestToken?, TokenDecision)] = [
    (one, nil, .passes), (one, token("a"), .passes),
    (one, token("c"), .refused(.unknownIssuer)),
    (strict, token("a"), .refused(.audienceNotAllowed)),
    (strict, token("a", audience: .string("lab")), .passes),
    (strict, token("a", audience: .list([.string("x"), .string("lab-2")])), .passes),
    (strict, token("a", audience: .string("x")), .refused(.audienceNotAllowed)),
    (two, nil, .passes), (two, token("a"), .passes), (two, token("b"), .passes),
    (two, token("c"), .refused(.unknownIssuer)),
    (apart, token("a"), .passes), (apart, token("b"), .passes), (apart, token("c"), .passes),
  ]
  typealias JWTAuthenticationProviders = [JWTAuthentication.Provider]

  static func context(_ request: RequestHead, _ token: RequestToken? = nil) -> AccessContext {
    var request = request
    request.token = token
    var context = AccessContext(
      security: .plainText, remoteAddress: "10.1.0.9", destinationAddress: "10.1.2.3",
      destinationPort: 80)
    context.request = request
    return context
  }

  @Test(arguments: cases.indices) func tokensAreJudged(_ index: Int) {
    let (providers, token, decision) = Self.cases[index]
    var context = Self.context(RequestHead(authority: "web", path: "/"), token)
    #expect(Self.check(providers).decide(&context) == decision)
  }

  @Test func preflightsNeedNoToken() {
    let head = RequestHead(
      method: "OPTIONS", authority: "web", path: "/",
      headers: [HeaderField("origin", "x"), HeaderField("access-control-request-method", "PUT")])
    var context = Self.context(head, Self.token("c"))
    #expect(Self.check(Self.one).decide(&context) == .passes)
  }

  @Test func claimsAreNoted() {
    var token = Self.token("a")
    token.claims["scope"] = .string("read write")
    var context = Self.context(RequestHead(authority: "web", path: "/"), token)
    #expect(Self.check(Self.one).decide(&context) == .passes)
    // Unless the rule says otherwise, the token goes no further.
    #expect(context.request?.token == nil)
    let payload = context.metadata[FilterName.jwtAuthn]?["payload"]
    #expect(payload?["sub"] == .string("me"))
    #expect(payload?["scope"] == .list([.string("read"), .string("write")]))
  }

  @Test func claimsBecomeHeaders() {
    var provider = Self.provider("a")
    provider.claimToHeaders = [.init(headerName: "X-Sub", claimName: "sub")]
    var context = Self.context(RequestHead(authority: "web", path: "/"), Self.token("a"))
    #expect(Self.check([provider]).decide(&context) == .passes)
    #expect(context.request?.headers["x-sub"] == "me")
  }

  @Test func refusalsAreWordedAsEnvoyDoes() {
    let failure = TokenDecision.Failure.unknownIssuer
    #expect(failure.status == 401)
    #expect(failure.message == "Jwt issuer is not configured")
    #expect(failure.details == "jwt_authn_access_denied{Jwt_issuer_is_not_configured}")
    #expect(TokenDecision.Failure.audienceNotAllowed.status == 403)
    #expect(TokenDecision.Failure.missing.message == "Jwt is missing")
  }

  /// Up to 1.20 Istio's own filter notes the attributes, every claim as a list.
  @Test func istiosFilterNotesAttributes() {
    var provider = Self.provider("a")
    provider.payloadInMetadata = "a"
    provider.normalizePayloadInMetadata = nil
    var token = Self.token("a", audience: .list([.string("lab"), .string("x")]))
    token.claims["groups"] = .string("ops dev")
    var context = Self.context(RequestHead(authority: "web", path: "/"), token)
    _ = Self.check([provider]).decide(&context)
    IstioTokenNotes.note(in: &context)
    let noted = context.metadata[FilterName.istioAuthn]
    #expect(noted?["request.auth.principal"] == .string("a/me"))
    #expect(noted?["request.auth.audiences"] == .string("lab"))
    #expect(
      noted?["request.auth.claims"]?["groups"] == .list([.string("ops"), .string("dev")]))
  }
}

public import ProxyConfig

/// A token that comes with a request.
///
/// Its signature and its times are not checked: it is taken as valid for whoever issued it.
public struct RequestToken: Hashable, Sendable, Codable {
  /// The claims.
  public var claims: [String: ProtobufValue]

  /// The value with this `claims`.
  public init(claims: [String: ProtobufValue]) { self.claims = claims }

  /// The claim `iss`.
  var issuer: String { claims["iss"]?.text ?? "" }

  /// The claim `aud`, a text or a list.
  var audiences: [String] {
    switch claims["aud"] {
    case .string(let text): [text]
    case .list(let items): items.compactMap(\.text)
    case .null, .bool, .number, .object, nil: []
    }
  }
}

/// What the check of tokens says about a request
/// (source/extensions/filters/http/jwt_authn/filter.cc).
public enum TokenDecision: Hashable, Sendable {
  /// It may pass; claims of a token that counts are noted.
  case passes
  /// It is refused.
  case refused(Failure)

  /// Why a token does not count (github.com/google/jwt_verify_lib src/status.cc).
  public enum Failure: Hashable, Sendable {
    /// There is none, and one is needed.
    case missing
    /// No rule knows its issuer.
    case unknownIssuer
    /// It is for others.
    case audienceNotAllowed

    /// What Envoy answers.
    public var status: Int { self == .audienceNotAllowed ? 403 : 401 }

    /// The body of the answer.
    public var message: String {
      switch self {
      case .missing: "Jwt is missing"
      case .unknownIssuer: "Jwt issuer is not configured"
      case .audienceNotAllowed: "Audiences in Jwt are not allowed"
      }
    }

    /// %RESPONSE_CODE_DETAILS%.
    public var details: String {
      "jwt_authn_access_denied{\(message.replacing(" ", with: "_"))}"
    }
  }
}

/// A check of tokens, ready to decide
/// (source/extensions/filters/http/jwt_authn/{filter,verifier,authenticator,extractor}.cc).
///
/// Left out: signatures, times, and the header that carries the payload on.
public struct TokenCheck: Sendable {
  /// A place where a token may stand.
  enum Location: Hashable, Sendable {
    /// A header, by its name in lower case, and what stands before the token.
    case header(String, prefix: String)
    /// A query parameter.
    case parameter(String)
    /// A cookie.
    case cookie(String)
  }

  private let authentication: JWTAuthentication
  private let providers: [String: [Location]]

  /// Prepares a filter's rules for tokens.
  public init(_ authentication: JWTAuthentication) {
    self.authentication = authentication
    providers = authentication.providers.mapValues { Self.locations($0) }
  }

  private static let standard = Location.header("authorization", prefix: "Bearer ")

  /// Where a provider looks; where it says nothing, in `Authorization` and `access_token`.
  private static func locations(_ provider: JWTAuthentication.Provider) -> [Location] {
    let headers = (provider.fromHeaders ?? []).map {
      Location.header($0.name.lowercasedASCII, prefix: $0.valuePrefix ?? "")
    }
    let all =
      headers + (provider.fromParams ?? []).map { Location.parameter($0) }
      + (provider.fromCookies ?? []).map { Location.cookie($0) }
    return all.isEmpty ? [standard, .parameter("access_token")] : all
  }

  /// Checks the token of a request, notes its claims, and copies those that become headers.
  ///
  /// The token stands where the first rule of its issuer looks first; without such a rule behind
  /// `Authorization: Bearer`.
  public func decide(_ context: inout AccessContext) -> TokenDecision {
    guard let request = context.request else { return .passes }
    let token = request.token
    if authentication.bypassCorsPreflight ?? false, request.isPreflight { return .passes }
    // Istiod writes one rule, for every path.
    guard let requirement = authentication.rules.first?.requires else { return .passes }
    let place = token.map { location(of: $0) }
    var accepted: [String] = []
    if let failure = verify(requirement, token, at: place, among: nil, &accepted) {
      return .refused(failure)
    }
    if let token, let name = accepted.first, let provider = authentication.providers[name] {
      note(token, as: provider, in: &context)
    }
    return .passes
  }

  private func isSeen(_ place: Location, by name: String) -> Bool {
    providers[name]?.contains(place) ?? false
  }

  private func location(of token: RequestToken) -> Location {
    let own = authentication.providers.keys.sorted().first {
      authentication.providers[$0]?.issuer == token.issuer
    }
    return own.flatMap { providers[$0]?.first } ?? Self.standard
  }

  /// - `siblings`: the providers beside a requirement of no token; `nil` is all.
  /// - `accepted`: providers whose token counts.
  /// - Returns: `nil` where the requirement is met.
  private func verify(
    _ requirement: JWTAuthentication.Requirement, _ token: RequestToken?, at place: Location?,
    among siblings: [String]?, _ accepted: inout [String]
  ) -> TokenDecision.Failure? {
    switch requirement {
    case .provider(let name):
      guard let token, let place, isSeen(place, by: name) else {
        return .missing
      }
      if let failure = failure(of: token, at: name) { return failure }
      accepted.append(name)
      return nil
    case .allowMissingOrFailed: return nil
    case .allowMissing:
      let names = siblings ?? providers.keys.sorted()
      guard let token, let place,
        let name = names.first(where: { isSeen(place, by: $0) })
      else { return nil }
      if let failure = failure(of: token, at: name) { return failure }
      accepted.append(name)
      return nil
    case .allOf(let all):
      for inner in all {
        if let failure = verify(inner, token, at: place, among: siblings, &accepted) {
          return failure
        }
      }
      return nil
    case .anyOf(let any): return verifyAny(any, token, at: place, &accepted)
    }
  }

  /// One is enough; what asks for no token comes last, and the last failure is told.
  private func verifyAny(
    _ any: [JWTAuthentication.Requirement], _ token: RequestToken?, at place: Location?,
    _ accepted: inout [String]
  ) -> TokenDecision.Failure? {
    let names = any.compactMap { if case .provider(let name) = $0 { name } else { nil } }
    let regular = any.filter { $0 != .allowMissing && $0 != .allowMissingOrFailed }
    let exceptions = any.filter { $0 == .allowMissing || $0 == .allowMissingOrFailed }
    var failure: TokenDecision.Failure?
    for inner in regular + exceptions {
      failure = verify(inner, token, at: place, among: names, &accepted)
      if failure == nil { return nil }
    }
    return failure
  }

  private func failure(of token: RequestToken, at name: String) -> TokenDecision.Failure? {
    guard let provider = authentication.providers[name] else { return .unknownIssuer }
    if let issuer = provider.issuer, issuer != token.issuer { return .unknownIssuer }
    guard let wanted = provider.audiences, !wanted.isEmpty else { return nil }
    // A slash at the end does not count, nor does the scheme (check_audience.cc).
    let own = Set(token.audiences.map(Self.bareAudience))
    return wanted.contains { own.contains(Self.bareAudience($0)) } ? nil : .audienceNotAllowed
  }

  private static func bareAudience(_ text: String) -> String {
    var rest = text[...]
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
      break
    }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    return String(rest)
  }

  private func note(
    _ token: RequestToken, as provider: JWTAuthentication.Provider, in context: inout AccessContext
  ) {
    for copied in provider.claimToHeaders ?? [] {
      guard let text = token.claims[copied.claimName]?.headerText else { continue }
      context.request?.headers.add(copied.headerName.lowercasedASCII, text)
    }
    if !(provider.forward ?? false) { context.request?.token = nil }
    guard let key = provider.payloadInMetadata else { return }
    var claims = token.claims
    for name in provider.normalizePayloadInMetadata?.spaceDelimitedClaims ?? [] {
      guard let text = claims[name]?.text else { continue }
      claims[name] = .list(text.split(separator: " ").map { .string(String($0)) })
    }
    context.note([key: .object(claims)], by: FilterName.jwtAuthn)
  }
}

/// Istio's own filter up to 1.20, which puts the claims where access rules read them
/// (istio/proxy src/envoy/http/authn@1.20.2).
public enum IstioTokenNotes {
  /// Notes the attributes of the token that was accepted.
  public static func note(in context: inout AccessContext) {
    guard case .object(let payloads) = context.metadata[FilterName.jwtAuthn] ?? .null,
      let issuer = payloads.keys.sorted().first,
      case .object(let claims) = payloads[issuer] ?? .null
    else { return }
    var noted: [String: ProtobufValue] = [:]
    let token = RequestToken(claims: claims)
    if let subject = claims["sub"]?.text {
      noted["request.auth.principal"] = .string("\(token.issuer)/\(subject)")
    }
    if let audience = token.audiences.first { noted["request.auth.audiences"] = .string(audience) }
    if let presenter = claims["azp"] { noted["request.auth.presenter"] = presenter }
    noted["request.auth.claims"] = .object(claims.mapValues(\.asTextList))
    context.note(noted, by: FilterName.istioAuthn)
  }
}

extension RequestHead {
  /// Whether a browser asks whether it may ask (isCorsPreflightRequest).
  fileprivate var isPreflight: Bool {
    method == "OPTIONS" && !(headers["origin"] ?? "").isEmpty
      && !(headers["access-control-request-method"] ?? "").isEmpty
  }
}

extension ProtobufValue {
  /// The text of a claim in a header; `nil` for lists, objects and nothing.
  fileprivate var headerText: String? {
    switch self {
    case .string(let text): text.isEmpty ? nil : text
    case .bool(let value): value ? "true" : "false"
    case .number(let number): UInt64(exactly: number).map { "\($0)" } ?? "\(number)"
    case .null, .list, .object: nil
    }
  }

  /// A list of texts: a text's words, a list's texts, an object's members likewise.
  fileprivate var asTextList: ProtobufValue {
    switch self {
    case .string(let text): .list(text.split(separator: " ").map { .string(String($0)) })
    case .list(let items): .list(items.filter { $0.text != nil })
    case .object(let members): .object(members.mapValues(\.asTextList))
    case .null, .bool, .number: .list([])
    }
  }
}

public import ProxyConfig

/// A check of tokens, ready to decide
/// (source/extensions/filters/http/jwt_authn/{filter,verifier,authenticator,extractor}.cc).
///
/// Signatures are not checked.
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

  /// A token, and where it was found; a token of which only the claims are known stands where the
  /// first rule of its issuer looks first, without such a rule behind `Authorization: Bearer`.
  private struct Found {
    var token: RequestToken
    /// `nil` for a token of which only the claims are known.
    var place: Location?
  }

  /// Checks the tokens of a request, notes the claims of the first that counts, and copies those
  /// that become headers.
  public func decide(_ context: inout AccessContext) -> TokenDecision {
    guard let request = context.request else { return .passes }
    if authentication.bypassCorsPreflight ?? false, request.isPreflight { return .passes }
    // Istiod writes one rule, for every path.
    guard let requirement = authentication.rules.first?.requires else { return .passes }
    var accepted: [(name: String, found: Found)] = []
    if let failure = verify(requirement, request, among: nil, &accepted) {
      return .refused(failure)
    }
    if let (name, found) = accepted.first, let provider = authentication.providers[name] {
      note(found, as: provider, in: &context)
    }
    return .passes
  }

  /// Tokens at some places, in their order.
  private func tokens(_ request: RequestHead, at places: [Location]) -> [Found] {
    var found: [Found] = []
    if let token = request.token, places.contains(location(of: token)) {
      found.append(Found(token: token))
    }
    for place in places {
      guard let text = request.text(at: place) else { continue }
      let token = request.tokens[text] ?? RequestToken(defect: .badFormat)
      found.append(Found(token: token, place: place))
    }
    return found
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
    _ requirement: JWTAuthentication.Requirement, _ request: RequestHead,
    among siblings: [String]?, _ accepted: inout [(name: String, found: Found)]
  ) -> TokenDecision.Failure? {
    switch requirement {
    case .provider(let name):
      let found = tokens(request, at: providers[name] ?? [])
      guard !found.isEmpty else { return .missing }
      for one in found {
        if let failure = failure(of: one.token, at: name) { return failure }
        accepted.append((name, one))
      }
      return nil
    case .allowMissingOrFailed: return nil
    case .allowMissing:
      return verifyThoseThere(request, among: siblings ?? providers.keys.sorted(), &accepted)
    case .allOf(let all):
      for inner in all {
        if let failure = verify(inner, request, among: siblings, &accepted) { return failure }
      }
      return nil
    case .anyOf(let any): return verifyAny(any, request, &accepted)
    }
  }

  /// None is needed, and each that is there must be one of its issuer's provider.
  private func verifyThoseThere(
    _ request: RequestHead, among names: [String],
    _ accepted: inout [(name: String, found: Found)]
  ) -> TokenDecision.Failure? {
    var places: [Location] = []
    for place in names.flatMap({ providers[$0] ?? [] }) where !places.contains(place) {
      places.append(place)
    }
    for found in tokens(request, at: places) {
      let seen = names.filter { name in
        (providers[name] ?? []).contains(found.place ?? location(of: found.token))
      }
      let own = seen.first { authentication.providers[$0]?.issuer == found.token.issuer }
      guard let name = own ?? seen.first else { continue }
      if let failure = failure(of: found.token, at: name) { return failure }
      accepted.append((name, found))
    }
    return nil
  }

  /// One is enough; what asks for no token comes last, and the last failure is told.
  private func verifyAny(
    _ any: [JWTAuthentication.Requirement], _ request: RequestHead,
    _ accepted: inout [(name: String, found: Found)]
  ) -> TokenDecision.Failure? {
    let names = any.compactMap { if case .provider(let name) = $0 { name } else { nil } }
    let regular = any.filter { $0 != .allowMissing && $0 != .allowMissingOrFailed }
    let exceptions = any.filter { $0 == .allowMissing || $0 == .allowMissingOrFailed }
    var failure: TokenDecision.Failure?
    for inner in regular + exceptions {
      failure = verify(inner, request, among: names, &accepted)
      if failure == nil { return nil }
    }
    return failure
  }

  /// The form first, then the issuer, the times, the audiences.
  private func failure(of token: RequestToken, at name: String) -> TokenDecision.Failure? {
    guard let provider = authentication.providers[name] else { return .unknownIssuer }
    if let defect = token.defect, defect.precedesIssuer { return defect }
    if let issuer = provider.issuer, issuer != token.issuer { return .unknownIssuer }
    if let defect = token.defect { return defect }
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
    _ found: Found, as provider: JWTAuthentication.Provider, in context: inout AccessContext
  ) {
    let token = found.token
    for copied in provider.claimToHeaders ?? [] {
      guard let text = token.claims[copied.claimName]?.headerText else { continue }
      context.request?.headers.add(copied.headerName.lowercasedASCII, text)
    }
    if let name = provider.forwardPayloadHeader, !token.payload.isEmpty {
      context.request?.headers.add(name.lowercasedASCII, token.payload)
    }
    if !(provider.forward ?? false) { context.request?.drop(tokenAt: found.place) }
    guard let key = provider.payloadInMetadata else { return }
    var claims = token.claims
    for name in provider.normalizePayloadInMetadata?.spaceDelimitedClaims ?? [] {
      guard let text = claims[name]?.text else { continue }
      claims[name] = .list(text.split(separator: " ").map { .string(String($0)) })
    }
    context.note([key: .object(claims)], by: FilterName.jwtAuthn)
  }
}

extension RequestHead {
  /// The text of a token at a place; `nil` where there is none
  /// (source/extensions/filters/http/jwt_authn/extractor.cc).
  fileprivate func text(at place: TokenCheck.Location) -> String? {
    switch place {
    case .header(let name, let prefix):
      guard let value = headers[name], !value.isEmpty else { return nil }
      guard !prefix.isEmpty else { return value }
      guard let found = value.firstRange(of: prefix) else { return nil }
      return String(value[found.upperBound...]).tokenText
    case .parameter(let name):
      return QueryParameters(path: path).first(name)
    case .cookie(let name):
      return headers.values("cookie").lazy.flatMap { $0.split(separator: ";") }
        .compactMap { pair -> String? in
          let sides = pair.split(separator: "=", maxSplits: 1)
          guard sides.count == 2, sides.first.map({ String($0).trimmedOfBlanks }) == name else {
            return nil
          }
          return sides.last.map { String($0).trimmedOfBlanks }
        }.first
    }
  }

  /// Takes away a token that does not go on; parameters and cookies stay.
  fileprivate mutating func drop(tokenAt place: TokenCheck.Location?) {
    switch place {
    case .header(let name, _): headers.remove(name)
    case .parameter, .cookie: break
    case nil: token = nil
    }
  }

  /// Whether a browser asks whether it may ask (isCorsPreflightRequest).
  fileprivate var isPreflight: Bool {
    method == "OPTIONS" && !(headers["origin"] ?? "").isEmpty
      && !(headers["access-control-request-method"] ?? "").isEmpty
  }
}

extension String {
  /// The first run of what tokens are written with; the whole text where there is none.
  fileprivate var tokenText: String {
    func isPart(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber) || "-_.".contains(character)
    }
    let start = drop { !isPart($0) }
    return start.isEmpty ? self : String(start.prefix(while: isPart))
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
}

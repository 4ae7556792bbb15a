public import ProxyConfig

/// A token that comes with a request.
///
/// Its signature is not checked: it is taken as valid for whoever issued it.
public struct RequestToken: Hashable, Sendable, Codable {
  /// The claims.
  public var claims: [String: ProtobufValue]
  /// The payload as it is written, in Base64url; empty where only the claims are known.
  public var payload = ""
  /// Why the text is no token, or why it does not count by now; `nil` where it does.
  public var defect: TokenDecision.Failure?

  /// The value with this `claims`.
  public init(claims: [String: ProtobufValue]) { self.claims = claims }

  /// A text that is no token.
  public init(defect: TokenDecision.Failure) {
    claims = [:]
    self.defect = defect
  }

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
  public enum Failure: String, Hashable, Sendable, Codable {
    /// There is none, and one is needed.
    case missing = "Jwt is missing"
    /// It has not three parts.
    case badFormat =
      "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections"
    /// Its header is no Base64url.
    case headerEncoding = "Jwt header is an invalid Base64url encoded"
    /// Its header is no JSON.
    case headerJSON = "Jwt header is an invalid JSON"
    /// Its header names no algorithm.
    case algorithmMissing = "Jwt header [alg] field is required and must be a string"
    /// Its algorithm is one that Envoy does not know.
    case algorithmUnknown = "Jwt header [alg] is not supported"
    /// Its payload is no Base64url.
    case payloadEncoding = "Jwt payload is an invalid Base64url encoded"
    /// Its payload is no JSON.
    case payloadJSON = "Jwt payload is an invalid JSON"
    /// Its signature is no Base64url.
    case signatureEncoding = "Jwt signature is an invalid Base64url encoded"
    /// No rule knows its issuer.
    case unknownIssuer = "Jwt issuer is not configured"
    /// Its time has not come.
    case notYetValid = "Jwt not yet valid"
    /// Its time is over.
    case expired = "Jwt is expired"
    /// It is for others.
    case audienceNotAllowed = "Audiences in Jwt are not allowed"

    /// What Envoy answers.
    public var status: Int { self == .audienceNotAllowed ? 403 : 401 }

    /// The body of the answer.
    public var message: String { rawValue }

    /// %RESPONSE_CODE_DETAILS%.
    public var details: String {
      "jwt_authn_access_denied{\(message.replacing(" ", with: "_"))}"
    }

    /// Whether it is told before the issuer is looked at.
    var precedesIssuer: Bool { self != .expired && self != .notYetValid }
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

extension ProtobufValue {
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

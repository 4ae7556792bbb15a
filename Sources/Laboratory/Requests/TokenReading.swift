package import DataPlane
internal import EnvoyMessages
internal import ProxyConfig
package import Simulator

/// What the texts of a request say that look like tokens: JSON Web Tokens in headers, parameters and
/// cookies (RFC 7519; github.com/google/jwt_verify_lib src/jwt.cc, parseFromString).
package enum TokenReading {
  /// Every run of three parts with dots between them, by its text; `nil` for none.
  ///
  /// `now`: seconds since 1970; `nil` where times are not looked at.
  package static func tokens(in request: RequestTemplate, now: Int64?) -> [String: RequestToken]? {
    var found: [String: RequestToken] = [:]
    for text in request.headers.map(\.value) + [request.url] {
      for run in runs(of: text) where found[run] == nil { found[run] = token(run, now: now) }
    }
    return found.isEmpty ? nil : found
  }

  /// Runs of letters, digits, `-` and `_` that two dots part.
  private static func runs(of text: String) -> [String] {
    text.split { character in
      !(character.isASCII && (character.isLetter || character.isNumber)
        || "-_.".contains(character))
    }.map(String.init).filter { $0.count { $0 == "." } == 2 && $0.hasPrefix("eyJ") }
  }

  private static func token(_ text: String, now: Int64?) -> RequestToken {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let header = parts.first?.base64URL else { return RequestToken(defect: .headerEncoding) }
    guard case .object? = try? JSONValue(reading: header) else {
      return RequestToken(defect: .headerJSON)
    }
    guard let algorithm = (try? JSONValue(reading: header))?["alg"]?.string else {
      return RequestToken(defect: .algorithmMissing)
    }
    guard algorithms.contains(algorithm) else { return RequestToken(defect: .algorithmUnknown) }
    guard let payload = parts[1].base64URL else { return RequestToken(defect: .payloadEncoding) }
    guard let value = try? JSONValue(reading: payload),
      case .object(let claims) = ProtobufValue(value)
    else { return RequestToken(defect: .payloadJSON) }
    guard parts[2].base64URL != nil else { return RequestToken(defect: .signatureEncoding) }
    var token = RequestToken(claims: claims)
    token.payload = String(parts[1])
    token.defect = now.flatMap { timeDefect(claims, now: $0) }
    return token
  }

  /// Clocks may differ by a minute (verify.cc, verifyTimeConstraint with kClockSkewInSecond).
  private static func timeDefect(
    _ claims: [String: ProtobufValue], now: Int64
  ) -> TokenDecision.Failure? {
    let skew = 60.0
    if case .number(let start)? = claims["nbf"], Double(now) + skew < start { return .notYetValid }
    if case .number(let end)? = claims["exp"], end > 0, Double(now) > end + skew {
      return .expired
    }
    return nil
  }

  private static let algorithms: Set<String> = [
    "ES256", "ES384", "ES512", "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256",
    "PS384", "PS512", "EdDSA",
  ]
}

extension Substring {
  /// The bytes that Base64url stands for; `nil` for other texts (RFC 4648 §5, without padding).
  fileprivate var base64URL: [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in utf8 {
      let value: UInt32
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(clamping: byte) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(clamping: byte) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(clamping: byte) + 4
      case UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "_"): value = 63
      default: return nil
      }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(clamping: count)))
        bits &= (1 << UInt32(clamping: count)) - 1
      }
    }
    return utf8.count % 4 == 1 ? nil : bytes
  }
}

import DataPlane
import ProxyConfig
import Simulator
import Testing

@testable import Laboratory

/// What texts of a request say that look like tokens
/// (github.com/google/jwt_verify_lib src/jwt.cc and src/verify.cc).
@Suite struct TokenReadingTests {
  /// `{"alg":"RS256"}`, `{"iss":"lab","sub":"me","exp":2000}`, `{"iss":"lab","nbf":3000}`.
  static let header = "eyJhbGciOiJSUzI1NiJ9"
  static let claims = "eyJpc3MiOiJsYWIiLCJzdWIiOiJtZSIsImV4cCI6MjAwMH0"
  static let later = "eyJpc3MiOiJsYWIiLCJuYmYiOjMwMDB9"

  /// The text, the time, and why it does not count; `nil` where it does.
  static let cases: [(String, Int64?, TokenDecision.Failure?)] = [
    ("\(header).\(claims).c2ln", nil, nil), ("\(header).\(claims).c2ln", 1000, nil),
    // A minute's difference between clocks is allowed for.
    ("\(header).\(claims).c2ln", 2060, nil), ("\(header).\(claims).c2ln", 2061, .expired),
    ("\(header).\(later).c2ln", 2939, .notYetValid), ("\(header).\(later).c2ln", 2940, nil),
    // `{"typ":"JWT"}` names no algorithm, `{"alg":"none"}` none that is known.
    ("eyJ0eXAiOiJKV1QifQ.\(claims).c2ln", nil, .algorithmMissing),
    ("eyJhbGciOiJub25lIn0.\(claims).c2ln", nil, .algorithmUnknown),
    ("eyJhbGci.\(claims).c2ln", nil, .headerJSON),
    ("eyJhb.\(claims).c2ln", nil, .headerEncoding),
    ("\(header).eyJp.c2ln", nil, .payloadJSON), ("\(header).eyJpc.c2ln", nil, .payloadEncoding),
    ("\(header).\(claims).c2lnx", nil, .signatureEncoding),
  ]

  @Test(arguments: cases)
  func aTextIsATokenOrNot(_ text: String, _ now: Int64?, _ defect: TokenDecision.Failure?) throws {
    var request = RequestTemplate(url: "http://web/")
    request.headers = [Response.Header(name: "Authorization", value: "Bearer \(text)")]
    let tokens = try #require(TokenReading.tokens(in: request, now: now))
    #expect(Array(tokens.keys) == [text])
    #expect(tokens[text]?.defect == defect)
    guard defect == nil else { return }
    #expect(tokens[text]?.claims["iss"] == .string("lab"))
    #expect(tokens[text]?.payload == String(text.split(separator: ".")[1]))
  }

  /// Tokens may stand in parameters and cookies, and several in one header.
  @Test func tokensAreFoundWhereverTheyStand() {
    let token = "\(Self.header).\(Self.claims).c2ln"
    let other = "\(Self.header).\(Self.later).c2ln"
    var request = RequestTemplate(url: "http://web/?access_token=\(token)&x=1.2.3")
    request.headers = [
      Response.Header(name: "Cookie", value: "a=b; session=\(other)"),
      Response.Header(name: "x-version", value: "1.2.3"),
    ]
    #expect(Set((TokenReading.tokens(in: request, now: nil) ?? [:]).keys) == [token, other])
    #expect(TokenReading.tokens(in: RequestTemplate(url: "http://1.2.3.4/"), now: nil) == nil)
  }
}

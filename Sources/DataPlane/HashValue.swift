internal import CXXHash
public import ProxyConfig

/// What a request is hashed to where the load balancer hashes
/// (source/common/http/hash_policy.cc, HashPolicyImpl).
public struct HashValue: Hashable, Sendable {
  /// `nil` where no policy found anything: the load balancer then takes a random number.
  public var value: UInt64?
  /// The cookie that the response sets, where a policy asked for one that was missing.
  public var setCookie: String?

  /// - `source`: the client's address without port.
  /// - `connection`: what tells the client's connection from others; a new cookie's value is hashed
  ///   from it, as Envoy hashes both addresses.
  public init(
    _ policies: [HashPolicy], _ request: RequestHead, source: String, connection: String
  ) {
    for policy in policies {
      guard let hash = component(policy, request, source, connection) else { continue }
      let old = value.map { $0 << 1 | $0 >> 63 } ?? 0
      value = old ^ hash
    }
  }

  private mutating func component(
    _ policy: HashPolicy, _ request: RequestHead, _ source: String, _ connection: String
  ) -> UInt64? {
    if let header = policy.header {
      let values = request.values(header.headerName.lowercasedASCII).sorted()
      return values.isEmpty ? nil : values.reduce(0) { xxHash64($1, seed: $0) }
    }
    if let cookie = policy.cookie {
      if let value = request.cookie(cookie.name) { return xxHash64(value) }
      guard let ttl = cookie.ttl else { return nil }
      let value = hexadecimal(xxHash64(connection))
      setCookie = Self.cookieText(cookie, value: value, ttl: ttl)
      return xxHash64(value)
    }
    if policy.connectionProperties?.sourceIp ?? false { return xxHash64(source) }
    guard let parameter = policy.queryParameter else { return nil }
    return QueryParameters(path: request.path).first(parameter.name).map { xxHash64($0) }
  }

  /// `name="value"; Max-Age=…; Path=…; HttpOnly` (source/common/http/utility.cc,
  /// makeSetCookieValue).
  private static func cookieText(
    _ cookie: HashPolicy.Cookie, value: String, ttl: ProtoDuration
  ) -> String {
    var text = "\(cookie.name)=\"\(value)\""
    if ttl.nanoseconds > 0 { text += "; Max-Age=\(ttl.nanoseconds / 1_000_000_000)" }
    if let path = cookie.path, !path.isEmpty { text += "; Path=\(path)" }
    for attribute in cookie.attributes ?? [] {
      text += "; \(attribute.name)" + (attribute.value.map { "=\($0)" } ?? "")
    }
    return text + "; HttpOnly"
  }
}

/// xxHash64 of a text, as Envoy's HashUtil (source/common/common/hash.h).
func xxHash64(_ text: String, seed: UInt64 = 0) -> UInt64 {
  var text = text
  return text.withUTF8 { XXH64($0.baseAddress, $0.count, seed) }
}

/// The same of bytes.
func xxHash64(_ bytes: [UInt8]) -> UInt64 {
  bytes.withUnsafeBufferPointer { XXH64($0.baseAddress, $0.count, 0) }
}

private func hexadecimal(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.utf8.count) + digits
}

extension RequestHead {
  /// The value of a cookie, without quotes around it (parseCookieValue).
  func cookie(_ name: String) -> String? {
    for header in headers.values("cookie") {
      for pair in header.split(separator: ";") {
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, String(sides[0]).trimmedOfBlanks == name else { continue }
        let value = String(sides[1]).trimmedOfBlanks
        let isQuoted = value.utf8.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
        return isQuoted ? String(value.dropFirst().dropLast()) : value
      }
    }
    return nil
  }
}

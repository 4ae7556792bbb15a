package import EnvoyMessages
package import ProxyConfig

/// As whom a request is sent: the name in a certificate, and the claims of a token.
package enum CallerName {
  /// The name in a certificate; `nil` for a text that is none.
  package static func principal(_ text: String) -> String? {
    let scheme = "spiffe://"
    let name = text.hasPrefix(scheme) ? text.dropFirst(scheme.count) : text[...]
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[1] == "ns", parts[3] == "sa", !parts.contains(""),
      !name.contains("*")
    else { return nil }
    return scheme + name
  }

  /// The claims of a JSON object; `nil` for another value.
  package static func claims(of value: JSONValue) -> [String: ProtobufValue]? {
    guard case .object(let members) = ProtobufValue(value) else { return nil }
    return members
  }
}

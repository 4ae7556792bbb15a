internal import ProxyConfig
internal import Resources

/// One attribute that a rule compares, with the values that it may and may not have.
struct AccessCondition: Sendable {
  /// What of a request is asked for.
  enum Operation: Sendable {
    /// The names of HTTP requests.
    case host, path, method
    /// What was dialled.
    case destinationAddress, destinationPort
    /// The server name of the TLS greeting.
    case serverName
    /// What a filter of Envoy's noted; `experimental.envoy.filters.NAME[KEY]`.
    case filterMetadata(String)
  }

  /// Who asks.
  enum Caller: Sendable {
    /// Addresses.
    case address, remoteAddress
    /// Parts of the name in the certificate, and the whole.
    case namespace, serviceAccount, trustDomain, principal
    /// Parts of the token.
    case requestPrincipal, audiences, presenter
    /// A claim of the token, by the way to it.
    case claim([String])
    /// A header.
    case header(String)
  }

  /// Rules become permissions and principals, which Envoy asks separately.
  enum Attribute: Sendable {
    /// Of a permission.
    case operation(Operation)
    /// Of a principal.
    case caller(Caller)
  }

  /// What is compared.
  var attribute: Attribute
  /// One of them must match; empty is no condition.
  var values: [String]
  /// None of them may match.
  var notValues: [String]
}

extension AccessCondition.Attribute {
  /// The attribute of a key below `when`; `nil` for one that the release does not know, which makes
  /// istiod skip the rule (`pilot/pkg/security/authz/model/model.go` New@1.30.3).
  init?(key: String, rules: RuleVersion) {
    switch key {
    case "destination.ip": self = .operation(.destinationAddress)
    case "destination.port": self = .operation(.destinationPort)
    case "connection.sni": self = .operation(.serverName)
    case "source.ip": self = .caller(.address)
    case "remote.ip": self = .caller(.remoteAddress)
    case "source.namespace": self = .caller(.namespace)
    case "source.principal": self = .caller(.principal)
    case "source.serviceAccount" where rules[.serviceAccountsAsSources]:
      self = .caller(.serviceAccount)
    case "source.trustDomain" where rules[.trustDomainsAsSources]: self = .caller(.trustDomain)
    case "request.auth.principal": self = .caller(.requestPrincipal)
    case "request.auth.audiences": self = .caller(.audiences)
    case "request.auth.presenter": self = .caller(.presenter)
    default:
      if key.hasPrefix("experimental.envoy.filters.") {
        self = .operation(.filterMetadata(key))
      } else if key.hasPrefix("request.headers") {
        self = .caller(.header(String(key.dropFirst("request.headers".count))))
      } else if key.hasPrefix("request.auth.claims") {
        self = .caller(.claim(Self.claims(key.dropFirst("request.auth.claims".count))))
      } else {
        return nil
      }
    }
  }

  /// The way to a claim: `[a][b]`, or one name between the first and the last bracket
  /// (`model/util.go` extractNameInNestedBrackets@1.30.3); none where there are no brackets.
  private static func claims(_ text: Substring) -> [String] {
    var claims: [String] = []
    var rest = text
    while !rest.isEmpty {
      let inner = rest.dropFirst()
      guard rest.hasPrefix("["), let end = inner.firstIndex(where: { $0 == "]" || $0 == "[" }),
        inner[end] == "]"
      else {
        return text.hasPrefix("[") && text.hasSuffix("]") && text.count > 1
          ? [String(text.dropFirst().dropLast())] : []
      }
      claims.append(String(inner[..<end]))
      rest = inner[inner.index(after: end)...]
    }
    return claims
  }
}

/// Which tokens are accepted, and where they are looked for
/// (envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication).
public struct JWTAuthentication: Hashable, Sendable, Codable {
  /// Issuers by a name of istiod's, such as `origins-0`.
  public var providers: [String: Provider]
  /// The first that matches a request says what it needs.
  public var rules: [Rule]
  /// Whether preflight requests need no token; absent is no.
  public var bypassCorsPreflight: Bool?

  /// The value of these parts.
  public init(providers: [String: Provider], rules: [Rule]) {
    self.providers = providers
    self.rules = rules
  }

  /// A condition on requests and what they need (RequirementRule).
  public struct Rule: Hashable, Sendable, Codable {
    /// Which requests.
    public var match: RouteMatch
    /// What they need; absent is nothing.
    public var requires: Requirement?

    /// The value of these parts.
    public init(match: RouteMatch, requires: Requirement?) {
      self.match = match
      self.requires = requires
    }
  }

  /// An issuer (JwtProvider).
  public struct Provider: Hashable, Sendable, Codable {
    /// A header and the text before the token.
    public struct Header: Hashable, Sendable, Codable {
      /// The header's name.
      public var name: String
      /// Such as `Bearer `; absent is none.
      public var valuePrefix: String?

      /// The value of these parts.
      public init(name: String, valuePrefix: String?) {
        self.name = name
        self.valuePrefix = valuePrefix
      }
    }

    /// A claim that becomes a header.
    public struct ClaimToHeader: Hashable, Sendable, Codable {
      /// The header that is written.
      public var headerName: String
      /// The claim that is read.
      public var claimName: String

      /// The value of these parts.
      public init(headerName: String, claimName: String) {
        self.headerName = headerName
        self.claimName = claimName
      }
    }

    /// How claims are noted.
    public struct NormalizePayload: Hashable, Sendable, Codable {
      /// Claims whose text is a list, parted by blanks.
      public var spaceDelimitedClaims: [String]

      /// The value with this `spaceDelimitedClaims`.
      public init(spaceDelimitedClaims: [String]) {
        self.spaceDelimitedClaims = spaceDelimitedClaims
      }
    }

    /// Keys that are fetched.
    public struct RemoteKeys: Hashable, Sendable, Codable {
      /// Where they are fetched.
      public struct HTTPURI: Hashable, Sendable, Codable {
        /// The address.
        public var uri: String
        /// By which cluster.
        public var cluster: String?
        /// How long the answer may take.
        public var timeout: ProtoDuration?
      }

      /// Where they are fetched.
      public var httpUri: HTTPURI
      /// How long they are kept.
      public var cacheDuration: ProtoDuration?
    }

    /// The text of the claim `iss`; absent is any.
    public var issuer: String?
    /// One of them must be in the claim `aud`; absent is any.
    public var audiences: [String]?
    /// Keys that are part of the message.
    public var localJwks: DirectResponseAction.DataSource?
    /// Keys that are fetched.
    public var remoteJwks: RemoteKeys?
    /// Whether the token goes on to the application; absent is no.
    public var forward: Bool?
    /// Headers with tokens; absent, with ``fromParams`` and ``fromCookies``, is Envoy's defaults.
    public var fromHeaders: [Header]?
    /// Query parameters with tokens.
    public var fromParams: [String]?
    /// Cookies with tokens.
    public var fromCookies: [String]?
    /// The header that carries the claims on.
    public var forwardPayloadHeader: String?
    /// The key under which the claims are noted.
    public var payloadInMetadata: String?
    /// How they are noted.
    public var normalizePayloadInMetadata: NormalizePayload?
    /// Claims that become headers.
    public var claimToHeaders: [ClaimToHeader]?
    /// Whether the route is chosen again after the check; absent is no.
    public var clearRouteCache: Bool?

    /// Every field is absent, as in an empty message.
    public init() {}
  }

  /// What a request needs (JwtRequirement).
  public indirect enum Requirement: Hashable, Sendable {
    /// A valid token of an issuer.
    case provider(String)
    /// One of them.
    case anyOf([Requirement])
    /// All of them.
    case allOf([Requirement])
    /// No token at all; one that is there must be valid.
    case allowMissing
    /// Whatever there is.
    case allowMissingOrFailed
  }
}

extension JWTAuthentication.Requirement: Codable {
  private enum CodingKeys: String, CodingKey {
    case providerName, requiresAny, requiresAll, allowMissing, allowMissingOrFailed
  }

  private struct List: Codable {
    var requirements: [JWTAuthentication.Requirement]
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    switch fields.allKeys.first {
    case .providerName: self = .provider(try fields.decode(String.self, forKey: .providerName))
    case .requiresAny:
      self = .anyOf(try fields.decode(List.self, forKey: .requiresAny).requirements)
    case .requiresAll:
      self = .allOf(try fields.decode(List.self, forKey: .requiresAll).requirements)
    case .allowMissing: self = .allowMissing
    case .allowMissingOrFailed: self = .allowMissingOrFailed
    case nil:
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no requirement"))
    }
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .provider(let name): try fields.encode(name, forKey: .providerName)
    case .anyOf(let list): try fields.encode(List(requirements: list), forKey: .requiresAny)
    case .allOf(let list): try fields.encode(List(requirements: list), forKey: .requiresAll)
    case .allowMissing: try fields.encode(EmptyMessage(), forKey: .allowMissing)
    case .allowMissingOrFailed: try fields.encode(EmptyMessage(), forKey: .allowMissingOrFailed)
    }
  }
}

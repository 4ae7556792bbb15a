/// What a request asks for (envoy.config.rbac.v3.Permission).
public indirect enum Permission: Hashable, Sendable {
  /// Everything.
  case any
  /// All of them.
  case all([Permission])
  /// At least one of them.
  case oneOf([Permission])
  /// Whatever it does not match.
  case not(Permission)
  /// A header, `:method` and `:authority` among them.
  case header(HeaderMatcher)
  /// The path without its query.
  case urlPath(StringMatcher)
  /// The path without its query, by a template such as `/a/{*}/b`.
  case pathTemplate(String)
  /// The address that was dialled.
  case destinationAddress(CidrRange)
  /// The port that was dialled.
  case destinationPort(UInt32)
  /// The server name of the TLS greeting.
  case requestedServerName(StringMatcher)
  /// What filters before it noted.
  case metadata(MetadataMatcher)
}

/// Who asks (envoy.config.rbac.v3.Principal).
public indirect enum Principal: Hashable, Sendable {
  /// Everybody.
  case any
  /// All of them.
  case all([Principal])
  /// At least one of them.
  case oneOf([Principal])
  /// Whomever it does not match.
  case not(Principal)
  /// The name in the client's certificate; `nil` is any certificate.
  case authenticated(StringMatcher?)
  /// The address that the connection comes from.
  case directRemoteAddress(CidrRange)
  /// The client's address, as `x-forwarded-for` may say it.
  case remoteAddress(CidrRange)
  /// A header.
  case header(HeaderMatcher)
  /// What filters before it noted, such as the claims of a token.
  case metadata(MetadataMatcher)
  /// The certificate's name as the proxies hand it on, by a key of the filter state.
  case filterState(key: String, StringMatcher)
}

/// A range of addresses (envoy.config.core.v3.CidrRange).
public struct CidrRange: Hashable, Sendable, Codable {
  /// The address; bits behind the prefix mean nothing.
  public var addressPrefix: String
  /// How many bits count; absent is 0.
  public var prefixLen: UInt32?

  /// The value of these parts.
  public init(addressPrefix: String, prefixLen: UInt32?) {
    self.addressPrefix = addressPrefix
    self.prefixLen = prefixLen
  }
}

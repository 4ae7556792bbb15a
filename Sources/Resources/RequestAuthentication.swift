/// An Istio RequestAuthentication (istio/api security/v1beta1/request_authentication.proto, 1.30).
public struct RequestAuthentication: Resource {
  /// Which tokens are taken, and where they are looked for.
  public struct JWTRule: Hashable, Sendable {
    /// Who issues the tokens.
    public var issuer = ""
    /// For whom tokens must be; empty takes any.
    public var audiences: [String] = []
    /// Where the keys are; empty where they are given or discovered.
    public var jwksUri = ""
    /// The keys themselves.
    public var jwks = ""
    /// Headers to look in; without any place given it is `Authorization: Bearer`.
    public var fromHeaders: [Header] = []
    /// Query parameters to look in.
    public var fromParams: [String] = []
    /// Cookies to look in.
    public var fromCookies: [String] = []
    /// A header that carries the payload on.
    public var outputPayloadToHeader = ""
    /// Headers that carry claims on.
    public var outputClaimToHeaders: [ClaimHeader] = []
    /// Whether the token itself goes on.
    public var forwardOriginalToken = false
    /// Claims whose text is a list.
    public var spaceDelimitedClaims: [String] = []
    /// How long fetching the keys may take.
    public var timeout: Duration?

    /// No field is written.
    public init() {}
  }

  /// A header that carries a token behind a prefix.
  public struct Header: Hashable, Sendable {
    /// The name of the header.
    public var name = ""
    /// What stands before the token.
    public var prefix = ""

    /// No field is written.
    public init() {}
  }

  /// A claim that is copied to a header.
  public struct ClaimHeader: Hashable, Sendable {
    /// The name of the header.
    public var header = ""
    /// The name of the claim.
    public var claim = ""

    /// No field is written.
    public init() {}
  }

  /// Its names, labels and annotations, and where its fields are written.
  public var metadata = ResourceMetadata()
  /// `selector.matchLabels`; `nil` where no selector is given.
  public var selector: [String: String]?
  /// `targetRef` and `targetRefs`.
  public var targets: [PolicyTargetReference] = []
  /// Tokens of any of them are taken; without any none is looked at.
  public var rules: [JWTRule] = []

  /// No field is written.
  public init() {}
}

/// A bucket of tokens in each proxy
/// (envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit).
public struct LocalRateLimit: Hashable, Sendable {
  /// How tokens come (envoy.type.v3.TokenBucket).
  public struct TokenBucket: Hashable, Sendable, Codable {
    /// At most so many, and so many at the start.
    public var maxTokens: UInt32
    /// How many come with each interval; absent is one.
    public var tokensPerFill: UInt32?
    /// How often.
    public var fillInterval: ProtoDuration

    /// The value of these parts.
    public init(maxTokens: UInt32, tokensPerFill: UInt32?, fillInterval: ProtoDuration) {
      self.maxTokens = maxTokens
      self.tokensPerFill = tokensPerFill
      self.fillInterval = fillInterval
    }
  }

  /// The prefix of the counters.
  public var statPrefix: String?
  /// The bucket; absent limits nothing.
  public var tokenBucket: TokenBucket?
  /// For how many requests the bucket is asked; absent is none.
  public var filterEnabled: RuntimeFractionalPercent?
  /// How many of those that find no token are refused; absent is none.
  public var filterEnforced: RuntimeFractionalPercent?
  /// Headers of the refusals.
  public var responseHeadersToAdd: [HeaderValueOption]?
  /// The status of the refusals; absent is 429.
  public var status: ExternalAuthorization.HTTPStatus?
  /// The message as it was written where it is a structure with the name of a type, which istiod
  /// hands on as it is (udpa.type.v1.TypedStruct).
  public var written: ProtobufValue?

  /// Every field is absent, as in an empty message.
  public init() {}
}

extension LocalRateLimit {
  /// The message that a value of any form describes; what has the wrong form is absent.
  public init(_ message: ProtobufValue) {
    self.init()
    statPrefix = message["statPrefix"]?.text
    if let bucket = message["tokenBucket"] {
      tokenBucket = TokenBucket(
        maxTokens: bucket["maxTokens"]?.integer ?? 0,
        tokensPerFill: bucket["tokensPerFill"]?.integer,
        fillInterval: bucket["fillInterval"]?.duration ?? .zero)
    }
    filterEnabled = message["filterEnabled"].map { RuntimeFractionalPercent($0) }
    filterEnforced = message["filterEnforced"].map { RuntimeFractionalPercent($0) }
    let headers = (message["responseHeadersToAdd"]?.items ?? []).compactMap { option in
      option["header"]?["key"]?.text.map { key in
        HeaderValueOption(
          key: key, value: option["header"]?["value"]?.text ?? "",
          appendAction: option["appendAction"]?.text.map {
            HeaderValueOption.AppendAction(word: $0)
          }
            ?? (option["append"] == .bool(false) ? .overwriteIfExistsOrAdd : nil))
      }
    }
    responseHeadersToAdd = headers.isEmpty ? nil : headers
    status = message["status"].map { ExternalAuthorization.HTTPStatus(code: $0["code"]?.integer) }
  }
}

extension RuntimeFractionalPercent {
  fileprivate init(_ value: ProtobufValue) {
    let share = value["defaultValue"]
    self.init(
      defaultValue: share.map {
        FractionalPercent(
          numerator: $0["numerator"]?.integer,
          denominator: $0["denominator"]?.text.map { FractionalPercent.Denominator(word: $0) })
      })
  }
}

extension LocalRateLimit: Codable {
  private enum CodingKeys: String, CodingKey {
    case statPrefix, tokenBucket, filterEnabled, filterEnforced, responseHeadersToAdd, status
    case typeUrl, value
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    self.init()
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    if fields.contains(.typeUrl) {
      let structure = try ProtobufValue(from: decoder)
      self.init(structure["value"]?.withJSONNames ?? .object([:]))
      written = structure
      return
    }
    statPrefix = try fields.decodeIfPresent(String.self, forKey: .statPrefix)
    tokenBucket = try fields.decodeIfPresent(TokenBucket.self, forKey: .tokenBucket)
    filterEnabled = try fields.decodeIfPresent(
      RuntimeFractionalPercent.self, forKey: .filterEnabled)
    filterEnforced = try fields.decodeIfPresent(
      RuntimeFractionalPercent.self, forKey: .filterEnforced)
    responseHeadersToAdd = try fields.decodeIfPresent(
      [HeaderValueOption].self, forKey: .responseHeadersToAdd)
    status = try fields.decodeIfPresent(
      ExternalAuthorization.HTTPStatus.self, forKey: .status)
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    if let written { return try written.encode(to: encoder) }
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encodeIfPresent(statPrefix, forKey: .statPrefix)
    try fields.encodeIfPresent(tokenBucket, forKey: .tokenBucket)
    try fields.encodeIfPresent(filterEnabled, forKey: .filterEnabled)
    try fields.encodeIfPresent(filterEnforced, forKey: .filterEnforced)
    try fields.encodeIfPresent(responseHeadersToAdd, forKey: .responseHeadersToAdd)
    try fields.encodeIfPresent(status, forKey: .status)
  }
}

/// A script that may change anything (envoy.extensions.filters.http.lua.v3.Lua).
public struct LuaScript: Hashable, Sendable, Codable {
  /// The script, as older files write it.
  public var inlineCode: String?
  /// The script.
  public var defaultSourceCode: DirectResponseAction.DataSource?

  /// Every field is absent, as in an empty message.
  public init() {}
}

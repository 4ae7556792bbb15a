/// What filters before the router do on a route or a virtual host, by the filters' names.
public struct PerFilterConfig: Hashable, Sendable {
  /// Delays and aborts; absent keeps what the virtual host says.
  public var fault: HTTPFault?
  /// Cross-origin requests; absent keeps what the virtual host says.
  public var cors: CorsPolicy?
  /// A bucket of the route's own; absent keeps what the virtual host or the filter says.
  public var localRateLimit: LocalRateLimit?
  /// What other filters are told, by the filters' names.
  public var others: [String: ProtobufValue] = [:]

  /// Every field is absent, as in an empty message.
  public init() {}
}

extension PerFilterConfig: Codable {
  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Name.self)
    for name in fields.allKeys {
      switch name.stringValue {
      case FilterName.fault: fault = try fields.decode(HTTPFault.self, forKey: name)
      case FilterName.cors: cors = try fields.decode(CorsPolicy.self, forKey: name)
      case FilterName.localRateLimit:
        localRateLimit = try fields.decode(LocalRateLimit.self, forKey: name)
      default: others[name.stringValue] = try fields.decode(ProtobufValue.self, forKey: name)
      }
    }
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Name.self)
    try fields.encodeIfPresent(fault, forKey: Name(FilterName.fault))
    try fields.encodeIfPresent(cors, forKey: Name(FilterName.cors))
    try fields.encodeIfPresent(localRateLimit, forKey: Name(FilterName.localRateLimit))
    for (name, value) in others { try fields.encode(value, forKey: Name(name)) }
  }
}

/// A value of any form, as an EnvoyFilter writes it (google.protobuf.Value).
public indirect enum ProtobufValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// Yes or no.
  case bool(Bool)
  /// Any number; protobuf knows only one kind.
  case number(Double)
  /// A text.
  case string(String)
  /// Values in order.
  case list([ProtobufValue])
  /// Values by name.
  case object([String: ProtobufValue])

  /// A member of an object.
  public subscript(key: String) -> ProtobufValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The value with each name as protobuf's JSON has it: `tokenBucket` for `token_bucket`.
  public var withJSONNames: ProtobufValue {
    switch self {
    case .null, .bool, .number, .string: self
    case .list(let items): .list(items.map(\.withJSONNames))
    case .object(let members):
      .object(
        Dictionary(
          members.map { (Self.jsonName($0.key), $0.value.withJSONNames) },
          uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func jsonName(_ name: String) -> String {
    guard name.contains("_"), !name.contains(".") else { return name }
    let words = name.split(separator: "_")
    return words.enumerated().map {
      $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst()
    }
    .joined()
  }

  /// The text; `nil` for other values.
  public var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The whole number, which 32 bits hold; `nil` for other values.
  public var integer: UInt32? {
    guard case .number(let number) = self else { return text.flatMap { UInt32($0) } }
    return UInt32(exactly: number)
  }

  /// The duration; `nil` for other values.
  public var duration: ProtoDuration? { text.flatMap { ProtoDuration(text: $0) } }

  /// The values of a list; none for other values.
  public var items: [ProtobufValue] {
    guard case .list(let items) = self else { return [] }
    return items
  }
}

extension ProtobufValue: Codable {
  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    if let list = try? decoder.singleValueContainer().decode([ProtobufValue].self) {
      self = .list(list)
    } else if let object = try? decoder.singleValueContainer().decode(
      [String: ProtobufValue].self)
    {
      self = .object(object)
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let bool = try? container.decode(Bool.self) {
        self = .bool(bool)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .string(try container.decode(String.self))
      }
    }
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .list(let items): try container.encode(items)
    case .object(let members): try container.encode(members)
    }
  }
}

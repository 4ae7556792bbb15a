package import ProxyConfig

extension ProtobufValue {
  /// A JSON value as protobuf's `Value` holds it.
  package init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .boolean(let value): self = .bool(value)
    case .number(let value): self = .number(value)
    case .string(let text): self = .string(text)
    case .array(let items): self = .list(items.map { ProtobufValue($0) })
    case .object(let members):
      self = .object(
        Dictionary(
          members.map { ($0.key, ProtobufValue($0.value)) }, uniquingKeysWith: { _, last in last }))
    }
  }
}

internal import ProxyConfig

/// Reads a message from a tree.
struct TreeDecoder: Decoder {
  /// What is read.
  let tree: ProtobufValue

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = tree else { throw Self.mismatch("an object") }
    return KeyedDecodingContainer(KeyedReader<Key>(members: members))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .list(let items) = tree else { throw Self.mismatch("a list") }
    return ListReader(items: items)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { ValueReader(tree: tree) }

  fileprivate static func mismatch(_ expected: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "\(expected) is expected"))
  }

  /// Reads a value: those that are their own JSON as they are, others by what they decode.
  fileprivate static func read<Value: Decodable>(
    _ type: Value.Type, _ tree: ProtobufValue
  ) throws -> Value {
    guard let leaf = try leaf(type, tree) else { return try Value(from: TreeDecoder(tree: tree)) }
    guard let value = leaf as? Value else { throw mismatch("\(type)") }
    return value
  }

  /// `nil` where a type is not its own JSON.
  private static func leaf<Value>(_ type: Value.Type, _ tree: ProtobufValue) throws -> Any? {
    if type == String.self {
      guard case .string(let text) = tree else { throw mismatch("a text") }
      return text
    }
    if type == Bool.self {
      guard case .bool(let flag) = tree else { throw mismatch("true or false") }
      return flag
    }
    if type == Double.self { return try number(tree) }
    if type == Int.self { return Int(exactly: try number(tree)) ?? Int.max }
    if type == UInt32.self {
      guard let value = UInt32(exactly: try number(tree)) else { throw mismatch("a 32-bit number") }
      return value
    }
    if type == Int32.self {
      guard let value = Int32(exactly: try number(tree)) else { throw mismatch("a 32-bit number") }
      return value
    }
    return nil
  }

  /// A number, also one that is written as text, as protobuf's JSON may.
  private static func number(_ tree: ProtobufValue) throws -> Double {
    switch tree {
    case .number(let number): return number
    case .string(let text):
      guard let number = Double(text) else { throw mismatch("a number") }
      return number
    case .null, .bool, .list, .object: throw mismatch("a number")
    }
  }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [String: ProtobufValue]
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { members.keys.sorted().compactMap { Key(stringValue: $0) } }

  func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try member(key) == .null }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try TreeDecoder.read(type, member(key))
  }

  private func member(_ key: Key) throws -> ProtobufValue {
    guard let member = members[key.stringValue] else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: [], debugDescription: "\(key.stringValue) is missing"))
    }
    return member
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try TreeDecoder(tree: member(key)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try TreeDecoder(tree: member(key)).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { TreeDecoder(tree: .object(members)) }
  func superDecoder(forKey key: Key) throws -> any Decoder {
    TreeDecoder(tree: try member(key))
  }
}

private struct ListReader: UnkeyedDecodingContainer {
  let items: [ProtobufValue]
  var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { items.count }
  var isAtEnd: Bool { currentIndex >= items.count }

  private mutating func next() throws -> ProtobufValue {
    guard currentIndex < items.count else { throw TreeDecoder.mismatch("one more value") }
    defer { currentIndex += 1 }
    return items[currentIndex]
  }

  mutating func decodeNil() throws -> Bool {
    guard currentIndex < items.count, items[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try TreeDecoder.read(type, next())
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try TreeDecoder(tree: next()).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try TreeDecoder(tree: next()).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { TreeDecoder(tree: try next()) }
}

private struct ValueReader: SingleValueDecodingContainer {
  let tree: ProtobufValue
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { tree == .null }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try TreeDecoder.read(type, tree)
  }
}

internal import ProxyConfig

/// A message as a tree of values under protobuf's JSON names, and back: patches are merged into it
/// field by field, whatever the message is.
enum MessageTree {
  /// The tree of a message.
  static func of(_ message: some Encodable) throws -> ProtobufValue {
    let node = TreeNode()
    try message.encode(to: TreeEncoder(node: node))
    return node.value
  }

  /// The message of a tree; fields that the message does not know are passed over.
  ///
  /// - Throws: where a field has a value of another type.
  static func message<Message: Decodable>(
    _ type: Message.Type, of tree: ProtobufValue
  ) throws -> Message {
    try Message(from: TreeDecoder(tree: tree))
  }
}

/// A part of a tree that is being written.
///
/// A class, because encoders hand out containers that write into one place.
private final class TreeNode {
  enum Content {
    case none
    case leaf(ProtobufValue)
    case list([TreeNode])
    case object([String: TreeNode])
  }

  var content = Content.none

  var value: ProtobufValue {
    switch content {
    case .none: .object([:])
    case .leaf(let value): value
    case .list(let items): .list(items.map(\.value))
    case .object(let members): .object(members.mapValues(\.value))
    }
  }

  func member(_ name: String) -> TreeNode {
    var members: [String: TreeNode] = [:]
    if case .object(let known) = content { members = known }
    let node = members[name] ?? TreeNode()
    members[name] = node
    content = .object(members)
    return node
  }

  func item() -> TreeNode {
    var items: [TreeNode] = []
    if case .list(let known) = content { items = known }
    let node = TreeNode()
    content = .list(items + [node])
    return node
  }

  /// Writes a value: those that are their own JSON as they are, others by what they encode.
  func write<Value: Encodable>(_ value: Value) throws {
    if let leaf = ProtobufValue(leaf: value) {
      content = .leaf(leaf)
    } else {
      try value.encode(to: TreeEncoder(node: self))
    }
  }
}

extension ProtobufValue {
  /// A text, a Boolean or a number; `nil` for everything else.
  fileprivate init?<Value>(leaf value: Value) {
    switch value {
    case let text as String: self = .string(text)
    case let flag as Bool: self = .bool(flag)
    case let number as Double: self = .number(number)
    case let number as Int: self = .number(Double(number))
    case let number as UInt32: self = .number(Double(number))
    case let number as Int32: self = .number(Double(number))
    case let number as UInt64: self = .number(Double(number))
    case let number as Int64: self = .number(Double(number))
    default: return nil
    }
  }
}

private struct TreeEncoder: Encoder {
  let node: TreeNode
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .object = node.content {} else { node.content = .object([:]) }
    return KeyedEncodingContainer(KeyedWriter<Key>(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .list = node.content {} else { node.content = .list([]) }
    return ListWriter(node: node)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { ValueWriter(node: node) }
}

private struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: TreeNode
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) throws {
    node.member(key.stringValue).content = .leaf(.null)
  }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try node.member(key.stringValue).write(value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(node: node.member(key.stringValue)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    TreeEncoder(node: node.member(key.stringValue)).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { TreeEncoder(node: node.member("super")) }
  func superEncoder(forKey key: Key) -> any Encoder {
    TreeEncoder(node: node.member(key.stringValue))
  }
}

private struct ListWriter: UnkeyedEncodingContainer {
  let node: TreeNode
  var codingPath: [any CodingKey] { [] }
  var count: Int {
    if case .list(let items) = node.content { items.count } else { 0 }
  }

  func encodeNil() throws { node.item().content = .leaf(.null) }
  func encode<Value: Encodable>(_ value: Value) throws { try node.item().write(value) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(node: node.item()).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    TreeEncoder(node: node.item()).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { TreeEncoder(node: node.item()) }
}

private struct ValueWriter: SingleValueEncodingContainer {
  let node: TreeNode
  var codingPath: [any CodingKey] { [] }

  func encodeNil() throws { node.content = .leaf(.null) }
  func encode<Value: Encodable>(_ value: Value) throws { try node.write(value) }
}

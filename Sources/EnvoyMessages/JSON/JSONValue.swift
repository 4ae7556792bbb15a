/// A JSON text as a value; an object's members are kept sorted by key.
///
/// What the projection and Envoy's complete messages are made of: Foundation's `JSONSerialization`
/// is thirty times slower where the output is large.
package indirect enum JSONValue: Hashable, Sendable {
  /// One member of an object.
  package struct Member: Hashable, Sendable {
    /// Unescaped.
    package var key: String
    /// What the key stands for.
    package var value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The literal `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// Any number: JSON knows one kind only.
  case number(Double)
  /// Unescaped text.
  case string(String)
  /// Values in their order.
  case array([JSONValue])
  /// Members in the order of their keys' code units, no key twice.
  case object([Member])

  /// An object of members in any order.
  package static func object(of members: [Member]) -> JSONValue {
    .object(members.sorted { $0.key.precedesByCodeUnits($1.key) })
  }
}

extension JSONValue {
  /// The member of an object; `nil` where there is none.
  ///
  /// Setting `nil` removes it; an object that is not one becomes one.
  package subscript(key: String) -> JSONValue? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }
    set {
      var members: [Member] = []
      if case .object(let known) = self { members = known }
      let position = members.firstIndex { !$0.key.precedesByCodeUnits(key) } ?? members.count
      let isKnown = position < members.count && members[position].key == key
      switch (newValue, isKnown) {
      case (nil, false): return
      case (nil, true): members.remove(at: position)
      case (.some(let value), true): members[position].value = value
      case (.some(let value), false): members.insert(Member(key, value), at: position)
      }
      self = .object(members)
    }
  }

  /// The items of an array; empty for anything else.
  package var items: [JSONValue] {
    if case .array(let items) = self { items } else { [] }
  }

  /// The members of an object; empty for anything else.
  package var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  /// A string's text; `nil` for anything else.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(of: elements.map { Member($0, $1) })
  }
}

extension String {
  /// Whether this text comes first when code units are compared, as Python and Go compare texts.
  package func precedesByCodeUnits(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

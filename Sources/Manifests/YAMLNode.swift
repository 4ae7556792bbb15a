public import Diagnostics

/// A value of a YAML document and where it stands.
public struct YAMLNode: Sendable {
  /// What the value is.
  public enum Content: Sendable {
    /// A text, and whether it was written without quotes.
    case scalar(String, isPlain: Bool)
    /// Values in order.
    case sequence([YAMLNode])
    /// Keys and values in order.
    case mapping([Entry])
  }

  /// A key and its value.
  public struct Entry: Sendable {
    /// The key's text.
    public var key: String
    /// Where the key stands, counted from 1.
    public var line: Int32
    /// Counted from 1, in Unicode scalars.
    public var column: Int32
    /// What stands behind it.
    public var value: YAMLNode
  }

  /// The values of its source.
  let tree: SourceTree
  /// Its own position among them.
  let position: Int

  init(_ tree: SourceTree, at position: Int) {
    self.tree = tree
    self.position = position
  }

  /// An empty mapping in the place of another value.
  static func emptyMapping(at node: YAMLNode) -> YAMLNode {
    let (line, column) = node.tree.place(node.position)
    return YAMLNode(
      SourceTree(emptyMappingIn: node.tree.file, line: line, column: column), at: 0)
  }

  /// What it holds, made anew each time.
  public var content: Content {
    switch tree.kind(position) {
    case .plain: return .scalar(tree.text(position), isPlain: true)
    case .quoted: return .scalar(tree.text(position), isPlain: false)
    case .sequence: return .sequence(tree.items(position).map { YAMLNode(tree, at: $0) })
    case .skipped: return .mapping([])
    case .mapping:
      var entries: [Entry] = []
      var key = position + 1
      let end = tree.end(position)
      while key < end {
        entries.append(entry(key))
        key = tree.key(after: key)
      }
      return .mapping(entries)
    }
  }

  /// The entry whose key is at a position.
  func entry(_ key: Int) -> Entry {
    let (line, column) = tree.place(key)
    return Entry(
      key: tree.text(key), line: Int32(clamping: line), column: Int32(clamping: column),
      value: YAMLNode(tree, at: key + 1))
  }

  /// Whether it is a mapping.
  var isMapping: Bool {
    switch tree.kind(position) {
    case .mapping, .skipped: true
    case .plain, .quoted, .sequence: false
    }
  }

  /// Whether it is a mapping without entries.
  var isEmptyMapping: Bool { isMapping && tree.end(position) == position + 1 }

  /// Counted from 1.
  public var line: Int32 { Int32(clamping: tree.place(position).line) }

  /// Where the value stands in the file of that name.
  public func location(in file: String) -> SourceLocation {
    let (line, column) = tree.place(position)
    return SourceLocation(file: file, line: line, column: column)
  }

  /// Whether it is YAML's null, written as such or as nothing.
  public var isNull: Bool { tree.isNull(position) }

  /// What a reader of a finding would call it, such as `a list`.
  public var kindInWords: String {
    switch tree.kind(position) {
    case .sequence: return "a list"
    case .mapping, .skipped: return "a mapping"
    case .quoted: return "a text"
    case .plain:
      if isNull { return "nothing" }
      switch YAMLScalar(plain: tree.text(position)) {
      case .boolean: return "a Boolean"
      case .integer, .number: return "a number"
      case .text: return "a text"
      }
    }
  }

  /// The places of the value and of all fields below it.
  public var places: FieldPlaces { FieldPlaces(of: position, in: tree) }
}

/// What a plain scalar stands for in YAML 1.1, as Kubernetes reads it (sigs.k8s.io/yaml).
enum YAMLScalar: Hashable {
  /// A truth value as YAML 1.1 spells it.
  case boolean(Bool)
  /// A whole number that fits 64 bits.
  case integer(Int64)
  /// Any other number.
  case number(Double)
  /// Anything else.
  case text

  init(plain text: String) {
    // Nearly all texts begin as no number and no Boolean does.
    switch text.utf8.first ?? 0 {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      self.init(numeral: text)
    case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"),
      UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"),
      UInt8(ascii: "o"), UInt8(ascii: "O"):
      self.init(word: text)
    default: self = .text
    }
  }

  private init(word text: String) {
    switch text {
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y":
      self = .boolean(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N":
      self = .boolean(false)
    default: self = .text
    }
  }

  private init(numeral text: String) {
    if let integer = Self.integer(text) {
      self = .integer(integer)
    } else if let number = Self.number(text) {
      self = .number(number)
    } else {
      self = .text
    }
  }

  private static func integer(_ text: String) -> Int64? {
    guard let first = text.utf8.first, first == 43 || first == 45 || (48...57).contains(first)
    else { return nil }
    let isNegative = first == 45
    let isSigned = isNegative || first == 43
    let rest = isSigned ? text.dropFirst() : text[...]
    let digits = rest.utf8.contains(95) ? rest.replacing("_", with: "") : rest
    let value: UInt64?
    if digits.hasPrefix("0x") {
      value = magnitude(digits.dropFirst(2), radix: 16)
    } else if digits.hasPrefix("0b") {
      value = magnitude(digits.dropFirst(2), radix: 2)
    } else if digits.hasPrefix("0o") {
      value = magnitude(digits.dropFirst(2), radix: 8)
    } else if digits.count > 1, digits.hasPrefix("0") {
      value = magnitude(digits.dropFirst(), radix: 8)
    } else {
      value = magnitude(digits, radix: 10)
    }
    guard let value else { return nil }
    return isNegative ? Int64(exactly: -Int128(value)) : Int64(exactly: value)
  }

  /// Digits without a sign.
  private static func magnitude(_ digits: some StringProtocol, radix: Int) -> UInt64? {
    guard let first = digits.utf8.first, first != 43, first != 45 else { return nil }
    return UInt64(digits, radix: radix)
  }

  private static func number(_ text: String) -> Double? {
    guard let first = text.utf8.first,
      first == 43 || first == 45 || first == 46
        || (48...57).contains(first),
      text.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 95, 101].contains($0) }),
      text.utf8.contains(where: { (48...57).contains($0) }),
      text.utf8.lazy.filter({ $0 == 46 }).count < 2
    else { return nil }
    // Beyond the range of a Double it is a text, as for Go's parser.
    return Double(text.utf8.contains(95) ? text.replacing("_", with: "") : text).flatMap {
      $0.isFinite ? $0 : nil
    }
  }
}

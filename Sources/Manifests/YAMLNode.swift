public import Diagnostics

/// A value of a YAML document and where it stands.
public struct YAMLNode: Sendable {
  /// What the value is.
  public enum Content: Sendable {
    /// A text, and whether it was written without quotes.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  /// A key and its value.
  public struct Entry: Sendable {
    public var key: String
    /// Where the key stands, counted from 1.
    public var line: Int32
    public var column: Int32
    public var value: YAMLNode
  }

  public var content: Content
  /// Counted from 1.
  public var line: Int32
  /// Counted from 1, in Unicode scalars.
  public var column: Int32

  /// Where the value stands in the file of that name.
  public func location(in file: String) -> SourceLocation {
    SourceLocation(file: file, line: Int(line), column: Int(column))
  }

  /// Whether it is YAML's null, written as such or as nothing.
  public var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// What a reader of a finding would call it, such as `a list`.
  public var kindInWords: String {
    switch content {
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    case .scalar(let text, let isPlain):
      guard isPlain else { return "a text" }
      if isNull { return "nothing" }
      switch YAMLScalar(plain: text) {
      case .boolean: return "a Boolean"
      case .integer, .number: return "a number"
      case .text: return "a text"
      }
    }
  }

  /// The places of the value and of all fields below it.
  public func places(in file: String) -> FieldPlaces {
    var places = FieldPlaces(file: file)
    let root = places.open(.key(""), line: Int(line), column: Int(column))
    addChildren(to: &places)
    places.close(root)
    return places
  }

  private func addChildren(to places: inout FieldPlaces) {
    switch content {
    case .scalar: break
    case .sequence(let items):
      for (position, item) in items.enumerated() {
        let mark = places.open(
          .index(position), line: Int(item.line), column: Int(item.column))
        item.addChildren(to: &places)
        places.close(mark)
      }
    case .mapping(let entries):
      for entry in entries {
        let mark = places.open(
          .key(entry.key), line: Int(entry.line), column: Int(entry.column))
        entry.value.addChildren(to: &places)
        places.close(mark)
      }
    }
  }
}

/// What a plain scalar stands for in YAML 1.1, as Kubernetes reads it (sigs.k8s.io/yaml).
enum YAMLScalar: Hashable {
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case text

  init(plain text: String) {
    switch text {
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y":
      self = .boolean(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N":
      self = .boolean(false)
    default:
      if let integer = Self.integer(text) {
        self = .integer(integer)
      } else if let number = Self.number(text) {
        self = .number(number)
      } else {
        self = .text
      }
    }
  }

  private static func integer(_ text: String) -> Int64? {
    guard let first = text.utf8.first, first == 43 || first == 45 || (48...57).contains(first)
    else { return nil }
    let isNegative = first == 45
    let isSigned = isNegative || first == 43
    let digits = (isSigned ? text.dropFirst() : text[...]).replacing("_", with: "")
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
      text.utf8.contains(where: { (48...57).contains($0) })
    else { return nil }
    // Beyond the range of a Double it is a text, as for Go's parser.
    return Double(text.replacing("_", with: "")).flatMap { $0.isFinite ? $0 : nil }
  }
}

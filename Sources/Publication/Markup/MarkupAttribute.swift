/// One attribute of a tag.
struct MarkupAttribute: Hashable {
  /// In small letters.
  var name: String
  /// Its value with character references resolved; empty where it has none.
  var value: String
  /// Where the value stands, without quotes.
  var range: Range<Int>

  /// The attributes of an opening tag, in order.
  static func all(in tag: Range<Int>, of bytes: [UInt8]) -> [MarkupAttribute] {
    var found: [MarkupAttribute] = []
    var position = tag.lowerBound + 1
    let end = tag.upperBound - 1
    while position < end, !isSpace(bytes[position]) { position += 1 }
    while position < end {
      while position < end, isSpace(bytes[position]) || bytes[position] == UInt8(ascii: "/") {
        position += 1
      }
      let start = position
      while position < end, !isSpace(bytes[position]), bytes[position] != UInt8(ascii: "=") {
        position += 1
      }
      guard position > start || position < end else { break }
      let name = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
      var range = position..<position
      if position < end, bytes[position] == UInt8(ascii: "=") {
        range = valueRange(from: position + 1, to: end, of: bytes)
        position = min(range.upperBound + 1, end)
      }
      let text = String(decoding: bytes[range], as: UTF8.self)
      found.append(MarkupAttribute(name: name, value: text.resolvingReferences, range: range))
    }
    return found
  }

  private static func valueRange(from start: Int, to end: Int, of bytes: [UInt8]) -> Range<Int> {
    guard start < end else { return end..<end }
    let quote = bytes[start]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    let first = isQuoted ? start + 1 : start
    var last = first
    while last < end, isQuoted ? bytes[last] != quote : !isSpace(bytes[last]) { last += 1 }
    return first..<last
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || (9...13).contains(byte)
  }
}

extension [MarkupAttribute] {
  /// The value of an attribute; `nil` where it is not there.
  subscript(name: String) -> String? { first { $0.name == name }?.value }
}

extension String {
  /// The text with the character references that HTML's writers need: `&amp;`, `&#39;`, `&#x27;`.
  var resolvingReferences: String {
    guard utf8.contains(UInt8(ascii: "&")) else { return self }
    var result = ""
    var rest = self[...]
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[mark...]
      guard let end = rest.prefix(12).firstIndex(of: ";"),
        let character = Self.character(rest[rest.index(after: mark)..<end])
      else {
        result.append("&")
        rest = rest.dropFirst()
        continue
      }
      result.append(character)
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func character(_ reference: Substring) -> Character? {
    switch reference {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return "\u{A0}"
    default:
      guard reference.hasPrefix("#") else { return nil }
      let digits = reference.dropFirst()
      let isHexadecimal = digits.first == "x" || digits.first == "X"
      let number = Int(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
      return number.flatMap(UInt32.init(exactly:)).flatMap(Unicode.Scalar.init).map(Character.init)
    }
  }
}

/// Where a JSON text stops being one.
package struct JSONSyntaxError: Error, Hashable {
  /// The byte at which reading stopped, counted from 0.
  package var offset: Int
}

extension JSONValue {
  /// Reads one JSON value (RFC 8259).
  ///
  /// Objects and arrays may be nested 256 deep. Of a key that is given twice the first counts.
  package init(reading bytes: [UInt8]) throws(JSONSyntaxError) {
    var reader = JSONReader(bytes: bytes)
    self = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.failure }
  }
}

private struct JSONReader {
  static let deepest = 256
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var failure: JSONSyntaxError { JSONSyntaxError(offset: position) }

  var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

  mutating func skipSpace() {
    while next == 0x20 || (next >= 0x09 && next <= 0x0d) { position += 1 }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    guard depth < JSONReader.deepest else { throw failure }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  mutating func word(_ text: String, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
    guard bytes[position...].starts(with: text.utf8) else { throw failure }
    position += text.utf8.count
    return value
  }

  mutating func array(_ depth: Int) throws(JSONSyntaxError) -> JSONValue {
    position += 1
    var items: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(items) }
    repeat { items.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure }
    return .array(items)
  }

  mutating func object(_ depth: Int) throws(JSONSyntaxError) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    var isSorted = true
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure }
      let key = try text()
      guard take(UInt8(ascii: ":")) else { throw failure }
      if let last = members.last, !last.key.precedesByCodeUnits(key) { isSorted = false }
      members.append(JSONValue.Member(key, try value(depth: depth + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure }
    return isSorted ? .object(members) : .object(of: firstOfEach(members))
  }

  func firstOfEach(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    var known: Set<String> = []
    return members.filter { known.insert($0.key).inserted }
  }

  mutating func number() throws(JSONSyntaxError) -> Double {
    let start = position
    while isPartOfNumber(next) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text), value.isFinite else { throw JSONSyntaxError(offset: start) }
    return value
  }

  func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  mutating func text() throws(JSONSyntaxError) -> String {
    position += 1
    let start = position
    while next != UInt8(ascii: "\""), next != UInt8(ascii: "\\"), next >= 0x20 { position += 1 }
    if next == UInt8(ascii: "\"") {
      position += 1
      return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
    }
    var units = Array(bytes[start..<position])
    while next != UInt8(ascii: "\"") {
      guard next >= 0x20 else { throw failure }
      if next == UInt8(ascii: "\\") {
        units += try escape().utf8
      } else {
        units.append(next)
        position += 1
      }
    }
    position += 1
    return String(decoding: units, as: UTF8.self)
  }

  mutating func escape() throws(JSONSyntaxError) -> String {
    position += 1
    defer { position += 1 }
    switch next {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return String(UnicodeScalar(next))
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw failure
    }
  }

  /// Leaves the position at the escape's last digit.
  mutating func unicodeEscape() throws(JSONSyntaxError) -> String {
    var units = [try fourDigits()]
    let isHalf = (0xd800..<0xdc00).contains(units[0])
    if isHalf, bytes[(position + 1)...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
      position += 2
      units.append(try fourDigits())
    }
    return String(decoding: units, as: UTF16.self)
  }

  mutating func fourDigits() throws(JSONSyntaxError) -> UInt16 {
    guard position + 4 < bytes.count,
      let unit = UInt16(
        String(decoding: bytes[(position + 1)...(position + 4)], as: UTF8.self), radix: 16)
    else { throw failure }
    position += 4
    return unit
  }
}

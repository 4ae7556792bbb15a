/// Changes a text of YAML, JSON or Markdown as somebody might who wants to break its reader: it
/// knows what numbers, lengths of time, texts and lines are.
///
/// The same seed gives the same text.
public struct TextMutation: Sendable {
  private var state: UInt64

  /// Mutations drawn from a seed.
  public init(seed: UInt64) { state = seed }

  /// Numbers and lengths of time at the ends of what can be counted, and beyond.
  public static let extremes = [
    "0", "-1", "1", "65535", "65536", "2147483647", "2147483648", "-2147483648", "4294967295",
    "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "18446744073709551615", "1e20", "1e308", "-1e308", "1e400", "0.1", "-0.0", ".nan", ".inf",
    "-0x-8000000000000000", "0x7fffffffffffffff", "1ns", "-1s", "9223372036.9s",
    "2562047h47m16s", "-2562047h47m16.854775808s", "256205h", "24h", "86400.000000001s",
    "0s", "99999999H", "null", "[]", "{}", "true", "\"\"", "''", "~",
  ]

  private static let hostileTexts = [
    "\"\\e[31m\\a\"", "\"\\u202e\\u2066\"", "\"\\0\"", "\"a\\nb\"", "\"*\"", "\"*.com\"",
    "\"../../etc\"", "\"<script>\"", "\"(a+)+$\"", "\"[\"", "\"%41%2f..\"", "\"10.0.0.0/99\"",
    "\"::\"", "\"\\ud800\"", "\"키\"", "&a [*a]", "*a", "<<", "!!int x", "%START_TIME%", "%",
    "\"http://[::1]:99999/\"", "\"http://a/\\t\"",
  ]

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  private mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(count, 1))) }

  private mutating func one<Element>(_ items: [Element]) -> Element? {
    items.isEmpty ? nil : items[below(items.count)]
  }

  /// One to four changes.
  public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(4) { bytes = changedOnce(bytes) }
    return bytes
  }

  private mutating func changedOnce(_ bytes: [UInt8]) -> [UInt8] {
    switch below(8) {
    case 0, 1, 2:
      return replacing(Self.numbers(in: bytes), in: bytes, by: Self.extremes)
    case 3, 4: return replacing(Self.words(in: bytes), in: bytes, by: Self.hostileTexts)
    case 5: return withLineRepeated(bytes)
    case 6: return withLineRemoved(bytes)
    default: return withByteChanged(bytes)
    }
  }

  private mutating func replacing(
    _ ranges: [Range<Int>], in bytes: [UInt8], by texts: [String]
  ) -> [UInt8] {
    guard let range = one(ranges), let text = one(texts) else { return bytes }
    return Self.replacing(range, in: bytes, by: text)
  }

  private mutating func withLineRepeated(_ bytes: [UInt8]) -> [UInt8] {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    guard let line = one(lines), lines.count < 10_000 else { return bytes }
    lines.insert(line, at: below(lines.count + 1))
    return Array(lines.joined(separator: [UInt8(10)]))
  }

  private mutating func withLineRemoved(_ bytes: [UInt8]) -> [UInt8] {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    lines.remove(at: below(lines.count))
    return Array(lines.joined(separator: [UInt8(10)]))
  }

  private mutating func withByteChanged(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return [UInt8(truncatingIfNeeded: next())] }
    var bytes = bytes
    bytes[below(bytes.count)] = UInt8(truncatingIfNeeded: next())
    return bytes
  }
}

extension TextMutation {
  /// A text with a piece of it replaced.
  public static func replacing(
    _ range: Range<Int>, in bytes: [UInt8], by text: String
  ) -> [UInt8] {
    Array(bytes[..<range.lowerBound]) + Array(text.utf8) + Array(bytes[range.upperBound...])
  }

  /// Where numbers and lengths of time stand as values: behind a colon, a comma or a bracket.
  public static func numbers(in bytes: [UInt8]) -> [Range<Int>] {
    values(in: bytes) { (48...57).contains($0) || $0 == 45 }
  }

  /// Where plain or quoted texts stand as values.
  static func words(in bytes: [UInt8]) -> [Range<Int>] {
    values(in: bytes) { $0 == 34 || $0 == 42 || $0 == 47 || (97...122).contains($0 | 32) }
  }

  private static func values(in bytes: [UInt8], begins: (UInt8) -> Bool) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var place = 0
    var isBehindMark = true
    while place < bytes.count {
      let byte = bytes[place]
      if isBehindMark, begins(byte) {
        let end = bytes[place...].firstIndex { [10, 32, 44, 93, 125].contains($0) } ?? bytes.count
        // A key is no value.
        if bytes[end - 1] != 58 { ranges.append(place..<end) }
        place = end
        isBehindMark = false
        continue
      }
      if byte != 32 { isBehindMark = [58, 44, 91, 45, 123].contains(byte) }
      place += 1
    }
    return ranges
  }
}

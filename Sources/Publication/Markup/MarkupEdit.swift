/// Changes to a text at positions of its bytes, made all at once.
struct MarkupEdit {
  private var changes: [(range: Range<Int>, text: String)] = []

  /// Puts a text in the place of a range; an empty range is a place between bytes.
  mutating func replace(_ range: Range<Int>, with text: String) { changes.append((range, text)) }

  /// Puts a text before a byte.
  mutating func insert(_ text: String, at position: Int) {
    changes.append((position..<position, text))
  }

  /// The text with all changes; of two that overlap the first counts.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + changes.reduce(0) { $0 + $1.text.utf8.count })
    var position = 0
    let ordered = changes.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    for (_, change) in ordered where change.range.lowerBound >= position {
      result += bytes[position..<change.range.lowerBound]
      result += change.text.utf8
      position = change.range.upperBound
    }
    return result + bytes[position...]
  }
}

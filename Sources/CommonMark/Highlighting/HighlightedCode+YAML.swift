extension HighlightedCode {
  /// YAML line by line: keys, texts in quotes, values that are no text, comments, block scalars.
  mutating func appendYAML(_ text: Piece) {
    // How far a line must be indented to belong to a block scalar; absent outside.
    var block: Int?
    for (index, line) in text.lines.enumerated() {
      if index > 0 { append([UInt8(ascii: "\n")]) }
      let indent = line.prefix { $0 == 0x20 }.count
      if let least = block {
        if indent >= least || line.allSatisfy(\.isBlank) {
          append(line, as: .text)
          continue
        }
        block = nil
      }
      if line.starts(with: "---".utf8) || line.starts(with: "...".utf8) {
        append(line, as: .heading)
        continue
      }
      appendLine(line)
      if Self.beginsBlock(line) { block = indent + 1 }
    }
  }

  private mutating func appendLine(_ line: Piece) {
    var rest = line
    while true {
      let space = rest.prefix(while: \.isBlank)
      append(space)
      rest = rest[space.endIndex...]
      guard rest.first == UInt8(ascii: "-"), rest.dropFirst().first?.isBlank ?? true else { break }
      append(rest.prefix(1))
      rest = rest.dropFirst()
    }
    appendFlow(rest)
  }

  /// What stands on a line behind its indentation, flow collections included.
  private mutating func appendFlow(_ text: Piece) {
    var rest = text
    var isBehindSpace = true
    while let first = rest.first {
      if first == UInt8(ascii: "#"), isBehindSpace { return append(rest, as: .comment) }
      isBehindSpace = first.isBlank
      if isBehindSpace || "{}[],:".utf8.contains(first) {
        append(rest.prefix(1))
        rest = rest.dropFirst()
        continue
      }
      let isQuoted = first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
      let end = isQuoted ? Self.endOfQuote(rest) : Self.endOfPlain(rest)
      let word = rest[..<end]
      rest = rest[end...]
      append(word, as: Self.isKey(rest) ? .name : isQuoted ? .text : Self.kind(ofPlain: word))
    }
  }

  /// Where punctuation or a comment ends a plain scalar; at least one byte on.
  private static func endOfPlain(_ text: Piece) -> Int {
    var end = text.startIndex
    var last = end
    while end < text.endIndex {
      let byte = text[end]
      let isLast = end + 1 == text.endIndex || text[end + 1].isBlank
      if byte == UInt8(ascii: ":") && isLast || ",]}".utf8.contains(byte) { break }
      if byte == UInt8(ascii: "#"), end > text.startIndex, text[end - 1].isBlank { break }
      end += 1
      if !byte.isBlank { last = end }
    }
    return max(last, text.startIndex + 1)
  }

  private static func isKey(_ rest: Piece) -> Bool {
    rest.first == UInt8(ascii: ":") && rest.dropFirst().first?.isBlank ?? true
  }

  private static func kind(ofPlain word: Piece) -> Kind? {
    guard let first = word.first else { return nil }
    if "&*!".utf8.contains(first) { return .keyword }
    let text = String(decoding: word, as: UTF8.self)
    if ["true", "false", "null", "~"].contains(text) { return .value }
    return first.isDigit || "-+.".utf8.contains(first) ? Double(text).map { _ in .value } : nil
  }

  private static func endOfQuote(_ text: Piece) -> Int {
    var rest = text.dropFirst()
    while let first = rest.first {
      let isEscape = first == UInt8(ascii: "\\") && text.first == UInt8(ascii: "\"")
      rest = rest.dropFirst(isEscape ? 2 : 1)
      if first == text.first { return rest.startIndex }
    }
    return text.endIndex
  }

  /// Whether a line ends with the mark of a block scalar.
  private static func beginsBlock(_ line: Piece) -> Bool {
    let words = line.prefix { $0 != UInt8(ascii: "#") }.split(whereSeparator: \.isBlank)
    guard let word = words.last, let first = word.first,
      first == UInt8(ascii: "|") || first == UInt8(ascii: ">")
    else { return false }
    return word.dropFirst().allSatisfy { "+-123456789".utf8.contains($0) }
  }
}

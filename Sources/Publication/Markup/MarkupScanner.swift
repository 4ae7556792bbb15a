/// Walks over a page's HTML as labbook writes it: tags, texts and comments, in order.
///
/// It reads what a shell or prose may hold, not what browsers mend: a tag ends at the first `>`
/// outside quotes, and `script`, `style` and `title` hold text alone.
struct MarkupScanner {
  /// What was met, with positions of bytes.
  enum Event: Hashable {
    /// `<name …>`: the tag whole, and its name in small letters.
    case open(Range<Int>, name: String)
    /// `</name>`.
    case close(Range<Int>, name: String)
    /// Text between tags, as written.
    case text(Range<Int>)
  }

  private let bytes: [UInt8]
  private var position = 0
  /// The element whose end alone is looked for.
  private var verbatim: String?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next event; `nil` at the end.
  mutating func next() -> Event? {
    while position < bytes.count {
      if let name = verbatim {
        verbatim = nil
        let start = position
        position = end(of: name)
        if position > start { return .text(start..<position) }
        continue
      }
      guard bytes[position] == UInt8(ascii: "<") else { return text() }
      if let event = tag() { return event }
    }
    return nil
  }

  private mutating func text() -> Event {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    return .text(start..<position)
  }

  /// A tag; `nil` for a comment or declaration, which is passed over.
  private mutating func tag() -> Event? {
    let start = position
    let next = start + 1 < bytes.count ? bytes[start + 1] : 0
    if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
      skipDeclaration()
      return nil
    }
    let isClose = next == UInt8(ascii: "/")
    let nameStart = isClose ? start + 2 : start + 1
    var nameEnd = nameStart
    while nameEnd < bytes.count, Self.isNameByte(bytes[nameEnd]) { nameEnd += 1 }
    guard nameEnd > nameStart else { return text() }
    let name = String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self).lowercased()
    position = tagEnd(from: nameEnd)
    if isClose { return .close(start..<position, name: name) }
    if ["script", "style", "title"].contains(name) { verbatim = name }
    return .open(start..<position, name: name)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (97...122).contains(byte | 32) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
  }

  private func tagEnd(from start: Int) -> Int {
    var quote: UInt8?
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      end += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return end
      }
    }
    return end
  }

  private mutating func skipDeclaration() {
    let isComment = bytes[position...].starts(with: "<!--".utf8)
    while position < bytes.count {
      position += 1
      let passed = bytes[..<position]
      if isComment ? passed.suffix(3).elementsEqual("-->".utf8) : passed.last == 62 { return }
    }
  }

  /// Where `</name` begins, or the end.
  private func end(of name: String) -> Int {
    let mark = Array("</\(name)".utf8)
    var start = position
    while start + mark.count <= bytes.count {
      if bytes[start] == UInt8(ascii: "<"),
        bytes[start..<start + mark.count].elementsEqual(mark, by: { ($0 | 32) == ($1 | 32) })
      {
        return start
      }
      start += 1
    }
    return bytes.count
  }
}

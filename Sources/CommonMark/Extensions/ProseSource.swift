/// Prose on its way to libcmark: its lines, what GitHub's extensions need to know of them, and the
/// footnotes taken out.
///
/// libcmark forgets whether a character was escaped. Where an extension gives a character a meaning
/// that plain CommonMark does not, its escape is therefore carried through the parser by one of the
/// last characters for private use (Unicode Standard, §23.5), which a text that holds them loses.
struct ProseSource {
  /// An escaped `~`.
  static let escapedTilde: Character = "\u{10FFFC}"
  /// An escaped `[`.
  static let escapedBracket: Character = "\u{10FFFD}"

  /// The lines as libcmark gets them; those of footnotes are empty, so that lines keep their number.
  private(set) var lines: [Substring]
  /// The lines with those of footnotes.
  private(set) var written: [Substring] = []
  /// The bodies of footnotes by label in lower case; the first of two counts.
  private(set) var footnotes: [String: FootnoteSource] = [:]
  /// The lines that define link references, for texts that are parsed apart.
  private(set) var linkDefinitions: [Substring] = []

  /// Whether any character asks for an extension at all.
  let hasEscapes: Bool

  /// Prose as it was written.
  init(_ text: String) {
    self.init(marked: Self.marked(text))
  }

  /// Prose whose escapes are carried already: a part of such prose.
  init(marked: String) {
    hasEscapes = marked.utf8.contains(0xF4)
    lines = marked.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { line in Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line) }
    written = lines
    if Self.mayDefine(marked) { takeDefinitions() }
  }

  /// What libcmark parses.
  var text: String { lines.joined(separator: "\n") }

  /// A text with those characters as they were written: with their backslash in code, where it
  /// escapes nothing, and without it elsewhere.
  static func restored(_ text: String, inCode: Bool) -> String {
    guard text.contains(where: { $0 == escapedTilde || $0 == escapedBracket }) else { return text }
    var result = ""
    for character in text {
      switch character {
      case escapedTilde: result += inCode ? "\\~" : "~"
      case escapedBracket: result += inCode ? "\\[" : "["
      default: result.append(character)
      }
    }
    return result
  }

  /// How many scalars a part of a line had as it was written.
  static func scalarCount(_ text: Substring) -> Int {
    text.unicodeScalars.reduce(0) { count, scalar in
      count + (Character(scalar) == escapedTilde || Character(scalar) == escapedBracket ? 2 : 1)
    }
  }

  private static func marked(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == 0xF4 }) else { return text }
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped, character == "~" || character == "[" {
        result.removeLast()
        result.append(character == "~" ? escapedTilde : escapedBracket)
        isEscaped = false
        continue
      }
      let isReserved = character == escapedTilde || character == escapedBracket
      result.append(isReserved ? "\u{FFFD}" : character)
      isEscaped = character == "\\" && !isEscaped
    }
    return result
  }
}

/// A footnote's body as it is written.
struct FootnoteSource: Hashable {
  /// Its lines, without the indentation of the further ones.
  var text: String
  /// Its first line in the prose, counted from 1.
  var line: Int
}

extension ProseSource {
  /// Whether a text holds `]:` at all.
  private static func mayDefine(_ text: String) -> Bool {
    var last: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: ":"), last == UInt8(ascii: "]") { return true }
      last = byte
    }
    return false
  }

  /// Takes footnotes out and remembers link references, outside fenced code.
  private mutating func takeDefinitions() {
    var fence: Fence?
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if let open = fence {
        if open.isClosed(by: line) { fence = nil }
      } else if let opened = Fence(line) {
        fence = opened
      } else if let (label, first) = Self.footnote(line) {
        index = takeFootnote(label, first, at: index)
        continue
      } else if Self.isLinkDefinition(line) {
        linkDefinitions.append(line)
      }
      index += 1
    }
  }

  /// Takes a footnote with its further lines: those of its paragraph, and whatever is indented.
  ///
  /// - Returns: the line behind it.
  private mutating func takeFootnote(_ label: String, _ first: Substring, at start: Int) -> Int {
    var body = [first]
    var end = start + 1
    var blanks = 0
    while end < lines.count {
      let line = lines[end]
      if line.allSatisfy({ $0 == " " || $0 == "\t" }) {
        blanks += 1
      } else if line.hasPrefix("    ") || line.hasPrefix("\t") {
        body += Array(repeating: "", count: blanks)
        body.append(line.dropFirst(line.hasPrefix("\t") ? 1 : 4))
        blanks = 0
      } else if blanks == 0, Self.footnote(line) == nil, Fence(line) == nil {
        body.append(line)
      } else {
        break
      }
      end += 1
    }
    for index in start..<(end - blanks) { lines[index] = "" }
    if footnotes[label] == nil {
      footnotes[label] = FootnoteSource(text: body.joined(separator: "\n"), line: start + 1)
    }
    return end
  }

  /// The label and the first line of a footnote that begins here (`[^label]: text`).
  private static func footnote(_ line: Substring) -> (label: String, text: Substring)? {
    let text = line.drop { $0 == " " }
    guard line.count - text.count < 4, text.hasPrefix("[^"), let end = text.firstIndex(of: "]")
    else { return nil }
    let label = text[..<end].dropFirst(2)
    let rest = text[text.index(after: end)...]
    guard isLabel(label), rest.first == ":" else { return nil }
    return (label.lowercased(), rest.dropFirst().drop { $0 == " " || $0 == "\t" })
  }

  /// Whether a text can name a footnote.
  static func isLabel(_ text: Substring) -> Bool {
    !text.isEmpty && text.count < 100 && !text.contains { $0.isWhitespace || "[]^".contains($0) }
  }

  private static func isLinkDefinition(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " }
    guard line.count - text.count < 4, text.first == "[", let end = text.firstIndex(of: "]") else {
      return false
    }
    return text[text.index(after: end)...].first == ":"
  }

  /// A fence around code.
  private struct Fence {
    var character: Character
    var length: Int

    init?(_ line: Substring) {
      let text = line.drop { $0 == " " || $0 == ">" }
      guard let first = text.first, first == "`" || first == "~" else { return nil }
      length = text.prefix { $0 == first }.count
      character = first
      let info = text.dropFirst(length)
      guard length >= 3, first == "~" || !info.contains("`") else { return nil }
    }

    func isClosed(by line: Substring) -> Bool {
      let text = line.drop { $0 == " " || $0 == ">" }
      let fence = text.prefix { $0 == character }
      return fence.count >= length && text.dropFirst(fence.count).allSatisfy { $0 == " " }
    }
  }
}

/// Code as HTML under construction: escaped, with a class around what has a meaning of its own.
///
/// All marks of the languages are ASCII, so that it works on bytes. No element goes on over the end
/// of a line, so that lines can be taken apart.
struct HighlightedCode {
  /// A part of a code's bytes.
  typealias Piece = ArraySlice<UInt8>

  /// What a piece of code is, by the letter of its class.
  enum Kind: String {
    /// What is read by people alone.
    case comment = "c"
    /// A text in quotes, or a body.
    case text = "s"
    /// A number, a variable, or a word that is a value.
    case value = "n"
    /// A word with a meaning of its own.
    case keyword = "k"
    /// The name of a field.
    case name = "a"
    /// A line that came.
    case inserted = "i"
    /// A line that went.
    case deleted = "d"
    /// What parts begin with.
    case heading = "m"
  }

  /// What has been written.
  private(set) var html: [UInt8] = []

  /// Code in a language as HTML; `nil` for a language that is not known.
  static func html(of text: String, info: String) -> String? {
    guard let language = CodeLanguage(info: info) else { return nil }
    var code = HighlightedCode()
    let bytes = Array(text.utf8)
    code.html.reserveCapacity(bytes.count * 2)
    switch language {
    case .yaml: code.appendYAML(bytes[...])
    case .diff: code.appendDiff(bytes[...])
    case .http: code.appendHTTP(bytes[...])
    case .words(let grammar): code.appendWords(bytes[...], grammar)
    }
    return String(decoding: code.html, as: UTF8.self)
  }

  /// Appends a piece.
  mutating func append(_ text: Piece, as kind: Kind? = nil) {
    guard let kind else { return appendEscaped(text) }
    for (index, line) in text.lines.enumerated() {
      if index > 0 { html.append(UInt8(ascii: "\n")) }
      guard !line.isEmpty else { continue }
      html.append(contentsOf: "<span class=\"\(kind.rawValue)\">".utf8)
      appendEscaped(line)
      html.append(contentsOf: "</span>".utf8)
    }
  }

  private mutating func appendEscaped(_ text: Piece) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): html.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): html.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): html.append(contentsOf: "&gt;".utf8)
      default: html.append(byte)
      }
    }
  }

  private mutating func appendDiff(_ text: Piece) {
    let headings = ["diff ", "index ", "--- ", "+++ ", "@@"].map { Array($0.utf8) }
    for (index, line) in text.lines.enumerated() {
      if index > 0 { html.append(UInt8(ascii: "\n")) }
      let isHeading = headings.contains { line.starts(with: $0) }
      let kind: Kind? =
        line.first == UInt8(ascii: "+")
        ? .inserted : line.first == UInt8(ascii: "-") ? .deleted : nil
      append(line, as: isHeading ? .heading : kind)
    }
  }

  /// A request or an answer: first line, fields, and behind an empty line a body.
  private mutating func appendHTTP(_ text: Piece) {
    var isBody = false
    for (index, line) in text.lines.enumerated() {
      if index > 0 { html.append(UInt8(ascii: "\n")) }
      if line.isEmpty || isBody {
        isBody = true
        append(line, as: .text)
      } else {
        let end = UInt8(ascii: index == 0 ? " " : ":")
        let name = line.prefix { $0 != end }
        append(name, as: index == 0 ? .keyword : .name)
        append(line[name.endIndex...])
      }
    }
  }
}

extension HighlightedCode.Piece {
  /// What stands between line ends.
  var lines: [Self] { split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) }

  /// Where a text first stands in it.
  func firstIndex(of text: [UInt8]) -> Int? {
    guard let first = text.first else { return startIndex }
    var index = startIndex
    while index < endIndex {
      if self[index] == first, self[index...].starts(with: text) { return index }
      index += 1
    }
    return nil
  }
}

extension UInt8 {
  /// A space or a tabulator.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  /// A blank or the end of a line.
  var isSpace: Bool { isBlank || self == 0x0A || self == 0x0D }
  /// A decimal digit.
  var isDigit: Bool { (0x30...0x39).contains(self) }
  /// A letter, a digit, an underscore or a part of a character beyond ASCII.
  var isOfWord: Bool {
    isDigit || self == UInt8(ascii: "_") || self >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

/// Text in the columns of a terminal.
public enum TextLayout {
  /// How wide text is that no terminal has a say in.
  public static let columns = 80

  /// Breaks between words so that no line passes the last column; a word that is longer stands
  /// alone.
  ///
  /// - `indent`: how many spaces the first line begins with.
  /// - `hanging`: the indentation of all lines but the first; the first's where absent.
  /// - `columns`: the last column; that of no terminal where nothing is known of one.
  public static func wrapped(
    _ text: String, indent: Int, hanging: Int? = nil, columns: Int = columns
  ) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: indent)
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        line = String(repeating: " ", count: hanging ?? indent)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}

extension String {
  /// The text with spaces behind it up to a width, in characters.
  public func padded(to width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }

  /// The text up to a width, in characters, with an ellipsis where more follows.
  public func cut(to width: Int) -> String {
    count <= width ? self : String(prefix(max(width - 1, 0))) + "…"
  }

  /// The text without the spaces at its end.
  public var trimmedEnd: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  /// The text without one line end at its end.
  public var trimmedLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}

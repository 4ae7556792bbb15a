/// Text from elsewhere made safe to look at.
///
/// Control characters would act in a terminal or vanish in a browser, and direction overrides can
/// make a text read differently from what it says (Unicode Technical Standard 39, §5.4). They are
/// shown by pictures and code points instead. Lone surrogates cannot be: a text that was decoded has
/// U+FFFD in their places.
public enum VisibleText {
  /// The text on one line: line ends become `⏎`, except at the end.
  public static func line(_ text: String) -> String {
    if isPlain(text, keepingLineEnds: false) { return text }
    var text = text
    while text.last?.isNewline == true { text.removeLast() }
    return replaced(text, keepingLineEnds: false)
  }

  /// The text with its lines and tabs.
  public static func lines(_ text: String) -> String {
    if isPlain(text, keepingLineEnds: true) { return text }
    return replaced(text, keepingLineEnds: true)
  }

  /// Whether nothing in the text can need replacing: no control character of ASCII, and no byte
  /// that leads those code points that are replaced (U+0080 to U+00BF, U+0600 to U+063F, U+1000 to
  /// U+1FFF, U+2000 to U+2FFF, U+F000 to U+FFFF, U+C0000 to U+FFFFF).
  private static func isPlain(_ text: String, keepingLineEnds: Bool) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.allSatisfy { byte in
        switch byte {
        case 0x0A, 0x09: keepingLineEnds
        case 0x00..<0x20, 0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xEF, 0xF3: false
        default: true
        }
      }
    }
  }

  private static func replaced(_ text: String, keepingLineEnds: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A where keepingLineEnds, 0x09 where keepingLineEnds: result.append(scalar)
      case 0x0D where keepingLineEnds: continue
      case 0x0A: result.append("⏎")
      case 0x09: result.append(" ")
      case 0x00..<0x20: append(0x2400 + scalar.value, to: &result)
      case 0x7F: result.append("␡")
      case 0x2028 where keepingLineEnds, 0x2029 where keepingLineEnds: result.append(" ")
      case _ where isHidden(scalar):
        result.append(contentsOf: "⟨U+\(hexadecimal(scalar.value))⟩".unicodeScalars)
      case 0x2028, 0x2029: result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a scalar beyond ASCII acts or hides: C1, zero widths, marks of direction, tags.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x80...0x9F, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F,
      0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// JSON whose texts hold nothing that acts in a terminal: the same values, with the scalars in
  /// question as `\u` escapes.
  ///
  /// Control characters of ASCII are escaped in JSON already.
  public static func json(_ text: String) -> String {
    if isPlain(text, keepingLineEnds: true) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard isHidden(scalar) || scalar.value == 0x7F else {
        result.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        result.append(contentsOf: "\\u\(hexadecimal(UInt32(unit)))".unicodeScalars)
      }
    }
    return String(result)
  }

  private static func append(_ value: UInt32, to view: inout String.UnicodeScalarView) {
    if let scalar = Unicode.Scalar(value) { view.append(scalar) }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// Escapes for HTML and SVG, used where libcmark does not write the text itself.
public enum MarkupEscape {
  /// The text with `&`, `<`, `>`, `"` and `'` written as entities: safe as content and within
  /// either kind of quotes.
  public static func text(_ text: String) -> String {
    var text = text
    let needed = text.withUTF8 { bytes in bytes.contains { escape(of: $0) != nil } }
    guard needed else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      if let escape = escape(of: byte) {
        result.append(contentsOf: escape.utf8)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The text with `&`, `<` and `>` written as entities: safe as content alone.
  static func content(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// ` name="value"`, or nothing where there is no value.
  static func attribute(_ name: String, _ value: String?) -> String {
    guard let value, !value.isEmpty else { return "" }
    return " \(name)=\"\(text(value))\""
  }

  private static func escape(of byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): return "&amp;"
    case UInt8(ascii: "<"): return "&lt;"
    case UInt8(ascii: ">"): return "&gt;"
    case UInt8(ascii: "\""): return "&quot;"
    case UInt8(ascii: "'"): return "&#39;"
    default: return nil
    }
  }
}

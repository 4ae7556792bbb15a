internal import ProxyConfig

/// Values of a field around a condition: on it, one character more, one less, in another case.
enum FieldValues {
  /// Values for a text condition, both sides mixed; the matcher tells them apart.
  static func around(_ matcher: StringMatcher) -> [String] {
    if let text = matcher.prefix {
      [text, text + "x"] + shorter(text) + flipped(text)
    } else if let text = matcher.suffix {
      [text, "x" + text, text + "x"] + (text.isEmpty ? [] : [String(text.dropFirst())])
        + flipped(text)
    } else if let text = matcher.contains {
      [text, "x" + text + "x"] + shorter(text) + flipped(text)
    } else if let regex = matcher.safeRegex?.regex {
      around(pattern: regex)
    } else {
      exact(matcher.exact ?? "")
    }
  }

  /// Values for the path's part of a match.
  static func around(path match: RouteMatch) -> [String] {
    let values: [String]
    if let text = match.path {
      values = exact(text) + [text + "/"]
    } else if let text = match.pathSeparatedPrefix {
      values = [text, text + "/x", text + "x"] + shorter(text) + flipped(text)
    } else if let regex = match.safeRegex?.regex {
      values = around(pattern: regex)
    } else {
      let text = match.prefix ?? "/"
      let below = text.hasSuffix("/") ? "x" : "/x"
      values = [text, text + below, text + "x"] + shorter(text) + flipped(text)
    }
    return values.filter(isPath)
  }

  private static func around(pattern: String) -> [String] {
    let texts = PatternTexts(pattern)
    return texts.matching + texts.others
  }

  private static func exact(_ text: String) -> [String] {
    [text, text + "x"] + shorter(text) + flipped(text)
  }

  private static func shorter(_ text: String) -> [String] {
    text.isEmpty ? [] : [String(text.dropLast())]
  }

  /// The text with the case of its last letter turned round.
  private static func flipped(_ text: String) -> [String] {
    var characters = Array(text)
    guard let place = characters.lastIndex(where: { $0.isASCII && $0.isLetter }) else { return [] }
    let letter = characters[place]
    let other = letter.isUppercase ? letter.lowercased() : letter.uppercased()
    guard let turned = other.first else { return [] }
    characters[place] = turned
    return [String(characters)]
  }

  /// Whether a text can be sent as a path and arrives as it is.
  static func isPath(_ text: String) -> Bool {
    text.hasPrefix("/") && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 63 && $0 != 35 }
      && !text.contains("//") && !text.contains("/./") && !text.contains("/../")
      && !text.hasSuffix("/.") && !text.hasSuffix("/..")
  }

  /// Whether a text can be sent as a header's value and arrives as it is.
  static func isHeaderValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 32 && $0 < 127 } && text.utf8.first != 32 && text.utf8.last != 32
  }

  /// Whether a text can be sent as the value of a query parameter and arrives as it is.
  static func isQueryValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 35 && $0 != 38 }
  }
}

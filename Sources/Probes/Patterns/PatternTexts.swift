internal import RegularExpression

/// Texts made from a regular expression: some that match as a whole, some that just do not.
///
/// RE2 has the last word on each text; nothing is random.
struct PatternTexts: Hashable, Sendable {
  /// Match; the shortest way first.
  var matching: [String] = []
  /// Do not match; the nearest misses first.
  var others: [String] = []
  /// Whether no path can miss it, as with `/.*`.
  var takesEveryPath = false
  /// Whether no text can miss it, as with `.*`.
  var takesEverything = false

  /// How many texts of each kind are kept.
  private static let limit = 8

  init(_ pattern: String) {
    guard let expression = try? RegularExpression(pattern) else { return }
    let node = PatternParser.parse(pattern)
    takesEveryPath = node?.takesEveryPath ?? false
    takesEverything = node?.takesEverything ?? false
    for text in Self.candidates(node, pattern) where matching.count < Self.limit {
      if !matching.contains(text), expression.matchesWhole(text) { matching.append(text) }
    }
    let bases = matching.isEmpty ? ["/", "x"] : Array(matching.prefix(3))
    for text in bases.flatMap(Self.misses) where others.count < 2 * Self.limit {
      if !others.contains(text), !expression.matchesWhole(text) { others.append(text) }
    }
  }

  private static func candidates(_ node: PatternNode?, _ pattern: String) -> [String] {
    var texts: [String] = []
    if let node {
      for style in 0..<4 {
        texts += (0..<6).map { PatternWriter(branch: $0, style: style).text(of: node) }
      }
    }
    // A pattern that is a plain text, or nearly so.
    return texts + [pattern, pattern.filter { !"^$()\\".contains($0) }]
  }

  /// Texts one step away.
  private static func misses(of text: String) -> [String] {
    let characters = Array(text)
    var misses = [text + "~", text + "x", text + "/", text + "0"]
    if !characters.isEmpty { misses.append(String(characters.dropLast())) }
    if characters.count > 1 { misses.append(String(characters.dropFirst())) }
    for place in characters.indices.suffix(6).reversed() {
      for other in ["~", "x", "0"] as [Character] where characters[place] != other {
        var changed = characters
        changed[place] = other
        misses.append(String(changed))
      }
    }
    return misses + ["/~", "~", ""]
  }
}

/// Writes one text for a parsed pattern.
private struct PatternWriter {
  /// Which alternative is taken.
  var branch: Int
  /// Which of several characters, and how often what may be repeated.
  var style: Int

  /// A text is cut where it grows longer.
  private static let lengthLimit = 512

  func text(of node: PatternNode) -> String {
    var text = ""
    write(node, &text)
    return text
  }

  private func write(_ node: PatternNode, _ text: inout String) {
    guard text.utf8.count < Self.lengthLimit else { return }
    switch node {
    case .nothing: break
    case .one(let choice):
      let characters = choice.characters(style + 1)
      if let character = characters.last { text.unicodeScalars.append(character) }
    case .sequence(let parts): for part in parts { write(part, &text) }
    case .choice(let parts):
      let chosen = parts[min(branch, parts.count - 1)]
      write(chosen, &text)
    case .times(let part, let least, let most):
      let wanted = style % 2 == 0 ? max(least, 0) : max(least, 1)
      let extra = style == 3 ? wanted + 1 : wanted
      for _ in 0..<min(extra, most ?? extra, Self.lengthLimit) { write(part, &text) }
    }
  }
}

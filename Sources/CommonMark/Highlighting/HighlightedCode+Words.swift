extension HighlightedCode {
  /// Code of words, texts, numbers and comments.
  mutating func appendWords(_ text: Piece, _ grammar: CodeGrammar) {
    var rest = text
    var plain = rest.startIndex
    var isWithinWord = false
    while let first = rest.first {
      if let (end, kind) = Self.token(rest, isWithinWord, grammar) {
        append(text[plain..<rest.startIndex])
        append(rest[..<end], as: kind)
        isWithinWord = rest[..<end].last?.isOfWord ?? false
        rest = rest[end...]
        plain = rest.startIndex
      } else {
        isWithinWord = first.isOfWord
        rest = rest.dropFirst()
      }
    }
    append(text[plain...])
  }

  /// The token at a text's beginning; without a kind for a word that means nothing here.
  private static func token(
    _ text: Piece, _ isWithinWord: Bool, _ grammar: CodeGrammar
  ) -> (end: Int, kind: Kind?)? {
    guard let first = text.first else { return nil }
    if first.isOfWord { return isWithinWord ? nil : word(text, grammar) }
    if let mark = grammar.lineComment, text.starts(with: mark),
      mark != [UInt8(ascii: "#")] || !isWithinWord
    {
      return (text.firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex, .comment)
    }
    if let (open, close) = grammar.blockComment, text.starts(with: open) {
      let end = text.dropFirst(open.count).firstIndex(of: close).map { $0 + close.count }
      return (end ?? text.endIndex, .comment)
    }
    for quote in grammar.quotes where text.starts(with: quote.mark) {
      let end = Self.end(of: quote, in: text)
      let isName =
        grammar.namesBeforeColons
        && text[end...].first { !$0.isSpace } == UInt8(ascii: ":")
      return (end, isName ? .name : .text)
    }
    return grammar.hasVariables && first == UInt8(ascii: "$") ? variable(text) : nil
  }

  private static func word(_ text: Piece, _ grammar: CodeGrammar) -> (end: Int, kind: Kind?) {
    if text.first?.isDigit == true {
      let end = text.firstIndex { !$0.isOfWord && $0 != UInt8(ascii: ".") } ?? text.endIndex
      return (end, .value)
    }
    let word = text.prefix { $0.isOfWord }
    let name = String(decoding: word, as: UTF8.self)
    return (
      word.endIndex,
      grammar.keywords.contains(name) ? .keyword : grammar.constants.contains(name) ? .value : nil
    )
  }

  private static func variable(_ text: Piece) -> (end: Int, kind: Kind?)? {
    let name = text.dropFirst()
    if name.first == UInt8(ascii: "{") {
      return (name.firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? text.endIndex, .value)
    }
    let word = name.prefix { $0.isOfWord }
    return word.isEmpty ? nil : (word.endIndex, .value)
  }

  private static func end(of quote: CodeGrammar.Quote, in text: Piece) -> Int {
    var rest = text.dropFirst(quote.mark.count)
    while let first = rest.first {
      if rest.starts(with: quote.mark) { return rest.startIndex + quote.mark.count }
      if first == UInt8(ascii: "\n"), !quote.spansLines { return rest.startIndex }
      rest = rest.dropFirst(first == UInt8(ascii: "\\") && quote.hasEscapes ? 2 : 1)
    }
    return text.endIndex
  }
}

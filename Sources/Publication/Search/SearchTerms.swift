/// The terms by which a text is found.
///
/// Words of letters and digits are terms as they are, in small letters. Korean has no words that
/// one could list, since particles and endings follow without a space: each two syllables beside
/// each other are a term, so that 사이드카 is found in 사이드카의. `search.js` makes the same terms of
/// what a reader types.
enum SearchTerms {
  /// Every term once.
  static func of(_ text: String) -> Set<String> {
    var terms: Set<String> = []
    var word = String.UnicodeScalarView()
    var wordIsHangul = false
    func end() {
      if wordIsHangul { addPairs(of: word, to: &terms) } else { addWord(word, to: &terms) }
      word.removeAll()
    }
    for scalar in text.lowercased().unicodeScalars {
      guard isWordPart(scalar) else {
        end()
        continue
      }
      let isHangul = isSyllable(scalar)
      if isHangul != wordIsHangul { end() }
      wordIsHangul = isHangul
      word.append(scalar)
    }
    end()
    return terms
  }

  /// Longer words are digests and the like.
  private static let greatestLength = 40

  private static func addWord(_ word: String.UnicodeScalarView, to terms: inout Set<String>) {
    let isNumber = word.allSatisfy { ("0"..."9").contains($0) }
    // Of numbers, statuses, ports and releases are looked for.
    guard word.count >= (isNumber ? 1 : 2), word.count <= (isNumber ? 5 : greatestLength) else {
      return
    }
    terms.insert(String(word))
  }

  private static func addPairs(of word: String.UnicodeScalarView, to terms: inout Set<String>) {
    for (first, second) in zip(word, word.dropFirst()) {
      var pair = String.UnicodeScalarView()
      pair.append(first)
      pair.append(second)
      terms.insert(String(pair))
    }
  }

  private static func isSyllable(_ scalar: Unicode.Scalar) -> Bool {
    (0xAC00...0xD7A3).contains(scalar.value)
  }

  /// JavaScript's `\p{L}` and `\p{N}`.
  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (97...122).contains(scalar.value | 32) || (48...57).contains(scalar.value)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}

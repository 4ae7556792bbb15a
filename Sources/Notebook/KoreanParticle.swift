/// A Korean particle whose form depends on the last sound of the word before it.
package enum KoreanParticle {
  /// Subject.
  case iGa
  /// Topic.
  case eunNeun
  /// Object.
  case eulReul
  /// Direction or result.
  case euroRo
  /// Company.
  case gwaWa

  /// The word with the particle behind it, such as `istio-1.24.0으로` and `Pod로`.
  package func after(_ word: String) -> String { word + form(after: Self.lastSound(of: word)) }

  /// How a word ends when it is read aloud.
  private enum Sound {
    case vowel
    /// The consonant ㄹ, which directions treat like a vowel.
    case rieul
    case consonant
  }

  private func form(after sound: Sound) -> String {
    switch self {
    case .iGa: sound == .vowel ? "가" : "이"
    case .eunNeun: sound == .vowel ? "는" : "은"
    case .eulReul: sound == .vowel ? "를" : "을"
    case .euroRo: sound == .consonant ? "으로" : "로"
    case .gwaWa: sound == .vowel ? "와" : "과"
    }
  }

  /// Of the last letter or digit; signs behind it are not read.
  private static func lastSound(of word: String) -> Sound {
    guard let last = word.unicodeScalars.last(where: { $0.properties.isAlphabetic || isDigit($0) })
    else { return .vowel }
    switch last.value {
    case 0xAC00...0xD7A3:
      // Syllables are ordered by their final consonant, of which there are 28 with none.
      let final = (last.value - 0xAC00) % 28
      return final == 0 ? .vowel : final == 8 ? .rieul : .consonant
    default: return sound(ofLatin: last)
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar)
  }

  /// Digits as they are read (영, 일, 이, …); Latin letters as the loan words that end in them.
  private static func sound(ofLatin scalar: Unicode.Scalar) -> Sound {
    switch scalar {
    case "1", "7", "8", "l", "L": .rieul
    case "0", "3", "6", "m", "n", "M", "N": .consonant
    default: .vowel
    }
  }
}

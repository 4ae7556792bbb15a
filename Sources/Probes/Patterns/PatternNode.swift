/// A parsed regular expression, as far as texts are made from it.
indirect enum PatternNode: Hashable, Sendable {
  /// Nothing: an empty group, or a place in the text such as `^`.
  case nothing
  /// One character of a set.
  case one(CharacterChoice)
  /// One after the other.
  case sequence([PatternNode])
  /// One of several.
  case choice([PatternNode])
  /// So many times; no upper bound where `most` is absent.
  case times(PatternNode, least: Int, most: Int?)
}

/// The characters that may stand at one place of a text.
struct CharacterChoice: Hashable, Sendable {
  /// Each with its last character.
  var ranges: [ClosedRange<UInt32>]
  /// Whether all others are meant.
  var isNegated = false

  /// Every character, as `.` means it.
  static let any = CharacterChoice(ranges: [10...10], isNegated: true)

  /// Whether a character may stand there.
  func holds(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }

  /// The characters to write for it, the plainest first, at most so many.
  func characters(_ count: Int) -> [Unicode.Scalar] {
    var found: [Unicode.Scalar] = []
    let ends = isNegated ? [] : ranges.flatMap { [$0.lowerBound, $0.upperBound] }
    for scalar in Self.plain + ends where found.count < count && holds(scalar) {
      guard let character = Unicode.Scalar(scalar), !found.contains(character) else { continue }
      found.append(character)
    }
    return found
  }

  /// Letters and digits, then what paths and names hold as well.
  private static let plain: [UInt32] =
    "a1zAbx0Z9c2-_./".unicodeScalars.map(\.value) + Array(33...126)
}

extension PatternNode {
  /// Whether every text without line ends matches, as `.*`.
  var takesEverything: Bool {
    switch self {
    case .times(.one(.any), least: 0, most: nil): true
    case .sequence(let parts):
      !parts.isEmpty && parts.allSatisfy { $0.takesEverything || $0 == .nothing }
        && parts.contains { $0.takesEverything }
    case .choice(let parts): parts.contains(where: \.takesEverything)
    case .nothing, .one, .times: false
    }
  }

  /// Whether every path matches, as `/.*` and `.+`.
  var takesEveryPath: Bool {
    switch self {
    case .sequence(let parts):
      if takesEverything { return true }
      let rest = parts.filter { $0 != .nothing }
      return rest.first == .one(CharacterChoice(ranges: [47...47]))
        && PatternNode.sequence(Array(rest.dropFirst())).takesEverything
    case .times(.one(.any), least: 0...1, most: nil): return true
    case .choice(let parts): return parts.contains(where: \.takesEveryPath)
    case .nothing, .one, .times: return takesEverything
    }
  }
}

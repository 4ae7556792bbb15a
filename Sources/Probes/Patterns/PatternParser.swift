/// Takes a regular expression in RE2's syntax apart (github.com/google/re2, doc/syntax.txt).
///
/// What it does not know makes the whole pattern unknown; RE2 itself decides what matches.
struct PatternParser {
  private var rest: ArraySlice<Unicode.Scalar>
  private var depth = 0
  /// A pattern that nests deeper is unknown.
  private static let depthLimit = 64

  private struct Unknown: Error {}

  private init(_ pattern: String) { rest = Array(pattern.unicodeScalars)[...] }

  /// The pattern's tree; `nil` where it holds what the parser does not know.
  static func parse(_ pattern: String) -> PatternNode? {
    var parser = PatternParser(pattern)
    guard let node = try? parser.choice(), parser.rest.isEmpty else { return nil }
    return node
  }

  private mutating func choice() throws(Unknown) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw Unknown() }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches.removeLast() : .choice(branches)
  }

  private mutating func sequence() throws(Unknown) -> PatternNode {
    var parts: [PatternNode] = []
    while let next = rest.first, next != "|", next != ")" {
      if take("\\Q") {
        while !rest.isEmpty, !take("\\E") {
          if let literal = rest.popFirst() { parts.append(.one(Self.only(literal))) }
        }
        continue
      }
      parts.append(try repeated(try atom()))
    }
    return parts.count == 1 ? parts.removeLast() : .sequence(parts)
  }

  private mutating func repeated(_ atom: PatternNode) throws(Unknown) -> PatternNode {
    var node = atom
    while let bounds = try bounds() {
      node = .times(node, least: bounds.least, most: bounds.most)
      _ = take("?")
    }
    return node
  }

  private mutating func bounds() throws(Unknown) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return nil }
    let inner = String(String.UnicodeScalarView(rest[(rest.startIndex + 1)..<end]))
    let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let least = parts.first.flatMap({ Int($0) }), least <= 1000 else {
      return nil
    }
    let most = parts.count == 1 ? least : parts[1].isEmpty ? nil : Int(parts[1])
    rest = rest[(end + 1)...]
    return (least, most)
  }

  private mutating func atom() throws(Unknown) -> PatternNode {
    guard let next = rest.popFirst() else { throw Unknown() }
    switch next {
    case "(": return try group()
    case "[": return .one(try characterClass())
    case ".": return .one(.any)
    case "^", "$": return .nothing
    case "\\": return try escape()
    case "*", "+", "?": throw Unknown()
    default: return .one(Self.only(next))
    }
  }

  /// A group: its name and its flags change nothing about which texts are tried.
  private mutating func group() throws(Unknown) -> PatternNode {
    if take("?") {
      if take("P<") || take("<") {
        while let next = rest.popFirst(), next != ">" {}
      } else {
        while let next = rest.first, next != ":", next != ")" {
          guard "imsU-".unicodeScalars.contains(next) else { throw Unknown() }
          rest.removeFirst()
        }
        if take(")") { return .nothing }
        guard take(":") else { throw Unknown() }
      }
    }
    let node = try choice()
    guard take(")") else { throw Unknown() }
    return node
  }

  private mutating func escape() throws(Unknown) -> PatternNode {
    guard let next = rest.popFirst() else { throw Unknown() }
    if "bBAz".unicodeScalars.contains(next) { return .nothing }
    if let choice = Self.perlClass(next) { return .one(choice) }
    return .one(Self.only(try escaped(next)))
  }

  /// The character that a backslash and a letter stand for.
  private mutating func escaped(_ letter: Unicode.Scalar) throws(Unknown) -> Unicode.Scalar {
    switch letter {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "f": return "\u{0C}"
    case "v": return "\u{0B}"
    case "a": return "\u{07}"
    case "x": return try hexadecimal()
    default:
      guard letter.value < 128, !letter.properties.isAlphabetic, !("0"..."9" ~= letter) else {
        throw Unknown()
      }
      return letter
    }
  }

  private mutating func hexadecimal() throws(Unknown) -> Unicode.Scalar {
    var digits = ""
    if take("{") {
      while let next = rest.popFirst(), next != "}" { digits.unicodeScalars.append(next) }
    } else {
      for _ in 0..<2 { if let next = rest.popFirst() { digits.unicodeScalars.append(next) } }
    }
    let value = digits.utf8.count <= 6 ? Int(digits, radix: 16) : nil
    guard let value, let scalar = Unicode.Scalar(UInt32(clamping: value)) else { throw Unknown() }
    return scalar
  }

  private mutating func characterClass() throws(Unknown) -> CharacterChoice {
    var choice = CharacterChoice(ranges: [])
    choice.isNegated = take("^")
    var isFirst = true
    while isFirst || rest.first != "]" {
      isFirst = false
      guard let next = rest.popFirst() else { throw Unknown() }
      if next == "[", rest.first == ":" {
        choice.ranges += try namedClass()
      } else if next == "\\", let letter = rest.first, let known = Self.perlClass(letter) {
        rest.removeFirst()
        guard !known.isNegated else { throw Unknown() }
        choice.ranges += known.ranges
      } else {
        choice.ranges.append(try range(from: next))
      }
    }
    rest.removeFirst()
    return choice
  }

  private mutating func range(
    from first: Unicode.Scalar
  ) throws(Unknown) -> ClosedRange<UInt32> {
    let low = try member(first).value
    guard rest.first == "-", let after = rest.dropFirst().first, after != "]" else {
      return low...low
    }
    rest.removeFirst(2)
    let high = try member(after).value
    guard low <= high else { throw Unknown() }
    return low...high
  }

  private mutating func member(_ scalar: Unicode.Scalar) throws(Unknown) -> Unicode.Scalar {
    guard scalar == "\\" else { return scalar }
    guard let letter = rest.popFirst() else { throw Unknown() }
    return try escaped(letter)
  }

  private mutating func namedClass() throws(Unknown) -> [ClosedRange<UInt32>] {
    for (name, ranges) in Self.namedClasses where take(name) { return ranges }
    throw Unknown()
  }

  private static let lower: ClosedRange<UInt32> = 97...122
  private static let upper: ClosedRange<UInt32> = 65...90
  private static let digits: ClosedRange<UInt32> = 48...57

  private static let namedClasses: [(String, [ClosedRange<UInt32>])] = [
    (":alpha:]", [lower, upper]), (":digit:]", [digits]), (":alnum:]", [lower, upper, digits]),
    (":lower:]", [lower]), (":upper:]", [upper]), (":word:]", [lower, upper, digits, 95...95]),
    (":xdigit:]", [digits, 65...70, 97...102]), (":space:]", [32...32, 9...13]),
    (":punct:]", [33...47, 58...64, 91...96, 123...126]), (":print:]", [32...126]),
    (":graph:]", [33...126]),
  ]

  private static func perlClass(_ letter: Unicode.Scalar) -> CharacterChoice? {
    switch letter {
    case "d": CharacterChoice(ranges: [digits])
    case "D": CharacterChoice(ranges: [digits], isNegated: true)
    case "w": CharacterChoice(ranges: [lower, upper, digits, 95...95])
    case "W": CharacterChoice(ranges: [lower, upper, digits, 95...95], isNegated: true)
    case "s": CharacterChoice(ranges: [32...32, 9...10, 12...13])
    case "S": CharacterChoice(ranges: [32...32, 9...10, 12...13], isNegated: true)
    default: nil
    }
  }

  private static func only(_ scalar: Unicode.Scalar) -> CharacterChoice {
    CharacterChoice(ranges: [scalar.value...scalar.value])
  }

  /// Takes a text from the front, if it is there.
  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard rest.starts(with: wanted) else { return false }
    rest = rest.dropFirst(wanted.count)
    return true
  }
}

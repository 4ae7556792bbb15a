/// Names and numbers inside sentences, so exact that two that differ are never spelled alike.
enum SentenceNumbers {
  /// A name as it is, or in quotes where it holds more than letters, digits and `.-_/:`.
  static func name(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-_./:".unicodeScalars.contains(scalar)
    }
    return isPlain && !text.isEmpty ? text : quoted(text)
  }

  /// A text in quotes, with quotes, backslashes and what no eye can see spelled out.
  static func quoted(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      switch (scalar, scalar.properties.generalCategory) {
      case ("\\", _): shown += "\\\\"
      case ("\n", _): shown += "\\n"
      case ("“", _), ("”", _), (_, .control), (_, .format), (_, .lineSeparator),
        (_, .paragraphSeparator), (_, .unassigned), (_, .privateUse):
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return "“\(shown)”"
  }

  /// A count with a comma between groups of three digits, such as `57,147`.
  static func count(_ count: Int) -> String {
    var digits = String(count.magnitude)
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits.removeLast(3)
    }
    let text = ([digits[...]] + groups).joined(separator: ",")
    return count < 0 ? "-\(text)" : text
  }

  /// A number in as few decimal places as tell it from every other one.
  static func exact(_ value: Double) -> String {
    let short = FixedPoint.shortest(value, places: 6)
    return Double(short) == value ? short : "\(value)"
  }

  /// A length of time to the nanosecond, in the greatest unit that it reaches: `1.25 ms`.
  static func duration(nanoseconds: Double) -> String {
    guard let whole = Int64(exactly: nanoseconds) else { return "\(nanoseconds) ns" }
    return duration(nanoseconds: whole)
  }

  /// A length of time to the nanosecond, in the greatest unit that it reaches: `1.25 ms`.
  static func duration(nanoseconds: Int64) -> String {
    switch nanoseconds.magnitude {
    case 0: "0 s"
    case ..<1_000: "\(nanoseconds) ns"
    case ..<1_000_000: "\(decimal(nanoseconds, places: 3)) µs"
    case ..<1_000_000_000: "\(decimal(nanoseconds, places: 6)) ms"
    default: "\(decimal(nanoseconds, places: 9)) s"
    }
  }

  /// A whole number with the point so many digits from its end, without trailing zeros.
  private static func decimal(_ value: Int64, places: Int) -> String {
    var digits = String(value.magnitude)
    digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    var fraction = digits.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    let whole = (value < 0 ? "-" : "") + digits.dropLast(places)
    return fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }
}

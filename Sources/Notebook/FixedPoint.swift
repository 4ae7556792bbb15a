/// Numbers as text with a fixed number of decimal places, the same on every machine.
package enum FixedPoint {
  /// Rounds half away from zero; `places` from 0 to 6.
  package static func text(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : "infinite" }
    let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
    let scaled = (value.magnitude * Double(scale)).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e15 else { return "\(value)" }
    let whole = Int64(scaled)
    let sign = value < 0 && whole != 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(whole)" }
    let digits = String(whole % Int64(scale) + Int64(scale)).dropFirst()
    return "\(sign)\(whole / Int64(scale)).\(digits)"
  }

  /// At most so many places, without trailing zeros.
  package static func shortest(_ value: Double, places: Int = 4) -> String {
    var text = text(value, places: places)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A length of time with its unit: `1.2 ms`, `3 s`.
  package static func duration(nanoseconds: Double) -> String {
    switch nanoseconds.magnitude {
    case 0: return "0 s"
    case ..<1e6: return "\(shortest(nanoseconds / 1e3, places: 1)) µs"
    case ..<1e9: return "\(shortest(nanoseconds / 1e6, places: 1)) ms"
    default: return "\(shortest(nanoseconds / 1e9, places: 3)) s"
    }
  }
}

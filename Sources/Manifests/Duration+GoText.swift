extension Duration {
  /// Reads a length of time as Go's `time.ParseDuration` does: `300ms`, `-1.5h`, `2h45m`, `0`.
  ///
  /// Units are ns, us (µs), ms, s, m and h. What lies below a nanosecond is cut off.
  init?(goText text: String) {
    var rest = Substring(text)
    let isNegative = rest.hasPrefix("-")
    if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
    if rest == "0" {
      self = .zero
      return
    }
    guard !rest.isEmpty, rest.utf8.count <= 64 else { return nil }
    var nanoseconds: Int64 = 0
    while !rest.isEmpty {
      guard let part = Self.part(&rest) else { return nil }
      let (sum, overflow) = nanoseconds.addingReportingOverflow(part)
      guard !overflow else { return nil }
      nanoseconds = sum
    }
    self = .nanoseconds(isNegative ? -nanoseconds : nanoseconds)
  }

  /// One number with its unit, in nanoseconds.
  private static func part(_ rest: inout Substring) -> Int64? {
    let whole = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(whole.count)
    var fraction = Substring()
    if rest.hasPrefix(".") {
      rest = rest.dropFirst()
      fraction = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    let unit = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
    rest = rest.dropFirst(unit.count)
    let units: [Substring: Int64] = [
      "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000,
      "m": 60_000_000_000, "h": 3_600_000_000_000,
    ]
    guard let scale = units[unit], let count = whole.isEmpty ? 0 : Int64(whole) else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: scale)
    guard !overflow else { return nil }
    var divisor: Int64 = 1
    var digits: Int64 = 0
    for digit in fraction.prefix(12) {
      digits = digits * 10 + Int64(digit.wholeNumberValue ?? 0)
      divisor *= 10
    }
    let scaled = digits.multipliedFullWidth(by: scale)
    let (sum, isBeyond) = product.addingReportingOverflow(
      divisor.dividingFullWidth(scaled).quotient)
    return isBeyond ? nil : sum
  }
}

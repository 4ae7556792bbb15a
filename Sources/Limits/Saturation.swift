/// Arithmetic on what was read or counted: where the result would be larger than any number of the
/// type, it is the largest, and the smallest where it would be smaller. Never traps.
extension FixedWidthInteger {
  /// The sum, or the nearest number that there is.
  @inlinable public func adding(saturating other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  /// The difference, or the nearest number that there is.
  @inlinable public func subtracting(saturating other: Self) -> Self {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other > 0 ? .min : .max) : difference
  }

  /// The product, or the nearest number that there is.
  @inlinable public func multiplied(saturatingBy other: Self) -> Self {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
  }

  /// A number without its fraction, or the nearest number that there is; 0 for what is no number.
  @inlinable public init(saturating number: Double) {
    if number.isNaN {
      self = 0
    } else {
      // The largest number may round up to one beyond it, so the ends are compared as Doubles.
      self =
        number >= Double(Self.max)
        ? .max : number <= Double(Self.min) ? .min : Self(number)
    }
  }
}

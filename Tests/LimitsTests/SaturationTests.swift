import Limits
import Testing

@Suite struct SaturationTests {
  private static let ends: [Int64] = [.min, .min + 1, -2, -1, 0, 1, 2, .max - 1, .max]

  /// Against numbers that are wide enough, for all pairs of ends.
  @Test(arguments: ends)
  func isTheNearestNumber(one: Int64) {
    func nearest(_ number: Int128) -> Int64 { Int64(clamping: number) }
    for other in Self.ends {
      #expect(one.adding(saturating: other) == nearest(Int128(one) + Int128(other)))
      #expect(one.subtracting(saturating: other) == nearest(Int128(one) - Int128(other)))
      #expect(one.multiplied(saturatingBy: other) == nearest(Int128(one) * Int128(other)))
    }
  }

  @Test(
    arguments: [
      (0.9, 0), (-0.9, 0), (1e18, 1_000_000_000_000_000_000), (1e19, .max), (-1e19, .min),
      (9_223_372_036_854_775_807.0, .max), (-9_223_372_036_854_775_808.0, .min), (.infinity, .max),
      (-.infinity, .min), (.nan, 0), (1e308, .max),
    ] as [(Double, Int64)])
  func takesAnyDouble(number: Double, whole: Int64) { #expect(Int64(saturating: number) == whole) }
}

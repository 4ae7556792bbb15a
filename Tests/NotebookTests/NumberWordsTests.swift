import Testing

@testable import Notebook

/// Numbers as sentences have them: the same on every machine, and exact where they must be told
/// apart.
@Suite struct NumberWordsTests {
  @Test(arguments: [
    (0.0, 0, "0"), (0.5, 0, "1"), (-0.5, 0, "-1"), (-0.4, 0, "0"), (2.5, 0, "3"),
    (0.125, 2, "0.13"), (0.1, 3, "0.100"), (-1.005, 1, "-1.0"), (12_345.6789, 3, "12345.679"),
    (0.999_9, 3, "1.000"), (1e300, 2, "1e+300"), (.nan, 2, "not a number"),
    (.infinity, 2, "infinite"),
  ])
  func fixedPlaces(value: Double, places: Int, text: String) {
    #expect(FixedPoint.text(value, places: places) == text)
  }

  @Test(arguments: [
    (1.5, "1.5"), (1.0, "1"), (100.0, "100"), (0.123_456, "0.1235"), (0.000_01, "0"),
    (-2.50, "-2.5"),
  ])
  func shortest(value: Double, text: String) { #expect(FixedPoint.shortest(value) == text) }

  @Test(arguments: [
    (0.0, "0 s"), (1_500.0, "1.5 µs"), (999_949.0, "999.9 µs"), (1e6, "1 ms"), (2.25e6, "2.3 ms"),
    (1e9, "1 s"), (1.2345e9, "1.235 s"), (9e10, "90 s"),
  ])
  func roundedDurations(nanoseconds: Double, text: String) {
    #expect(FixedPoint.duration(nanoseconds: nanoseconds) == text)
  }

  @Test(arguments: [
    (Int64(0), "0 s"), (1, "1 ns"), (-1, "-1 ns"), (999, "999 ns"), (1_000, "1 µs"),
    (1_001, "1.001 µs"), (25_000_000, "25 ms"), (25_000_001, "25.000001 ms"),
    (1_000_000_000, "1 s"), (1_000_000_001, "1.000000001 s"), (-1_500_000_000, "-1.5 s"),
    (.max, "9223372036.854775807 s"), (.min, "-9223372036.854775808 s"),
  ])
  func exactDurations(nanoseconds: Int64, text: String) {
    #expect(SentenceNumbers.duration(nanoseconds: nanoseconds) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (57_147, "57,147"), (1_234_567, "1,234,567"),
    (-1_000, "-1,000"), (Int.max, "9,223,372,036,854,775,807"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func counts(count: Int, text: String) { #expect(SentenceNumbers.count(count) == text) }

  /// Two numbers that differ are never spelled alike.
  @Test(arguments: [
    (0.1, "0.1"), (0.3, "0.3"), (1e-7, "1e-07"), (0.123_456_7, "0.1234567"), (1e21, "1e+21"),
  ])
  func exactNumbers(value: Double, text: String) {
    #expect(SentenceNumbers.exact(value) == text)
    #expect(Double(text) == value)
    #expect(SentenceNumbers.exact(value.nextUp) != text)
  }

  @Test(arguments: [
    ("web-v1.shop", "web-v1.shop"), ("outbound|80||web", "“outbound|80||web”"), ("", "“”"),
    ("두 번째", "“두 번째”"), ("두번째", "두번째"), ("a b", "“a b”"), ("a\nb", "“a\\nb”"),
    ("a\\b", "“a\\\\b”"), ("“", "“\\u{201c}”"), ("\u{1b}[31m", "“\\u{1b}[31m”"),
    ("\u{202e}x", "“\\u{202e}x”"), ("\u{2028}", "“\\u{2028}”"),
  ])
  func names(text: String, shown: String) { #expect(SentenceNumbers.name(text) == shown) }
}

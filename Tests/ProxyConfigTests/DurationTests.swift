import ProxyConfig
import Testing

/// Lengths of time as protobuf's JSON writes them.
@Suite struct DurationTests {
  @Test(arguments: [
    ("0s", 0), ("1s", 1_000_000_000), ("0.500s", 500_000_000), ("0.000000001s", 1),
    ("-1.5s", -1_500_000_000), ("-0.5s", -500_000_000),
    // Beyond what can be counted: the most there is.
    ("9223372036.854775807s", Int64.max), ("9223372036.9s", .max), ("9223372036854775807s", .max),
    ("-9223372037s", .min),
  ])
  func isRead(text: String, nanoseconds: Int64) {
    #expect(ProtoDuration(text: text)?.nanoseconds == nanoseconds)
  }

  @Test(arguments: ["", "s", "1", "1m", "1.s2", "1.0000000001s", "a.bs", "9223372036854775808s"])
  func isNoDuration(text: String) {
    #expect(ProtoDuration(text: text) == nil)
  }
}

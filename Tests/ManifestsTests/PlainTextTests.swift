import Testing

@testable import Manifests

/// What texts without quotes stand for, and how lengths and points of time are written.
@Suite struct PlainTextTests {
  /// YAML 1.1 as sigs.k8s.io/yaml reads it.
  static let scalars: [(text: String, value: YAMLScalar)] = [
    ("true", .boolean(true)), ("True", .boolean(true)), ("on", .boolean(true)),
    ("y", .boolean(true)), ("NO", .boolean(false)), ("off", .boolean(false)),
    ("tRUE", .text), ("yess", .text), ("nil", .text),
    ("0", .integer(0)), ("-17", .integer(-17)), ("+5", .integer(5)),
    ("1_000", .integer(1000)), ("0x1F", .integer(31)), ("0b101", .integer(5)),
    ("0o17", .integer(15)), ("017", .integer(15)), ("-0x10", .integer(-16)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)),
    ("1.5", .number(1.5)), (".5", .number(0.5)), ("1e3", .number(1000)),
    ("-2.5E-1", .number(-0.25)), ("1_0.5", .number(10.5)),
    ("1.2.3", .text), ("1.2.3.4", .text), ("10s", .text), ("0x", .text), ("--1", .text),
    ("+-1", .text), ("-", .text), (".", .text), ("1e999", .text), ("0b12", .text),
    ("089", .number(89)), ("web", .text), ("", .text), ("~", .text),
  ]

  @Test(arguments: scalars.indices) func aPlainScalarIs(_ index: Int) {
    let (text, value) = Self.scalars[index]
    #expect(YAMLScalar(plain: text) == value, "“\(text)”")
  }

  /// Go's `time.ParseDuration`, in nanoseconds; `nil` is an error.
  static let durations: [(text: String, nanoseconds: Int64?)] = [
    ("0", 0), ("0s", 0), ("1ns", 1), ("1us", 1000), ("1µs", 1000), ("1μs", 1000),
    ("300ms", 300_000_000), ("1.5s", 1_500_000_000), (".5s", 500_000_000),
    ("1.s", 1_000_000_000), ("2h45m", 9_900_000_000_000), ("-1.5h", -5_400_000_000_000),
    ("+5s", 5_000_000_000), ("1h1m1s1ms1us1ns", 3_661_001_001_001), ("0.1ns", 0),
    ("", nil), ("5", nil), ("s", nil), (".s", nil), ("1d", nil), ("1 s", nil), ("--1s", nil),
    ("1s-", nil), ("1,5s", nil), ("9223372036855s", nil), ("２s", nil),
    ("2562047h48m", nil), ("2562047h", 9_223_369_200_000_000_000),
  ]

  @Test(arguments: durations.indices) func aLengthOfTimeIsGos(_ index: Int) {
    let (text, nanoseconds) = Self.durations[index]
    #expect(Duration(goText: text) == nanoseconds.map { Duration.nanoseconds($0) }, "“\(text)”")
  }

  @Test func aLengthOfTimeMayBeTooLongToRead() {
    #expect(Duration(goText: String(repeating: "1s", count: 32)) == .seconds(32))
    #expect(Duration(goText: String(repeating: "1s", count: 33)) == nil)
  }

  /// RFC 3339, in seconds since 1970; `nil` is no time.
  static let times: [(text: String, seconds: Int64?)] = [
    ("1970-01-01T00:00:00Z", 0), ("2024-02-28T00:00:00Z", 1_709_078_400),
    ("2024-02-29T23:59:59Z", 1_709_251_199), ("2000-03-01T00:00:00Z", 951_868_800),
    ("1969-12-31T23:59:59Z", -1), ("2024-02-28t00:00:00z", 1_709_078_400),
    ("2024-02-28T01:00:00+01:00", 1_709_078_400), ("2024-02-27T19:30:00-04:30", 1_709_078_400),
    ("2024-02-28T00:00:00.123456Z", 1_709_078_400),
    ("2024-02-28", nil), ("2024-02-28 00:00:00Z", nil), ("2024-13-28T00:00:00Z", nil),
    ("2024-02-00T00:00:00Z", nil), ("2024-02-28T24:00:00Z", nil), ("2024-02-28T00:60:00Z", nil),
    ("2024-02-28T00:00:00", nil), ("2024-02-28T00:00:00+0100", nil),
    ("2024-02-28T00:00:00ZZ", nil), ("0000-02-28T00:00:00Z", nil), ("", nil),
  ]

  @Test(arguments: times.indices) func aPointOfTimeIsAsKubernetesWritesIt(_ index: Int) {
    let (text, seconds) = Self.times[index]
    #expect(secondsSince1970(rfc3339: text) == seconds, "“\(text)”")
  }

  @Test(arguments: [
    ("match_request", "matchRequest"), ("a_b_c", "aBC"), ("plain", "plain"), ("_x", "X"),
    ("x_", "x"), ("", ""),
  ])
  func snakesBecomeCamels(snake: String, camel: String) { #expect(snake.camelCased == camel) }
}

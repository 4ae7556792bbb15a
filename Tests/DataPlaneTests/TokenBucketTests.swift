import DataPlane
import ProxyConfig
import Testing

/// Which requests find a token.
@Suite struct TokenBucketTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var minor: Int
    /// In milliseconds.
    var times: [Int64]
    var found: [Bool]
    var testDescription: String { "Envoy 1.\(minor), at \(times) ms" }
  }

  /// Two tokens at most, two a second.
  @Test(arguments: [
    // All tokens of a second come at its end; later one by one, each after half a second.
    Case(
      minor: 31, times: [0, 0, 0, 500, 999, 1000, 1000, 1000],
      found: [true, true, false, false, false, true, true, false]),
    Case(
      minor: 32, times: [0, 0, 0, 499, 500, 999, 1000, 1000],
      found: [true, true, false, false, true, false, true, false]),
    // No more than the bucket holds.
    Case(
      minor: 32, times: [0, 0, 100_000, 100_000, 100_000], found: [true, true, true, true, false]),
  ])
  func fillsUp(_ given: Case) {
    let key = TokenBucketKey(
      name: "b", maxTokens: 2, tokensPerFill: 2,
      fillInterval: ProtoDuration(nanoseconds: 1_000_000_000))
    var bucket = TokenBucket(key, version: EnvoyVersion(minor: given.minor))
    let found = given.times.map { bucket.take(at: $0 * 1_000_000) }
    #expect(found == given.found)
  }
}

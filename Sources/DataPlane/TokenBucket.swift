internal import Limits
internal import ProxyConfig

/// Tokens that come with time and are taken one a request
/// (source/extensions/filters/common/local_ratelimit/local_ratelimit_impl.cc).
///
/// Since Envoy 1.32 they come one after the other (github.com/envoyproxy/envoy/pull/35207); before,
/// all of an interval came at its end.
public struct TokenBucket: Hashable, Sendable {
  private let key: TokenBucketKey
  private let comesAtOnce: Bool
  /// In parts of a token, of which a token has as many as the interval has nanoseconds.
  private var level: Int64
  /// When tokens last came.
  private var filledAt: Int64 = 0

  /// A full bucket, at time 0.
  public init(_ key: TokenBucketKey, version: EnvoyVersion) {
    self.key = key
    comesAtOnce = version < EnvoyVersion(minor: 32)
    level = 0
    level = greatest
  }

  private var interval: Int64 { max(key.fillInterval.nanoseconds, 1) }
  private var greatest: Int64 {
    Int64(clamping: key.maxTokens).multiplied(saturatingBy: interval)
  }

  /// Takes a token at a time in nanoseconds.
  ///
  /// - Returns: whether there was one.
  public mutating func take(at time: Int64) -> Bool {
    let due = comesAtOnce ? time / interval * interval : time
    if due > filledAt {
      let gain = (due - filledAt).multiplied(saturatingBy: Int64(clamping: key.tokensPerFill))
      level = min(level.adding(saturating: gain), greatest)
      filledAt = due
    }
    guard level >= interval else { return false }
    level -= interval
    return true
  }
}

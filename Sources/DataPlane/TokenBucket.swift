internal import Limits
internal import ProxyConfig

/// Tokens that come at an interval and are taken one a request
/// (source/extensions/filters/common/local_ratelimit/local_ratelimit_impl.cc).
public struct TokenBucket: Hashable, Sendable {
  private let key: TokenBucketKey
  private var tokens: Int
  /// The fill that came last, counted from the start.
  private var fillCount: Int64 = 0

  /// A full bucket, at time 0.
  public init(_ key: TokenBucketKey) {
    self.key = key
    tokens = key.maxTokens
  }

  /// Takes a token at a time in nanoseconds.
  ///
  /// - Returns: whether there was one.
  public mutating func take(at time: Int64) -> Bool {
    let due = time / max(key.fillInterval.nanoseconds, 1)
    if due > fillCount {
      let added = Int(clamping: due - fillCount).multiplied(saturatingBy: key.tokensPerFill)
      tokens = min(tokens.adding(saturating: added), key.maxTokens)
      fillCount = due
    }
    guard tokens > 0 else { return false }
    tokens -= 1
    return true
  }
}

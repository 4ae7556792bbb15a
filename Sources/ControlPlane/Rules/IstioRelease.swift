/// A release of Istio 1, such as 1.24.3.
public struct IstioRelease: Hashable, Sendable, Comparable {
  /// The middle number: 24 of 1.24.3.
  public var minor: Int
  /// The last number: 3 of 1.24.3.
  public var patch: Int

  /// Older releases come first.
  public static func < (first: Self, second: Self) -> Bool {
    (first.minor, first.patch) < (second.minor, second.patch)
  }
}

extension IstioRelease: CustomStringConvertible {
  /// The value as people read it.
  public var description: String { "1.\(minor).\(patch)" }
}

/// The releases in which a switch is on: from one on, up to another, and patches of older minors.
struct ReleaseSpan: Hashable, Sendable {
  /// The first release; `nil` is none of a whole minor.
  private var first: IstioRelease?
  /// The first release in which it is off again; `nil` is none yet.
  private var end: IstioRelease?
  /// The first patches of older minors that have it as well.
  private var backports: [IstioRelease] = []

  /// On from a minor release on, and from some patches of older ones.
  ///
  /// `backports`: a minor's number, and its first patch that has it.
  static func since(_ minor: Int, alsoFrom backports: [Int: Int] = [:]) -> ReleaseSpan {
    var span = ReleaseSpan()
    span.first = IstioRelease(minor: minor, patch: 0)
    span.backports = backports.map { IstioRelease(minor: $0.key, patch: $0.value) }.sorted()
    return span
  }

  /// On up to a minor release.
  ///
  /// `patch`: the last patch of that minor that has it; `nil` is all.
  static func until(_ minor: Int, patch: Int? = nil) -> ReleaseSpan {
    var span = ReleaseSpan()
    span.first = IstioRelease(minor: 0, patch: 0)
    span.end =
      patch.map { IstioRelease(minor: minor, patch: $0 + 1) }
      ?? IstioRelease(minor: minor + 1, patch: 0)
    return span
  }

  /// On from one minor release up to another.
  ///
  /// `patch`: the last patch of the later minor that has it; `nil` is all.
  static func from(_ first: Int, until last: Int, patch: Int? = nil) -> ReleaseSpan {
    var span = until(last, patch: patch)
    span.first = IstioRelease(minor: first, patch: 0)
    return span
  }

  /// On in no release.
  static let never = ReleaseSpan()

  /// Whether it is on in a release.
  func contains(_ release: IstioRelease) -> Bool {
    if let first, release >= first, end.map({ release < $0 }) ?? true { return true }
    return backports.contains { $0.minor == release.minor && release >= $0 }
  }

  /// The releases at which it changes.
  var changes: [IstioRelease] { [first, end].compactMap(\.self) + backports }
}

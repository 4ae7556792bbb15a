/// A minor release of Envoy 1, such as 1.38; what differs between releases takes it as an argument.
public struct EnvoyVersion: Hashable, Sendable, Comparable {
  /// The minor number: 38 for Envoy 1.38.
  public var minor: Int

  /// The version 1.`minor`.
  public init(minor: Int) { self.minor = minor }

  /// Whether the first came out before the second.
  public static func < (first: Self, second: Self) -> Bool { first.minor < second.minor }
}

extension EnvoyVersion: CustomStringConvertible {
  /// The value as people read it.
  public var description: String { "1.\(minor)" }
}

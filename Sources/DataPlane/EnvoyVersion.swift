/// A minor release of Envoy 1, such as 1.38; what differs between releases takes it as an argument.
public struct EnvoyVersion: Hashable, Sendable, Comparable {
  /// The minor number: 38 for Envoy 1.38.
  public var minor: Int

  public init(minor: Int) { self.minor = minor }

  public static func < (first: Self, second: Self) -> Bool { first.minor < second.minor }
}

extension EnvoyVersion: CustomStringConvertible {
  public var description: String { "1.\(minor)" }
}

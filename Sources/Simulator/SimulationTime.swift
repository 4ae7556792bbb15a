/// An instant of virtual time, in whole nanoseconds since the start of a run.
public struct SimulationTime: Hashable, Sendable, Comparable, Codable {
  /// Whole nanoseconds; not below 0 in what a run makes.
  public var nanoseconds: Int64

  /// So many nanoseconds.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The start of a run.
  public static let zero = SimulationTime(nanoseconds: 0)

  /// Whether the first is before, or shorter than, the second.
  public static func < (first: Self, second: Self) -> Bool {
    first.nanoseconds < second.nanoseconds
  }

  /// Reads whole nanoseconds.
  public init(from decoder: any Decoder) throws {
    nanoseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Writes whole nanoseconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(nanoseconds)
  }
}

/// A length of virtual time, in whole nanoseconds.
public struct SimulationDuration: Hashable, Sendable, Comparable, Codable {
  /// Whole nanoseconds; not below 0 in what a run makes.
  public var nanoseconds: Int64

  /// So many nanoseconds.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// No time at all.
  public static let zero = SimulationDuration(nanoseconds: 0)

  /// A length in thousandths of a second.
  public static func milliseconds(_ count: Int64) -> Self {
    Self(nanoseconds: count * 1_000_000)
  }

  /// A length in seconds.
  public static func seconds(_ count: Int64) -> Self {
    Self(nanoseconds: count * 1_000_000_000)
  }

  /// Whether the first is before, or shorter than, the second.
  public static func < (first: Self, second: Self) -> Bool {
    first.nanoseconds < second.nanoseconds
  }

  /// Reads whole nanoseconds.
  public init(from decoder: any Decoder) throws {
    nanoseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Writes whole nanoseconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(nanoseconds)
  }
}

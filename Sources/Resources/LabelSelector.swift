/// A label selector: all of `matchLabels` and all of `matchExpressions` must hold.
public struct LabelSelector: Hashable, Sendable {
  /// One requirement on a label.
  public struct Requirement: Hashable, Sendable {
    /// The label that is asked about.
    public var key = ""
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`.
    public var `operator` = ""
    /// What the operator compares with; none for `Exists` and `DoesNotExist`.
    public var values: [String] = []

    /// No field is written.
    public init() {}
  }

  /// The labels that must have exactly these values.
  public var matchLabels: [String: String] = [:]
  /// Further conditions, all of which must hold.
  public var matchExpressions: [Requirement] = []

  /// No field is written.
  public init() {}
}

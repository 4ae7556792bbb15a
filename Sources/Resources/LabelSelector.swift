/// A label selector: all of `matchLabels` and all of `matchExpressions` must hold.
public struct LabelSelector: Hashable, Sendable {
  /// One requirement on a label.
  public struct Requirement: Hashable, Sendable {
    public var key = ""
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`.
    public var `operator` = ""
    public var values: [String] = []
    public init() {}
  }

  public var matchLabels: [String: String] = [:]
  public var matchExpressions: [Requirement] = []
  public init() {}
}

/// What changes for an experiment from one rule version to the next.
public struct RuleChange: Hashable, Sendable, Codable {
  /// A switch of the rule versions that, set alone, brings the change about.
  public struct Cause: Hashable, Sendable, Codable {
    /// The switch's identifier.
    public var id: String
    /// What holds on each side, in words.
    public var before: String
    /// What the second says.
    public var after: String
    /// Where it is written, such as a release note.
    public var source: String

    /// The value of these parts.
    public init(id: String, before: String, after: String, source: String) {
      self.id = id
      self.before = before
      self.after = after
      self.source = source
    }
  }

  /// Resolved rule versions.
  public var before: String
  /// What happened under the second.
  public var after: String
  /// Empty where nothing changes, or where only several switches together do.
  public var causes: [Cause]
  /// `nil` where every request of the first replication ended alike.
  public var difference: DecisionDifference?

  /// The value of these parts.
  public init(
    before: String, after: String, causes: [Cause], difference: DecisionDifference?
  ) {
    self.before = before
    self.after = after
    self.causes = causes
    self.difference = difference
  }
}

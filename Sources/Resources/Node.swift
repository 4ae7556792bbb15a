/// A Kubernetes Node; its labels give the locality of its pods.
public struct Node: Resource {
  /// Keeps pods away that do not tolerate it.
  public struct Taint: Hashable, Sendable {
    /// The taint's name.
    public var key = ""
    /// The taint's value; empty where none is given.
    public var value = ""
    /// `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    public var effect = ""

    /// No field is written.
    public init() {}
  }

  /// Its name, labels (region and zone among them) and place.
  public var metadata = ResourceMetadata()
  /// What keeps pods away.
  public var taints: [Taint] = []

  /// No field is written.
  public init() {}
}

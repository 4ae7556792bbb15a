/// A Kubernetes Namespace.
public struct Namespace: Resource {
  /// Its name, labels and place.
  public var metadata = ResourceMetadata()

  /// No field is written.
  public init() {}
}

/// A Kubernetes Namespace.
public struct Namespace: Resource {
  /// Its name, labels and place.
  public var metadata = ResourceMetadata()
  public init() {}
}

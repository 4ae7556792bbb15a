/// A Kubernetes Namespace.
public struct Namespace: Resource {
  public var metadata = ResourceMetadata()
  public init() {}
}

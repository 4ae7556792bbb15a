/// A Kubernetes Secret, of which only the name is read.
public struct Secret: Resource {
  /// Its name, namespace and place.
  public var metadata = ResourceMetadata()

  /// A Secret of this name.
  public init(_ metadata: ResourceMetadata = ResourceMetadata()) { self.metadata = metadata }
}

/// A Kubernetes Secret, of which only its name counts: what it holds is not read.
public struct Secret: Resource {
  /// Its name, namespace and place.
  public var metadata = ResourceMetadata()
  /// No field is written.
  public init() {}
}

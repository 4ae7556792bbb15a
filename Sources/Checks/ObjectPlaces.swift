public import Diagnostics
public import Resources

/// Which object a place is in.
public struct ObjectPlaces: Sendable {
  /// Where each object begins, in order.
  private let starts: [(place: SourceLocation, resource: ResourceIdentifier)]

  /// The places of these objects.
  public init(_ resources: ResourceSet) {
    starts = resources.objects.compactMap { object in
      object.metadata.places.location(of: FieldPath()).map { ($0, object.metadata.identifier) }
    }.sorted { $0.place < $1.place }
  }

  /// The object that a place is in, and where it begins; `nil` before a file's first one.
  public func object(
    at place: SourceLocation
  ) -> (start: SourceLocation, resource: ResourceIdentifier)? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle].place > place { high = middle } else { low = middle + 1 }
    }
    guard low > 0, starts[low - 1].place.file == place.file else { return nil }
    return (starts[low - 1].place, starts[low - 1].resource)
  }
}

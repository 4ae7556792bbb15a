internal import Diagnostics
internal import Resources

/// A value and the field of a resource that holds it.
struct Written<Value: Sendable>: Sendable {
  /// What is written.
  var value: Value
  /// The resource, which knows where its fields are written.
  var source: ResourceSource
  /// The field within the resource.
  var path: FieldPath

  init(_ value: Value, in source: ResourceSource, at path: FieldPath) {
    self.value = value
    self.source = source
    self.path = path
  }

  /// The resource's metadata.
  var resource: ResourceMetadata { source.metadata }

  /// The origin of what a field below this one brings about.
  func origin(_ keys: String...) -> Origin {
    resource.origin(FieldPath(path.steps + keys.map { .key($0) }))
  }

  /// A field below this one, where it is set.
  func field<Field: Sendable>(_ key: String, _ value: Field?) -> Written<Field>? {
    value.map { Written<Field>($0, in: source, at: path.key(key)) }
  }
}

/// The resource that values are written in.
///
/// A class, because the values of a rule are copied for each cluster that it governs.
final class ResourceSource: Sendable {
  /// The object that it is written in.
  let metadata: ResourceMetadata
  init(_ metadata: ResourceMetadata) { self.metadata = metadata }
}

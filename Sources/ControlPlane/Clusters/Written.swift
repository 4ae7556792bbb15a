internal import Diagnostics
internal import Resources

/// A value and the field of a resource that holds it.
struct Written<Value: Sendable>: Sendable {
  var value: Value
  /// The resource's metadata, which knows where its fields are written.
  var resource: ResourceMetadata
  /// The field within the resource.
  var path: FieldPath

  init(_ value: Value, in resource: ResourceMetadata, at path: FieldPath) {
    self.value = value
    self.resource = resource
    self.path = path
  }

  /// The origin of what a field below this one brings about.
  func origin(_ keys: String...) -> Origin {
    resource.origin(FieldPath(path.steps + keys.map { .key($0) }))
  }

  /// A field below this one, where it is set.
  func field<Field: Sendable>(_ key: String, _ value: Field?) -> Written<Field>? {
    value.map { Written<Field>($0, in: resource, at: path.key(key)) }
  }
}

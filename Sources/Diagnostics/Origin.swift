/// A Kubernetes object by kind, namespace and name.
public struct ResourceIdentifier: Hashable, Sendable, Codable {
  /// The kind as written, such as `VirtualService`.
  public var kind: String
  /// Empty for cluster-wide kinds.
  public var namespace: String
  /// As in `metadata.name`.
  public var name: String

  /// The value of these parts.
  public init(kind: String, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }
}

extension ResourceIdentifier: CustomStringConvertible {
  /// `Kind namespace/name`.
  public var description: String {
    namespace.isEmpty ? "\(kind) \(name)" : "\(kind) \(namespace)/\(name)"
  }
}

/// Where a piece of configuration came from: the resource, the field and the line.
public struct Origin: Hashable, Sendable, Codable {
  /// The object that the field belongs to.
  public var resource: ResourceIdentifier
  /// The field within the resource, such as `spec.http[0]`; empty for the whole resource.
  public var fieldPath: String
  /// Where the field stands; absent for what no file says.
  public var location: SourceLocation?

  /// The value of these parts.
  public init(
    resource: ResourceIdentifier, fieldPath: String, location: SourceLocation?
  ) {
    self.resource = resource
    self.fieldPath = fieldPath
    self.location = location
  }
}

extension Origin: CustomStringConvertible {
  /// `Kind namespace/name field (file:line)`.
  public var description: String {
    var text = resource.description
    if !fieldPath.isEmpty { text += " \(fieldPath)" }
    if let location { text += " (\(location.file):\(location.line))" }
    return text
  }
}

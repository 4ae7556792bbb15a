public import Diagnostics

/// What every Kubernetes object carries.
public struct ResourceMetadata: Hashable, Sendable {
  public var apiVersion = ""
  public var kind = ""
  public var name = ""
  /// Objects without a namespace are in `default`; cluster-wide kinds have the empty string.
  public var namespace = ""
  public var labels: [String: String] = [:]
  public var annotations: [String: String] = [:]
  /// Seconds since 1970; `nil` is older than any that is given.
  public var creationTimestamp: Int64?
  /// Owners as `Kind/name`, from `ownerReferences`.
  public var owners: [String] = []
  /// Where its fields are written.
  public var places = FieldPlaces(file: "")

  public init() {}

  /// Kind, namespace and name.
  public var identifier: ResourceIdentifier {
    ResourceIdentifier(kind: kind, namespace: namespace, name: name)
  }

  /// The origin of what this object's field brings about.
  public func origin(_ path: FieldPath = FieldPath()) -> Origin {
    Origin(
      resource: identifier, fieldPath: path.description, location: places.location(of: path))
  }
}

/// A Kubernetes object.
public protocol Resource: Hashable, Sendable {
  var metadata: ResourceMetadata { get set }
}

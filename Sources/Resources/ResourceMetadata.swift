public import Diagnostics

/// What every Kubernetes object carries.
public struct ResourceMetadata: Hashable, Sendable {
  /// Group and version as written, `networking.istio.io/v1`.
  public var apiVersion = ""
  /// The kind as written.
  public var kind = ""
  /// The object's name.
  public var name = ""
  /// Objects without a namespace are in `default`; cluster-wide kinds have the empty string.
  public var namespace = ""
  /// Its labels.
  public var labels: [String: String] = [:]
  /// Its annotations.
  public var annotations: [String: String] = [:]
  /// What its annotation `proxy.istio.io/config` says; `nil` where there is none.
  public var proxySettings: ProxySettings?
  /// Seconds since 1970; `nil` is older than any that is given.
  public var creationTimestamp: Int64?
  /// Owners as `Kind/name`, from `ownerReferences`: the controller first.
  public var owners: [String] = []
  /// Where its fields are written.
  public var places = FieldPlaces(file: "")

  /// No field is written.
  public init() {}

  /// Kind, namespace and name.
  public var identifier: ResourceIdentifier {
    ResourceIdentifier(kind: kind, namespace: namespace, name: name)
  }

  /// What tells the object from all others.
  public var key: ObjectKey {
    let group = apiVersion.firstIndex(of: "/").map { String(apiVersion[..<$0]) } ?? ""
    return ObjectKey(group: group, identifier: identifier)
  }

  /// The origin of what this object's field brings about.
  public func origin(_ path: FieldPath = FieldPath()) -> Origin {
    Origin(
      resource: identifier, fieldPath: path.description, location: places.location(of: path))
  }
}

/// An object by API group, kind, namespace and name: kinds of two groups may have one name.
public struct ObjectKey: Hashable, Sendable {
  /// Empty for Kubernetes' core.
  public var group: String
  /// Kind, namespace and name.
  public var identifier: ResourceIdentifier

  /// The value of these parts.
  public init(group: String, identifier: ResourceIdentifier) {
    self.group = group
    self.identifier = identifier
  }
}

/// A Kubernetes object.
public protocol Resource: Hashable, Sendable {
  /// What all objects have.
  var metadata: ResourceMetadata { get set }
}

internal import Diagnostics
internal import Resources

/// A kind that labbook has heard of: whose it is, which versions there are, and what is done with
/// its objects.
struct KnownKind: Sendable {
  /// What an object of the kind does to outcomes.
  enum Support: Hashable, Sendable {
    /// It is read, and acts.
    case modelled
    /// It can change an outcome, and does not act yet.
    case unmodelled
    /// It changes no outcome.
    case passedOver
  }

  /// Makes an object of a document.
  ///
  /// - Returns: `nil` where a finding says why there is none, and for objects that are none to
  ///   the mesh.
  typealias Decoder = @Sendable (_ document: Fields, _ metadata: ResourceMetadata) -> MeshObject?

  /// Empty for Kubernetes' core.
  var group: String
  /// The kind, such as `VirtualService`.
  var name: String
  /// The versions that a release serves, newest first; empty takes any.
  var versions: [String] = []
  /// Whether its objects have no namespace.
  var isClusterWide = false
  /// What its objects do to outcomes.
  var support: Support
  /// Reads its objects; `nil` where their metadata are all that is read.
  var decode: Decoder?

  /// The newest `apiVersion` of the kind.
  var apiVersion: String {
    let version = versions.first ?? "v1"
    return group.isEmpty ? version : "\(group)/\(version)"
  }

  /// Whether the kind's fields are protobuf's, as those of Istio's kinds are: an unknown one is an
  /// error.
  ///
  /// Kubernetes drops what its own kinds do not have.
  var isIstios: Bool { group.isIstioGroup }

  /// How several objects of the kind are called.
  var plural: String {
    group == "gateway.networking.k8s.io" && name == "Gateway"
      ? "\(name.kindPlural) of \(group)" : name.kindPlural
  }
}

extension String {
  /// Whether an API group is one of Istio's.
  var isIstioGroup: Bool { hasSuffix(".istio.io") }
}

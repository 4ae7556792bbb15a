internal import Diagnostics

/// The kinds that labbook has heard of, by group and kind.
///
/// What is not here is *not modelled* in the groups whose objects can change an outcome, and passed
/// over in others.
enum KindTable {
  /// All of them.
  static let kinds: [KnownKind] =
    core + applications + kubernetesNetworking + istio + gatewayAPI + operators

  /// What an object's apiVersion and kind say about it.
  enum Verdict {
    /// The kind is one of the table.
    case known(KnownKind)
    /// The kind exists, and not in this version or group.
    case otherVersion(KnownKind)
    /// One of Istio's groups has no such kind; the nearest that it has.
    case nonexistent(nearest: String?)
    /// A kind of a group that can change outcomes, of which nothing is known.
    case unmodelled
    /// A kind of a group that is no part of the mesh; whether that is told.
    case foreign(isTold: Bool)
  }

  private static let byName: [String: KnownKind] = Dictionary(
    kinds.map { ("\($0.group)/\($0.name)", $0) }, uniquingKeysWith: { first, _ in first })

  private static let byKind: [String: [KnownKind]] = Dictionary(grouping: kinds, by: \.name)

  /// What is done with an object of a kind.
  static func verdict(on kind: String, apiVersion: String) -> Verdict {
    let (group, version) = apiVersion.groupAndVersion
    if let known = byName["\(group)/\(kind)"] {
      return known.versions.isEmpty || known.versions.contains(version)
        ? .known(known) : .otherVersion(known)
    }
    let isOurs = matteringGroups.contains(group) || group.isIstioGroup
    let isMisspelt = !isOurs && istioGroups.contains { [group].nearest(to: $0) != nil }
    if isOurs || isMisspelt {
      if let other = byKind[kind]?.first(where: { $0.support != .passedOver }) {
        return .otherVersion(other)
      }
      if group.isIstioGroup || isMisspelt {
        return .nonexistent(nearest: istio.map(\.name).nearest(to: kind))
      }
      return .unmodelled
    }
    return .foreign(isTold: !harmlessGroups.contains(group))
  }

  /// Groups whose kinds can change what becomes of a request.
  private static let matteringGroups: Set<String> = [
    "", "apps", "extensions", "batch", "networking.k8s.io", "discovery.k8s.io",
    "gateway.networking.k8s.io", "gateway.networking.x-k8s.io", "argoproj.io",
  ]

  private static let istioGroups = [
    "networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io",
    "install.istio.io",
  ]

  /// Kubernetes' own groups in which nothing touches a request.
  private static let harmlessGroups: Set<String> = [
    "policy", "autoscaling", "autoscaling.k8s.io", "rbac.authorization.k8s.io", "storage.k8s.io",
    "apiextensions.k8s.io", "admissionregistration.k8s.io", "coordination.k8s.io",
    "events.k8s.io", "node.k8s.io", "scheduling.k8s.io", "certificates.k8s.io",
    "apiregistration.k8s.io", "authentication.k8s.io", "authorization.k8s.io",
    "flowcontrol.apiserver.k8s.io", "resource.k8s.io", "metrics.k8s.io",
    "internal.apiserver.k8s.io", "storagemigration.k8s.io",
  ]
}

extension String {
  /// An `apiVersion` taken apart; a text without a slash that holds a dot is a group without its
  /// version.
  var groupAndVersion: (group: String, version: String) {
    guard let slash = firstIndex(of: "/") else {
      return contains(".") ? (self, "") : ("", self)
    }
    return (String(self[..<slash]), String(self[index(after: slash)...]))
  }
}

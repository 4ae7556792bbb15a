internal import Resources

/// Who may refer to what in another namespace
/// (pilot/pkg/config/kube/gatewaycommon/references.go@1.30.3).
struct ReferenceGrants {
  private struct Pair: Hashable {
    var fromKind: String
    var fromNamespace: String
    var toGroup: String
    var toKind: String
    var toNamespace: String
  }

  /// Names that may be referred to; `nil` among them stands for all.
  private var allowed: [Pair: Set<String?>] = [:]

  /// `rules`: up to 1.25 grants for GRPCRoutes count for nothing (conversion.go@1.25.0,
  /// `convertReferencePolicies`).
  init(_ grants: [GatewayAPI.ReferenceGrant], under rules: RuleVersion) {
    for grant in grants {
      for from in grant.from where from.group == GatewayAPI.group {
        if from.kind == "GRPCRoute", !rules[.grantsForGRPCRoutes] { continue }
        for to in grant.to where to.group.isEmpty {
          let pair = Pair(
            fromKind: from.kind, fromNamespace: from.namespace, toGroup: to.group,
            toKind: to.kind, toNamespace: grant.metadata.namespace)
          allowed[pair, default: []].insert(to.name)
        }
      }
    }
  }

  /// Whether an object of a kind and a namespace may refer to a named one of the core group.
  func allow(
    _ fromKind: String, in namespace: String, toKind: String, named name: String,
    in toNamespace: String
  ) -> Bool {
    let pair = Pair(
      fromKind: fromKind, fromNamespace: namespace, toGroup: "", toKind: toKind,
      toNamespace: toNamespace)
    guard let names = allowed[pair] else { return false }
    return names.contains(nil) || names.contains(name)
  }
}

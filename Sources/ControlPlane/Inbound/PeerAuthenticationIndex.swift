internal import Resources

/// PeerAuthentications by namespace: the workload's own beats its namespace's, which beats the
/// root namespace's; of one level the oldest counts
/// (`pilot/pkg/model/authentication.go` and `pilot/pkg/security/authn/policy_applier.go`
/// ComposePeerAuthentication@1.30.3).
struct PeerAuthenticationIndex: Sendable {
  /// The oldest policy without a selector, by namespace.
  private var byNamespace: [String: PeerAuthentication] = [:]
  /// Policies with a selector, oldest first, by namespace.
  private var selecting: [String: [PeerAuthentication]] = [:]
  private let rootNamespace: String

  /// `policies`: the policies that admission took, in any order.
  init(_ policies: [PeerAuthentication], mesh: MeshConfig, rules: RuleVersion) {
    rootNamespace = mesh.rootNamespace
    let order = ResourceOrder(rules)
    for policy in policies.sorted(by: { order.isBefore($0.metadata, $1.metadata) }) {
      let namespace = policy.metadata.namespace
      if !(policy.selector ?? [:]).isEmpty {
        selecting[namespace, default: []].append(policy)
      } else if byNamespace[namespace] == nil {
        byNamespace[namespace] = policy
      }
    }
  }

  /// Whether no policy says anything.
  var isEmpty: Bool { byNamespace.isEmpty && selecting.isEmpty }

  /// The mode by which clients judge a service: its namespace's, else the mesh's; `nil` where
  /// neither says anything.
  ///
  /// Policies of workloads and ports are not looked at.
  func serviceMode(namespace: String) -> MutualTLSMode? {
    let root = byNamespace[rootNamespace]
    let meshMode = root.map { MutualTLSMode($0.mode) ?? .permissive }
    guard namespace != rootNamespace, let policy = byNamespace[namespace] else { return meshMode }
    return MutualTLSMode(policy.mode) ?? meshMode ?? .permissive
  }

  /// The modes of a workload's ports.
  ///
  /// A policy with a selector in the root namespace governs no workload of that namespace.
  ///
  /// `note`: is told each policy that decides, with the port that it decides for, the last word
  /// last.
  func modes(
    namespace: String, labels: [String: String],
    _ note: (PeerAuthentication, _ port: UInt32?) -> Void = { _, _ in }
  ) -> WorkloadMutualTLS {
    var result = WorkloadMutualTLS()
    for level in [rootNamespace, namespace] {
      guard let policy = byNamespace[level], let mode = MutualTLSMode(policy.mode) else { continue }
      result.mode = mode
      note(policy, nil)
    }
    guard namespace != rootNamespace,
      let policy = selecting[namespace]?.first(where: {
        ($0.selector ?? [:]).isSubset(of: labels)
      })
    else { return result }
    if let mode = MutualTLSMode(policy.mode) {
      result.mode = mode
      note(policy, nil)
    }
    for (port, mode) in policy.portLevelModes {
      result.ports[Int(port)] = MutualTLSMode(mode) ?? result.mode
      note(policy, port)
    }
    return result
  }
}

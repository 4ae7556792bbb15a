internal import Resources

/// Which workloads an AuthorizationPolicy or RequestAuthentication is for
/// (`pilot/pkg/model/policyattachment.go` ShouldAttachPolicy@1.30.3).
///
/// Waypoints are not modelled.
struct PolicyAttachment: Sendable {
  /// The namespace of the policy.
  let namespace: String
  private let selector: [String: String]?
  private let targets: [PolicyTargetReference]

  /// - `selector`: `selector.matchLabels`; `nil` selects every workload.
  /// - `targets`: `targetRef` and `targetRefs`; the latter are dropped where the release does not
  ///   serve them.
  init(
    namespace: String, selector: [String: String]?, targets: [PolicyTargetReference],
    rules: RuleVersion
  ) {
    self.namespace = namespace
    self.selector = selector
    self.targets = targets.filter { rules[.listsPolicyTargets] || !$0.isListed }
  }

  /// Whether the policy acts at a pod; the caller looks in the pod's namespace and in the root
  /// namespace alone.
  ///
  /// A policy with targets acts at the pods of a Gateway of the Gateway API, and at no others.
  func includes(_ pod: MeshPod) -> Bool {
    let gateway = pod.labels["gateway.networking.k8s.io/gateway-name"]
    guard !targets.isEmpty else { return selector?.isSubset(of: pod.placedLabels) ?? true }
    guard let gateway, pod.namespace == namespace else { return false }
    return targets.contains { target in
      target.group == "gateway.networking.k8s.io" && target.kind == "Gateway"
        && target.name == gateway && ["", pod.namespace].contains(target.namespace)
    }
  }
}

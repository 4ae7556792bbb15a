internal import Resources

/// Which workloads an AuthorizationPolicy or RequestAuthentication is for
/// (`pilot/pkg/model/policyattachment.go` ShouldAttachPolicy@1.30.3).
struct PolicyAttachment: Sendable {
  /// The namespace of the policy.
  let namespace: String
  private let selector: [String: String]?
  private let targets: [PolicyTargetReference]
  private let rules: RuleVersion

  /// - `selector`: `selector.matchLabels`; `nil` selects every workload.
  /// - `targets`: `targetRef` and `targetRefs`; the latter are dropped where the release does not
  ///   serve them.
  init(
    namespace: String, selector: [String: String]?, targets: [PolicyTargetReference],
    rules: RuleVersion
  ) {
    self.namespace = namespace
    self.selector = selector
    self.rules = rules
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

  /// Whether the policy acts at a waypoint on calls to a service; `nil` is a pod's own address.
  ///
  /// Selectors mean nothing at a waypoint. The caller looks in the namespaces that are asked.
  ///
  /// `root`: the mesh's root namespace, whose policies may name the class.
  func includes(waypoint pod: MeshPod, for service: MeshService?, root: String) -> Bool {
    targets.contains { target in
      switch (target.group, target.kind) {
      case ("", "Service"), ("core", "Service"):
        return isTarget(target, service, in: .kubernetes)
      case ("networking.istio.io", "ServiceEntry"):
        return isTarget(target, service, in: .external)
      case ("gateway.networking.k8s.io", "GatewayClass"):
        return rules[.waypointHearsGatewayPolicies] && namespace == root
          && target.name == "istio-waypoint"
      case ("gateway.networking.k8s.io", "Gateway"):
        return (namespace == pod.namespace || !rules[.waypointHearsGatewayPolicies])
          && ["", pod.namespace].contains(target.namespace)
          && target.name == pod.labels["gateway.networking.k8s.io/gateway-name"]
      default: return false
      }
    }
  }

  private func isTarget(
    _ target: PolicyTargetReference, _ service: MeshService?, in registry: MeshService.Registry
  ) -> Bool {
    guard let service, service.registry == registry, service.namespace == namespace else {
      return false
    }
    return target.name == service.metadata.name
  }
}

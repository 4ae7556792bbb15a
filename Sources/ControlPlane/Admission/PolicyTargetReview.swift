internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// What a policy is for: a selector, a target, or neither (validation.go@1.30.3,
  /// `validateOneOfSelectorType`, `validatePolicyTargetReference`).
  mutating func review(selector: [String: String]?, targets: [PolicyTargetReference]) {
    let targets = targets.filter { rules[.listsPolicyTargets] || !$0.isListed }
    let single = targets.filter { !$0.isListed }
    let listed = targets.filter(\.isListed)
    let given = [selector != nil, !single.isEmpty, !listed.isEmpty].count { $0 }
    if given > 1 {
      refuse(
        "must not be set beside another of selector, targetRef and targetRefs",
        at: listed.isEmpty ? "spec.targetRef" : "spec.targetRefs")
    }
    review(selector: selector, at: "spec.selector")
    for target in single { review(target, at: "spec.targetRef") }
    for (position, target) in listed.enumerated() {
      review(target, at: ("spec.targetRefs" as FieldPath).index(position))
    }
  }

  private mutating func review(_ target: PolicyTargetReference, at path: FieldPath) {
    if target.name.isEmpty { refuse("must not be empty", at: path.key("name")) }
    if !target.namespace.isEmpty {
      refuse(
        "must not be set: targets are of the policy's own namespace", at: path.key("namespace"))
    }
    let group = target.group.isEmpty ? "core" : target.group
    var known = ["gateway.networking.k8s.io/Gateway"]
    if rules[.listsPolicyTargets] { known.append("core/Service") }
    if rules[.policiesForServiceEntries] { known.append("networking.istio.io/ServiceEntry") }
    if rules[.policiesForGatewayClasses] {
      known.append("gateway.networking.k8s.io/GatewayClass")
    }
    guard !known.contains("\(group)/\(target.kind)") else { return }
    refuse("must be one of \(known.joined(separator: ", "))", at: path)
  }
}

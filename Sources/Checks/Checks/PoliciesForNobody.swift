internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A policy that selects no pod.
  static let policiesForNobody = Check(
    .policyForNobody, istio: ["IST0127", "IST0101"], "a policy that selects no pod",
    meaning: "No pod of the namespace has the labels of the selector, so that the object acts on "
      + "nobody.",
    fix: "Correct the labels.",
    source: "(pilot/pkg/model/authentication.go@1.30.3)",
    example: """
      apiVersion: security.istio.io/v1
      kind: PeerAuthentication
      metadata: {name: strict, namespace: shop}
      spec: {selector: {matchLabels: {app: nobody}}, mtls: {mode: STRICT}}
      """,
    waitsFor: [
      "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job",
    ]
  ) { context in
    context.selections.compactMap { metadata, path, labels in
      guard !labels.isEmpty,
        !context.facts.selectsPods(
          labels,
          in: metadata.namespace == context.facts.resources.meshConfig.rootNamespace
            ? nil : metadata.namespace)
      else { return nil }
      let words = labels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      return Diagnostic(
        .warning, .policyForNobody,
        "\(metadata.identifier) acts on nobody: no pod has \(words.joined(separator: ", "))",
        at: metadata.places.location(
          of: labels.keys.sorted().first.map { path.key($0) } ?? path))
    }
  }
}

extension CheckContext {
  /// What selects pods by labels: the object, the selector's field, the labels.
  fileprivate var selections: [(ResourceMetadata, FieldPath, [String: String])] {
    facts.resources.peerAuthentications.map {
      ($0.metadata, "spec.selector.matchLabels", $0.selector ?? [:])
    }
      + facts.resources.authorizationPolicies.map {
        ($0.metadata, "spec.selector.matchLabels", $0.selector ?? [:])
      }
      + facts.resources.requestAuthentications.map {
        ($0.metadata, "spec.selector.matchLabels", $0.selector ?? [:])
      }
      + facts.resources.sidecars.map {
        ($0.metadata, "spec.workloadSelector.labels", $0.workloadSelector ?? [:])
      }
      + facts.resources.destinationRules.map {
        ($0.metadata, "spec.workloadSelector.labels", $0.workloadSelector ?? [:])
      }
      + facts.resources.envoyFilters.map {
        ($0.metadata, "spec.workloadSelector.labels", $0.workloadSelector ?? [:])
      }
  }
}

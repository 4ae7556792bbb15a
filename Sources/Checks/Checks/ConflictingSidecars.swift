internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// Sidecars of one namespace for the same pods.
  static let conflictingSidecars = Check(
    .conflictingSidecars, istio: ["IST0110", "IST0111"],
    "sidecars of one namespace for the same pods",
    meaning:
      "Several Sidecars of a namespace have no workloadSelector, or select the same pod: the "
      + "oldest acts on it, and the others do not.",
    fix: "Merge them, or give all but one a workloadSelector.",
    source: "(pilot/pkg/model/push_context.go@1.30.3, initSidecarScopes)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: Sidecar
      metadata: {name: one, namespace: shop}
      spec: {egress: [{hosts: [./*]}]}
      ---
      apiVersion: networking.istio.io/v1
      kind: Sidecar
      metadata: {name: two, namespace: shop}
      spec: {egress: [{hosts: [./*]}]}
      """
  ) { context in
    let sidecars = Dictionary(
      grouping: context.facts.resources.sidecars, by: \.metadata.namespace)
    let pods = Dictionary(grouping: context.facts.pods, by: \.namespace)
    return context.facts.resources.sidecars.compactMap { sidecar in
      let namespace = sidecar.metadata.namespace
      let others = (sidecars[namespace] ?? []).filter {
        $0.metadata.name != sidecar.metadata.name
          && ($0.workloadSelector == nil) == (sidecar.workloadSelector == nil)
      }
      guard !others.isEmpty else { return nil }
      guard let selector = sidecar.workloadSelector else { return openTwice(sidecar, others) }
      return selectedTwice(
        sidecar, others, (pods[namespace] ?? []).filter { $0.has(selector) })
    }
  }

  private static func openTwice(_ sidecar: Sidecar, _ others: [Sidecar]) -> Diagnostic {
    let names = ([sidecar] + others).map(\.metadata.name).sorted()
    return Diagnostic(
      .error, .conflictingSidecars,
      "the Sidecars \(names.joined(separator: ", ")) of \(sidecar.metadata.namespace) have no "
        + "workloadSelector", at: sidecar.metadata.places.location(of: FieldPath()),
      why: "one of them acts on the namespace's pods, and the others on nobody")
  }

  private static func selectedTwice(
    _ sidecar: Sidecar, _ others: [Sidecar], _ pods: [MeshFacts.PodFact]
  ) -> Diagnostic? {
    for other in others {
      guard let pod = pods.first(where: { $0.has(other.workloadSelector ?? [:]) }) else { continue }
      return Diagnostic(
        .error, .conflictingSidecars,
        "\(sidecar.metadata.identifier) and \(other.metadata.identifier) both select \(pod.name)",
        at: sidecar.metadata.places.location(of: "spec.workloadSelector"),
        why: "the older acts on it, and the other does not")
    }
    return nil
  }
}

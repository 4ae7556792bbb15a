internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// Sidecars of one namespace for the same pods.
  static let conflictingSidecars = Check(
    .conflictingSidecars, istio: ["IST0111"], "Sidecars of one namespace for the same pods",
    meaning: "Several Sidecars of a namespace have no workloadSelector: the oldest acts, and the "
      + "others on nobody.",
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
    let open = context.facts.resources.sidecars.filter { $0.workloadSelector == nil }
    let byNamespace = Dictionary(grouping: open, by: \.metadata.namespace)
    return open.compactMap { sidecar in
      let others = (byNamespace[sidecar.metadata.namespace] ?? []).map(\.metadata.name)
      guard others.count > 1 else { return nil }
      return Diagnostic(
        .error, .conflictingSidecars,
        "the Sidecars \(others.sorted().joined(separator: ", ")) of \(sidecar.metadata.namespace) have "
          + "no workloadSelector", at: sidecar.metadata.places.location(of: FieldPath()),
        why: "one of them acts on the namespace's pods, and the others on nobody")
    }
  }
}

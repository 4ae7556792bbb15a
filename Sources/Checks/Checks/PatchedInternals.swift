internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// An EnvoyFilter, which patches what no release promises.
  static let patchedInternals = Check(
    .internalsPatched, istio: ["IST0133"], "an EnvoyFilter, which patches what no release promises",
    meaning: "An EnvoyFilter changes what istiod generates, by the names that it happens to give. "
      + "A later release may generate it otherwise, and the patch then acts on something else or "
      + "on nothing.",
    fix:
      "Use the API that says the same, where there is one; compare releases with labbook upgrade.",
    source: "(pkg/config/validation/envoyfilter/envoyfilter.go@1.30.3, ValidateEnvoyFilter)",
    example: """
      apiVersion: networking.istio.io/v1alpha3
      kind: EnvoyFilter
      metadata: {name: idle, namespace: shop}
      spec:
        configPatches:
        - applyTo: CLUSTER
          match: {context: SIDECAR_OUTBOUND}
          patch: {operation: MERGE, value: {connect_timeout: 1s}}
      """
  ) { context in
    context.facts.resources.envoyFilters.map { filter in
      Diagnostic(
        .note, .internalsPatched,
        "\(filter.metadata.identifier) patches what istiod generates, which no release promises",
        at: filter.metadata.places.location(of: FieldPath()),
        hint: "labbook upgrade says whether its patches act alike under a later release")
    }
  }
}

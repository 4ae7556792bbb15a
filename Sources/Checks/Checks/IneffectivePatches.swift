internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A patch whose operation its target does not have.
  static let ineffectivePatches = Check(
    .ineffectivePatch, istio: ["IST0152", "IST0153", "IST0154"],
    "a patch whose operation its target does not have",
    meaning: "istiod passes over a patch whose operation it does not know for what the patch is "
      + "applied to, such as REPLACE of a cluster, and says nothing.",
    fix: "Use an operation that the target has, such as MERGE.",
    source: "(pilot/pkg/networking/core/envoyfilter@1.30.3)",
    example: """
      apiVersion: networking.istio.io/v1alpha3
      kind: EnvoyFilter
      metadata: {name: swap, namespace: shop}
      spec:
        configPatches:
        - applyTo: CLUSTER
          match: {context: SIDECAR_OUTBOUND}
          patch: {operation: REPLACE, value: {connect_timeout: 1s}}
      """
  ) { context in
    context.facts.resources.envoyFilters.flatMap { filter in
      filter.patches.enumerated().filter { !$0.element.acts }.map { position, patch in
        Diagnostic(
          .warning, .ineffectivePatch,
          "\(patch.operation.rawValue) of \(filter.metadata.identifier) does nothing to "
            + patch.applyTo.rawValue,
          at: filter.metadata.places.location(
            of: FieldPath("spec.configPatches").index(position).key("patch").key("operation")),
          why: "\(patch.applyTo.rawValue) has "
            + patch.applyTo.operations.map(\.rawValue).joined(separator: ", "))
      }
    }
  }
}

extension EnvoyFilter.Patch {
  /// Whether istiod carries the operation out for what the patch is applied to.
  var acts: Bool { operation == .invalid || applyTo.operations.contains(operation) }
}

extension EnvoyFilter.Target {
  /// The operations that istiod carries out (pilot/pkg/networking/core/envoyfilter@1.30.3:
  /// rc_patch.go, listener_patch.go, cluster_patch.go, extension_configuration_patch.go).
  fileprivate var operations: [EnvoyFilter.Operation] {
    switch self {
    case .routeConfiguration, .bootstrap: [.merge, .mergeAndReplaceList]
    case .listener, .filterChain, .cluster: [.add, .remove, .merge, .mergeAndReplaceList]
    case .virtualHost: [.add, .remove, .merge, .replace, .mergeAndReplaceList]
    case .httpRoute:
      [
        .add, .remove, .merge, .insertBefore, .insertAfter, .insertFirst, .mergeAndReplaceList,
      ]
    case .extensionConfig: [.add]
    case .networkFilter, .httpFilter, .listenerFilter:
      [
        .add, .remove, .merge, .insertBefore, .insertAfter, .insertFirst, .replace,
        .mergeAndReplaceList,
      ]
    case .invalid: EnvoyFilter.Operation.allCases
    }
  }
}

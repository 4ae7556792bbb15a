internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A patch that depends on what other patches have made.
  static let relativePatches = Check(
    .relativePatch, istio: ["IST0151", "IST0155"],
    "a patch that depends on what other patches of its priority have made",
    meaning: "INSERT_BEFORE, INSERT_AFTER, REPLACE and REMOVE look for an object. Where another "
      + "EnvoyFilter makes it, the order decides whether it is there yet, and without a priority "
      + "that is the order of ages and names.",
    fix: "Give the EnvoyFilter a priority above that of the one that makes the object, or insert "
      + "first.",
    source: "(pilot/pkg/model/push_context.go@1.30.3, initEnvoyFilters)",
    example: """
      apiVersion: networking.istio.io/v1alpha3
      kind: EnvoyFilter
      metadata: {name: limit, namespace: shop}
      spec:
        configPatches:
        - applyTo: HTTP_FILTER
          match:
            context: SIDECAR_INBOUND
            listener: {filterChain: {filter: {name: envoy.filters.network.http_connection_manager}}}
          patch:
            operation: INSERT_BEFORE
            value:
              name: envoy.filters.http.local_ratelimit
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit
                stat_prefix: limit
      """
  ) { context in
    context.facts.resources.envoyFilters.filter { $0.priority == 0 }.flatMap { filter in
      filter.patches.enumerated().filter { $0.element.looksForAnother }.map { position, patch in
        Diagnostic(
          .note, .relativePatch,
          "\(patch.operation.rawValue) of \(filter.metadata.identifier) depends on what other "
            + "EnvoyFilters have made before it",
          at: filter.metadata.places.location(
            of: FieldPath("spec.configPatches").index(position).key("patch").key("operation")),
          why: "it has no priority, so that ages and names give the order",
          hint: "give it a priority")
      }
    }
  }
}

extension EnvoyFilter.Patch {
  /// Whether its operation looks for an object that another patch may make.
  fileprivate var looksForAnother: Bool {
    switch operation {
    case .insertBefore, .insertAfter, .replace: acts
    case .remove: acts
    case .invalid, .merge, .add, .insertFirst, .mergeAndReplaceList: false
    }
  }
}

internal import Diagnostics
internal import RegularExpression
internal import Resources

extension AdmissionReview {
  /// An EnvoyFilter (pkg/config/validation/envoyfilter/envoyfilter.go@1.30.3, `validateEnvoyFilter`).
  ///
  /// Not checked here is whether the value is one of Envoy's messages.
  mutating func review(_ filter: EnvoyFilter) {
    for (position, patch) in filter.patches.enumerated() where patch.context != .waypoint {
      review(patch, at: FieldPath.spec.key("configPatches").index(position))
    }
  }

  private mutating func review(_ patch: EnvoyFilter.Patch, at path: FieldPath) {
    guard patch.applyTo != .invalid else {
      return refuse("is missing", at: path.key("applyTo"))
    }
    let change = path.key("patch")
    guard patch.operation != .invalid else {
      return refuse("is missing", at: change.key("operation"))
    }
    guard patch.operation == .remove || patch.value != nil else {
      return refuse("is missing, which only REMOVE does without", at: change.key("value"))
    }
    let match = path.key("match")
    if !patch.proxyVersion.isEmpty, (try? RegularExpression(patch.proxyVersion)) == nil {
      return refuse("is no pattern", at: match.key("proxy").key("proxyVersion"))
    }
    reviewMatch(of: patch, at: match)
  }

  /// What a patch is applied to and what it matches must be of one class.
  private mutating func reviewMatch(of patch: EnvoyFilter.Patch, at path: FieldPath) {
    switch (patch.applyTo, patch.match) {
    case (_, nil), (.invalid, _), (.extensionConfig, _), (.bootstrap, _), (.listenerFilter, _):
      return
    case (.listener, .listener(let match)), (.filterChain, .listener(let match)),
      (.networkFilter, .listener(let match)), (.httpFilter, .listener(let match)):
      review(match, of: patch.applyTo, at: path.key("listener").key("filterChain").key("filter"))
    case (.routeConfiguration, .routeConfiguration), (.virtualHost, .routeConfiguration),
      (.httpRoute, .routeConfiguration), (.cluster, .cluster):
      return
    case (.listener, _), (.filterChain, _), (.networkFilter, _), (.httpFilter, _):
      refuse("is for \(patch.applyTo.rawValue) and must match a listener", at: path)
    case (.routeConfiguration, _), (.virtualHost, _), (.httpRoute, _):
      refuse("is for \(patch.applyTo.rawValue) and must match a routeConfiguration", at: path)
    case (.cluster, _): refuse("is for CLUSTER and must match a cluster", at: path)
    }
  }

  private mutating func review(
    _ match: EnvoyFilter.ListenerMatch, of target: EnvoyFilter.Target, at path: FieldPath
  ) {
    guard let chain = match.filterChain, !chain.subFilter.isEmpty else { return }
    if chain.filter.isEmpty {
      refuse("is missing", at: path.key("name"))
    } else if target != .httpFilter {
      refuse("may be given for HTTP_FILTER only", at: path.key("subFilter"))
    } else if chain.filter != ChainFilter.httpName, chain.filter != "envoy.http_connection_manager"
    {
      refuse("must be \(ChainFilter.httpName) beside a subFilter", at: path.key("name"))
    }
  }
}

internal import ProxyConfig

/// A route made ready: conditions, header changes and rewrite, worked out once.
struct CompiledRoute: Sendable {
  /// When it is taken.
  var conditions: RouteConditions
  /// What becomes of the request's headers.
  var requestHeaders: HeaderMutation
  /// What becomes of the response's headers.
  var responseHeaders: HeaderMutation
  /// What becomes of the path; `nil` leaves it.
  var rewrite: PathRewrite?
  /// The changes of each weighted cluster.
  var weighted: [(request: HeaderMutation, response: HeaderMutation)]
  /// The sum of the weighted clusters' weights.
  var totalWeight: UInt64

  init(_ route: Route, version: EnvoyVersion) {
    conditions = RouteConditions(route.match, version: version)
    requestHeaders = HeaderMutation(
      add: route.requestHeadersToAdd, remove: route.requestHeadersToRemove)
    responseHeaders = HeaderMutation(
      add: route.responseHeadersToAdd, remove: route.responseHeadersToRemove)
    rewrite = route.route.flatMap { PathRewrite($0) }
    let clusters = route.route?.weightedClusters?.clusters ?? []
    weighted = clusters.map {
      (
        HeaderMutation(add: $0.requestHeadersToAdd, remove: $0.requestHeadersToRemove),
        HeaderMutation(add: $0.responseHeadersToAdd, remove: $0.responseHeadersToRemove)
      )
    }
    totalWeight = clusters.reduce(0) { $0 + UInt64($1.weight ?? 0) }
  }
}

extension RouteAction {
  /// The cluster that a random number chooses: its remainder by the sum of the weights falls into
  /// one cluster's share, in order (source/common/router/weighted_cluster_specifier.cc).
  ///
  /// - Returns: the cluster's name, and its position where it has a weight.
  func chosenCluster(draw: UInt64, totalWeight: UInt64) -> (name: String, index: Int?)? {
    guard let clusters = weightedClusters?.clusters else { return cluster.map { ($0, nil) } }
    guard totalWeight > 0 else { return nil }
    var left = draw % totalWeight
    for (index, cluster) in clusters.enumerated() {
      let weight = UInt64(cluster.weight ?? 0)
      if left < weight { return (cluster.name, index) }
      left -= weight
    }
    return nil
  }
}

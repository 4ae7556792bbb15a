internal import ProxyConfig

extension RouteTable {
  /// Decides everything about a request that does not depend on hosts or time: connection manager,
  /// route, the filters in their order, the router last.
  ///
  /// - `connection`: what the request came on.
  /// - `isKnown`: whether a cluster of a name is configured.
  /// - `draws`: the random numbers; each is consulted only where chance decides.
  public func plan(
    _ request: RequestHead, through manager: ConnectionManager,
    on connection: DownstreamConnection = DownstreamConnection(), draws: RequestDraws,
    isKnown: (String) -> Bool
  ) -> RequestPlan {
    guard var head = manager.admit(request) else {
      var plan = RequestPlan(admitted: request)
      plan.answer = .localReply(LocalReply(.invalidPath, version: version))
      return plan
    }
    let clientAddress = manager.clientAddress(head, on: connection)
    manager.noteClient(&head, on: connection)
    var plan = RequestPlan(admitted: head)
    plan.routing = route(head)
    let entry = entry(plan.routing)
    let compiled = compiled(plan.routing)
    if let entry, let compiled { chooseCluster(entry.route, compiled, draws, isKnown, &plan) }
    plan.ask(
      manager.filters,
      FilterContext(
        virtualHost: entry?.host, route: entry?.route, connection: connection,
        clientAddress: clientAddress, draws: draws, version: version))
    if plan.answer == nil { runRouter(draws, &plan) }
    return plan
  }

  /// The cluster is chosen with the route, before any filter runs.
  private func chooseCluster(
    _ route: Route, _ compiled: CompiledRoute, _ draws: RequestDraws, _ isKnown: (String) -> Bool,
    _ plan: inout RequestPlan
  ) {
    guard let action = route.route else { return }
    let chosen = action.chosenCluster(draw: draws.stream, totalWeight: compiled.totalWeight)
    plan.weightedCluster = chosen?.index
    if let name = chosen?.name, isKnown(name) { plan.cluster = name }
    let weights = (action.weightedClusters?.clusters ?? []).map { $0.weight ?? 0 }
    plan.consultedChance = weights.count { $0 > 0 } > 1
  }
}

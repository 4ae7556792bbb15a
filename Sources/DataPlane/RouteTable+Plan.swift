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
    choose(draws, isKnown, &plan)
    func context() -> FilterContext {
      let entry = entry(plan.routing)
      return FilterContext(
        virtualHost: entry?.host, route: entry?.route, connection: connection,
        clientAddress: clientAddress, draws: draws, version: version)
    }
    let (early, late) = manager.filtersAroundTokens
    plan.ask(early, context())
    if !early.isEmpty, plan.answer == nil, plan.notes[FilterName.jwtAuthn] != nil {
      // What the token says may choose another route (clear_route_cache).
      plan.routing = route(plan.admitted, noted: plan.notes)
      choose(draws, isKnown, &plan)
    }
    plan.ask(late, context())
    if plan.answer == nil { runRouter(draws, &plan) }
    return plan
  }

  /// The cluster is chosen with the route.
  private func choose(
    _ draws: RequestDraws, _ isKnown: (String) -> Bool, _ plan: inout RequestPlan
  ) {
    plan.weightedCluster = nil
    plan.cluster = nil
    guard let action = entry(plan.routing)?.route.route, let compiled = compiled(plan.routing)
    else { return }
    let chosen = action.chosenCluster(draw: draws.stream, totalWeight: compiled.totalWeight)
    plan.weightedCluster = chosen?.index
    if let name = chosen?.name, isKnown(name) { plan.cluster = name }
    let weights = (action.weightedClusters?.clusters ?? []).map { $0.weight ?? 0 }
    let choices = weights.count { $0 > 0 }
    plan.consultedChance = plan.consultedChance || choices > 1
    if choices > 1 { plan.totalWeight = compiled.totalWeight }
  }
}

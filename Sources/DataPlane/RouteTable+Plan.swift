internal import ProxyConfig

extension RouteTable {
  /// Decides everything about a request that does not depend on hosts: connection manager, route,
  /// fault, CORS, then the router, in the order of istiod's filter chain
  /// (pilot/pkg/networking/core/listener_builder.go@1.30.3).
  ///
  /// - Parameters:
  ///   - isKnown: whether a cluster of a name is configured.
  ///   - draws: the random numbers; each is consulted only where chance decides.
  public func plan(
    _ request: RequestHead, through manager: ConnectionManager, draws: RequestDraws,
    isKnown: (String) -> Bool
  ) -> RequestPlan {
    guard let head = manager.admit(request) else {
      var plan = RequestPlan(admitted: request)
      plan.answer = .localReply(LocalReply(.invalidPath, version: version))
      return plan
    }
    var plan = RequestPlan(admitted: head)
    plan.routing = route(head)
    if plan.routing.requiresTLS {
      let location = "https://\(head.authority)\(head.path)"
      plan.answer = reply(.redirect(status: 301, location: location))
      return plan
    }
    guard let (host, route) = entry(plan.routing), let compiled = compiled(plan.routing) else {
      plan.answer = reply(.routeNotFound)
      return plan
    }
    chooseCluster(route, compiled, draws, isKnown, &plan)
    runFilters(host, route, draws, &plan)
    if plan.answer == nil { runRouter(host, route, compiled, draws, isKnown, &plan) }
    return plan
  }

  private func reply(_ reason: LocalReplyReason) -> ImmediateAnswer {
    .localReply(LocalReply(reason, version: version))
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

  /// The most specific settings count: the route's, else the virtual host's.
  private func runFilters(
    _ host: VirtualHost, _ route: Route, _ draws: RequestDraws, _ plan: inout RequestPlan
  ) {
    if let fault = route.typedPerFilterConfig?.fault ?? host.typedPerFilterConfig?.fault {
      plan.fault = FaultDecision(
        fault, delayDraw: draws.faultDelay, abortDraw: draws.faultAbort)
      plan.consultedChance = plan.consultedChance || plan.fault.consultedChance
      if let delay = plan.fault.delay {
        plan.actions.append(FilterAction("fault delay \(delay.text)", origin: route.origin))
      }
      if let abort = plan.fault.abort {
        let reply = LocalReply(abort, version: version)
        plan.actions.append(FilterAction("fault abort \(reply.status)", origin: route.origin))
        plan.answer = .localReply(reply)
        return
      }
    }
    guard let cors = route.typedPerFilterConfig?.cors ?? host.typedPerFilterConfig?.cors else {
      return
    }
    plan.cors = CorsDecision(cors, plan.admitted)
    if let headers = plan.cors.preflightAnswer {
      plan.actions.append(FilterAction("CORS preflight answered", origin: route.origin))
      plan.answer = .preflight(headers)
    }
  }

  private func runRouter(
    _ host: VirtualHost, _ route: Route, _ compiled: CompiledRoute, _ draws: RequestDraws,
    _ isKnown: (String) -> Bool, _ plan: inout RequestPlan
  ) {
    if let direct = route.directResponse {
      plan.answer = reply(.directResponse(status: Int(direct.status ?? 200), body: direct.text))
    } else if let redirect = route.redirect {
      let matched = compiled.conditions.path.matchedPart(of: plan.admitted.pathWithoutQuery)
      let location = redirect.location(plan.admitted, matched: matched)
      plan.answer = reply(.redirect(status: redirect.status, location: location))
    } else if let action = route.route, plan.cluster != nil {
      prepareUpstream(host, action, compiled, draws, &plan)
    } else {
      let code = route.route?.clusterNotFoundResponseCode ?? .serviceUnavailable
      plan.answer = reply(.clusterNotFound(status: code.status))
    }
  }

  /// Works out the head of the first attempt, in the router's order: timeouts, attempt count,
  /// header changes, host, path (source/common/router/router.cc, decodeHeaders).
  private func prepareUpstream(
    _ host: VirtualHost, _ action: RouteAction, _ compiled: CompiledRoute, _ draws: RequestDraws,
    _ plan: inout RequestPlan
  ) {
    var head = plan.admitted
    let timeouts = Timeouts(action, &head)
    if let expected = timeouts.expected(after: .zero) {
      head.headers.set("x-envoy-expected-rq-timeout-ms", String(expected))
    }
    plan.countsAttempts = host.includeRequestAttemptCount ?? false
    if plan.countsAttempts { head.headers.set("x-envoy-attempt-count", "1") }
    changeRequest(action, compiled, weighted: plan.weightedCluster, &head)
    plan.retry = RetryState(action.retryPolicy, &head)
    plan.timeouts = timeouts
    plan.upstream = head
    plan.rewritesHostAutomatically = action.autoHostRewrite ?? false
    plan.hashPolicies = action.hashPolicy ?? []
    addMirrors(action, head, timeouts, draws, &plan)
  }

  private func changeRequest(
    _ action: RouteAction, _ compiled: CompiledRoute, weighted: Int?, _ head: inout RequestHead
  ) {
    var literal = action.hostRewriteLiteral
    if let weighted {
      compiled.weighted[weighted].request.apply(to: &head)
      let own = action.weightedClusters?.clusters[weighted].hostRewriteLiteral ?? ""
      if !own.isEmpty { literal = own }
    }
    compiled.requestHeaders.apply(to: &head)
    requestHeaders.apply(to: &head)
    if let literal, !literal.isEmpty { head.rewriteHost(literal) }
    if let rewrite = compiled.rewrite {
      let matched = compiled.conditions.path.matchedPart(of: head.pathWithoutQuery)
      let path = rewrite.path(head, matched: matched)
      head.headers.set("x-envoy-original-path", head.path)
      head.path = path
    }
  }

  private func addMirrors(
    _ action: RouteAction, _ head: RequestHead, _ timeouts: Timeouts, _ draws: RequestDraws,
    _ plan: inout RequestPlan
  ) {
    guard head.method != "CONNECT" else { return }
    for policy in action.requestMirrorPolicies ?? [] {
      if let share = policy.runtimeFraction?.defaultValue {
        plan.consultedChance = plan.consultedChance || share.isUndecided
        guard share.contains(draws.stream) else { continue }
      }
      plan.mirrors.append(Mirror(policy, of: head, timeouts))
    }
  }
}

extension Mirror {
  /// The copy of a head (source/common/router/shadow_writer_impl.cc): the host gets `-shadow`
  /// unless that is switched off, and the copy is marked as internal.
  fileprivate init(_ policy: RequestMirrorPolicy, of head: RequestHead, _ timeouts: Timeouts) {
    var copy = head
    if !(policy.disableShadowHostSuffixAppend ?? false) {
      let bare = withoutPort(head.authority)
      copy.authority = "\(bare)-shadow\(head.authority.droppingBytes(bare.utf8.count))"
    }
    copy.headers.set("x-envoy-internal", "true")
    // The copy's own router knows the route's timeout alone.
    if timeouts.route.nanoseconds > 0 {
      let milliseconds = timeouts.route.nanoseconds / 1_000_000
      copy.headers.set("x-envoy-expected-rq-timeout-ms", String(milliseconds))
    }
    self.init(cluster: policy.cluster, head: copy)
  }
}

extension RequestHead {
  /// Replaces the host and keeps the old one in `x-envoy-original-host`
  /// (source/common/http/utility.cc, updateAuthority).
  public mutating func rewriteHost(_ host: String) {
    headers.set("x-envoy-original-host", authority)
    authority = host
  }
}

extension DirectResponseAction {
  /// The body as text; `inline_bytes` are not written by istiod for sidecars.
  fileprivate var text: String { body?.inlineString ?? "" }
}

internal import ProxyConfig

// The last filter: what a route makes of a request (source/common/router/router.cc).
extension RouteTable {
  private func reply(_ reason: LocalReplyReason) -> ImmediateAnswer {
    .localReply(LocalReply(reason, version: version))
  }

  /// Answers by itself where the route says so or there is none, else prepares the first attempt.
  func runRouter(_ draws: RequestDraws, _ plan: inout RequestPlan) {
    if plan.routing.requiresTLS {
      let location = "https://\(plan.admitted.authority)\(plan.admitted.path)"
      plan.answer = reply(.redirect(status: 301, location: location))
      return
    }
    guard let (host, route) = entry(plan.routing), let compiled = compiled(plan.routing) else {
      plan.answer = reply(.routeNotFound)
      return
    }
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
    plan.retry = RetryRules(action.retryPolicy, &head)
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

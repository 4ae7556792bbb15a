internal import Diagnostics
internal import Resources

/// Makes rules of VirtualServices of the rules of HTTPRoutes and GRPCRoutes
/// (pilot/pkg/config/kube/gateway/conversion.go@1.30.3, `convertHTTPRoute`, `convertGRPCRoute`).
struct RuleConversion {
  /// A route's rules, one for each match; none where one of them cannot be converted.
  struct Result {
    /// The rules, in the order in which istiod ranks them.
    var rules: [MeshVirtualService.HTTPRule] = []
    /// What istiod complains of.
    var error: RouteError?
  }

  /// Which release it is.
  let rules: RuleVersion
  /// Finds backends.
  let backends: RouteBackends
  /// The route's.
  let metadata: ResourceMetadata
  /// On whose behalf backends are looked for.
  let asker: RouteBackends.Asker

  /// `needsGrants`: whether the rules are for gateways, and not for the mesh.
  init(
    _ rules: RuleVersion, _ backends: RouteBackends, _ metadata: ResourceMetadata, kind: String,
    needsGrants: Bool
  ) {
    self.rules = rules
    self.backends = backends
    self.metadata = metadata
    asker = RouteBackends.Asker(
      kind: kind, namespace: metadata.namespace, needsGrants: needsGrants)
  }

  /// The rules of an HTTPRoute.
  func converted(_ source: [GatewayAPI.HTTPRule]) -> Result {
    var result = Result()
    for (position, rule) in source.enumerated() {
      let path = FieldPath("spec.rules").index(position)
      var error: RouteError?
      guard let made = converted(rule, position, path, &error) else {
        return Result(error: error)
      }
      if let error { result.error = error }
      append(made, rule.matches.map { HTTPMatchRequest($0) }, path, to: &result)
    }
    return result
  }

  /// The rules of a GRPCRoute.
  func converted(_ source: [GatewayAPI.GRPCRule]) -> Result {
    var result = Result()
    for (position, rule) in source.enumerated() {
      let path = FieldPath("spec.rules").index(position)
      var error: RouteError?
      guard let made = converted(rule, position, path, &error) else {
        return Result(error: error)
      }
      if let error { result.error = error }
      append(made, rule.matches.map { HTTPMatchRequest($0) }, path, to: &result)
    }
    return result
  }

  private func append(
    _ rule: HTTPRoute, _ matches: [HTTPMatchRequest], _ path: FieldPath, to result: inout Result
  ) {
    let alternatives = matches.isEmpty ? [[]] : matches.map { [$0] }
    for match in alternatives {
      var copy = rule
      copy.match = match
      result.rules.append(
        MeshVirtualService.HTTPRule(rule: copy, metadata: metadata, path: path))
    }
  }

  private func name(_ written: String?, _ position: Int) -> String {
    if rules[.namedRouteRules], let written { return written }
    return "\(metadata.namespace).\(metadata.name).\(position)"
  }

  private func converted(
    _ source: GatewayAPI.HTTPRule, _ position: Int, _ path: FieldPath, _ error: inout RouteError?
  ) -> HTTPRoute? {
    var rule = HTTPRoute()
    rule.name = name(source.name, position)
    var mirrorError: RouteError?
    for (index, filter) in source.filters.enumerated() {
      let place = path.key("filters").index(index)
      let problem = apply(filter, at: place, to: &rule)
      guard let problem else { continue }
      if case .requestMirror = filter, rules[.lostMirrorSparesRule] {
        mirrorError = problem
      } else {
        error = problem
        return nil
      }
    }
    if rules[.routeRetries] { rule.retries = source.retry.map { HTTPRetry($0) } }
    setTimeouts(source.timeouts, &rule)
    guard fill(&rule, source.backends, path, &error) else { return nil }
    error = error ?? mirrorError
    return rule
  }

  private func converted(
    _ source: GatewayAPI.GRPCRule, _ position: Int, _ path: FieldPath, _ error: inout RouteError?
  ) -> HTTPRoute? {
    var rule = HTTPRoute()
    rule.name = name(source.name, position)
    for (index, filter) in source.filters.enumerated() {
      if let problem = apply(filter, at: path.key("filters").index(index), to: &rule) {
        error = problem
        return nil
      }
    }
    return fill(&rule, source.backends, path, &error, noBackends: 500) ? rule : nil
  }

  /// Destinations, or an answer where no backend has a share.
  ///
  /// - Returns: `false` where the whole route falls away.
  private func fill(
    _ rule: inout HTTPRoute, _ written: [GatewayAPI.BackendReference], _ path: FieldPath,
    _ error: inout RouteError?, noBackends: UInt32? = nil
  ) -> Bool {
    if written.allSatisfy({ $0.weight == 0 }), rule.redirect == nil {
      var response = HTTPDirectResponse()
      let status: UInt32 = rules[.routesWithoutBackendsAnswer404] ? 404 : 500
      response.status = written.isEmpty ? noBackends ?? status : 500
      rule.directResponse = response
      return true
    }
    for (position, backend, weight) in sharedBackends(written) {
      let place = path.key("backendRefs").index(position)
      let (destination, problem) = backends.destination(backend, for: asker, at: place)
      guard let destination else {
        error = problem
        return false
      }
      if let problem { error = problem }
      var target = HTTPRouteDestination()
      target.destination = destination
      target.weight = weight
      for (index, filter) in backend.filters.enumerated() {
        let problem = apply(filter, at: place.key("filters").index(index), to: &target.headers)
        if let problem {
          error = problem
          return false
        }
      }
      rule.route.append(target)
    }
    return true
  }

  /// A backend's time is that of each attempt where there are retries, else that of all.
  private func setTimeouts(_ timeouts: GatewayAPI.Timeouts?, _ rule: inout HTTPRoute) {
    if let request = timeouts?.request, request != .zero { rule.timeout = request }
    guard let backend = timeouts?.backendRequest, backend != .zero else { return }
    if rule.retries != nil {
      rule.retries?.perTryTimeout = backend
    } else {
      rule.timeout = backend
    }
  }
}

extension HTTPRetry {
  /// (`convertHTTPRoute`) Two attempts where none are given.
  fileprivate init(_ source: GatewayAPI.Retry) {
    self.init()
    attempts = source.attempts ?? 2
    let conditions = ["connect-failure", "refused-stream", "unavailable", "cancelled"]
    if attempts != 0 {
      retryOn = (conditions + source.codes.map(String.init)).joined(separator: ",")
    }
    backoff = source.backoff
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Translates the rules of VirtualServices into routes
/// (pilot/pkg/networking/core/route/route.go@1.30.3).
struct RouteTranslator {
  /// Whose routes are made.
  let context: RouteContext

  /// The rule version.
  var rules: RuleVersion { context.rules }

  /// The routes of a VirtualService for the client, in order; those behind one that catches
  /// everything are left out (`BuildHTTPRoutesForVirtualService`).
  func routes(of service: MeshVirtualService) -> [Route] {
    var routes: [Route] = []
    let metadata = Metadata(config: service.configPath(rules))
    for (position, rule) in service.http.enumerated() {
      if rule.rule.match.isEmpty {
        routes.append(route(rule, nil, metadata, service.semantics))
        noteRules(behind: position, of: service)
        return routes
      }
      for (number, match) in rule.rule.match.enumerated() {
        if let need = unmetNeed(of: match) {
          note(need, ofMatch: number, in: rule, of: service)
          continue
        }
        let route = route(rule, match, metadata, service.semantics)
        routes.append(route)
        if route.match.catchesAll(rules) {
          noteRules(behind: position, of: service)
          return routes
        }
      }
    }
    return routes
  }

  /// What keeps a match from ever holding for the client: its port, and its gateways, else its
  /// labels and namespace; `nil` where nothing does (`sourceMatchHTTP`).
  private func unmetNeed(of match: HTTPMatchRequest) -> RuleNote.MatchNeed? {
    if match.port != 0, Int(match.port) != context.port {
      return .port(Int(match.port), dialled: context.port)
    }
    if context.waypoint != nil {
      if !match.sourceLabels.isEmpty, !rules[.waypointTakesAnyLabels] {
        return .sourceLabels(match.sourceLabels)
      }
      if rules[.waypointTakesAnySource] { return nil }
    }
    guard match.gateways.isEmpty else {
      let isForOne = match.gateways.contains { context.gateways.contains($0) }
      return isForOne ? nil : .gateways(match.gateways)
    }
    let labels = context.client.placedLabels
    if !match.sourceLabels.isSubset(of: labels) {
      return .sourceLabels(match.sourceLabels.filter { labels[$0.key] != $0.value })
    }
    return match.sourceNamespace.isEmpty || match.sourceNamespace == context.client.namespace
      ? nil : .sourceNamespace(match.sourceNamespace)
  }

  private func route(
    _ source: MeshVirtualService.HTTPRule, _ match: HTTPMatchRequest?, _ metadata: Metadata,
    _ semantics: MeshVirtualService.Semantics
  ) -> Route {
    let rule = source.rule
    var route = Route(
      match: match.map { RouteMatch($0, semantics, rules) } ?? RouteMatch(prefix: "/"))
    let name = match.map { $0.name.isEmpty ? rule.name : "\(rule.name).\($0.name)" } ?? rule.name
    route.name = name.isEmpty ? nil : name
    route.metadata = metadata
    route.origin = source.origin
    let operations = HeaderOperations(rule.headers)
    operations.apply(to: &route)
    if let redirect = rule.redirect {
      route.redirect = RedirectAction(
        redirect, semantics, port: context.port, isTLS: context.isTLS)
    } else if let response = rule.directResponse {
      route.directResponse = DirectResponseAction(response)
    } else {
      let authority = rule.rewrite.map(\.authority).flatMap { $0.isEmpty ? nil : $0 }
      route.route = action(
        rule, semantics, authority: authority ?? operations.authority, &route)
    }
    if rule.fault != nil || rule.corsPolicy != nil {
      var config = PerFilterConfig()
      // Without a delay and an abort that Envoy knows, an empty filter configuration is sent.
      config.fault = rule.fault.map { HTTPFault($0) ?? HTTPFault() }
      config.cors = rule.corsPolicy.map { ProxyConfig.CorsPolicy($0, rules) }
      route.typedPerFilterConfig = config
    }
    return route
  }

  /// Where a rule's requests go, and how.
  ///
  /// (pilot/pkg/networking/core/route/route.go@1.30.3, `applyHTTPRouteDestination`)
  private func action(
    _ rule: HTTPRoute, _ semantics: MeshVirtualService.Semantics, authority: String?,
    _ route: inout Route
  ) -> RouteAction {
    var action = RouteAction()
    action.setTimeout(rule.timeout)
    if semantics == .gatewayAPI, context.waypoint == nil || rules[.waypointAnswers500] {
      action.clusterNotFoundResponseCode = .internalServerError
    }
    if let pattern = rule.rewrite?.uriRegexRewrite {
      action.regexRewrite = RegexRewrite(pattern: pattern.match, substitution: pattern.rewrite)
    } else if let uri = rule.rewrite?.uri, !uri.isEmpty {
      if semantics == .gatewayAPI, uri == "/" {
        // The prefix is taken out; a slash stays where nothing is left.
        let prefix = (route.match.pathSeparatedPrefix ?? "").quotedForRegex
        action.regexRewrite = RegexRewrite(
          pattern: "^\(prefix)(/?)(.*)", substitution: #"/\2"#)
      } else {
        action.prefixRewrite = uri
      }
    }
    action.hostRewriteLiteral = authority
    action.requestMirrorPolicies = mirrors(of: rule)
    let retries = rule.retries ?? context.index.meshConfig.defaultHttpRetryPolicy
    var isHashed = false
    let weighted = rule.route.count == 1 ? rule.route : rule.route.filter { $0.weight != 0 }
    let keepsOne = context.waypoint != nil && rules[.waypointKeepsOneWeight]
    if let only = weighted.first, weighted.count == 1, keepsOne || rule.route.count == 1 {
      let hash = context.consistentHash(of: only.destination)
      isHashed = hash != nil
      action.setDestination(only, hash: hash, &route, context)
    } else {
      action.setWeighted(weighted, context)
    }
    action.retryPolicy = RetryPolicy(retries, isHashed: isHashed, rules)
    return action
  }

  private func mirrors(of rule: HTTPRoute) -> [RequestMirrorPolicy]? {
    var policies: [RequestMirrorPolicy] = []
    func add(_ destination: Destination?, _ share: FractionalPercent?) {
      guard let destination, let share else { return }
      var policy = RequestMirrorPolicy(cluster: context.cluster(of: destination))
      policy.runtimeFraction = RuntimeFractionalPercent(defaultValue: share)
      policy.traceSampled = false
      policy.disableShadowHostSuffixAppend = rules[.mirrorHostSuffix] ? nil : true
      policies.append(policy)
    }
    add(rule.mirror, rule.mirrorShare)
    for mirror in rule.mirrors {
      add(mirror.destination, FractionalPercent.mirrored(mirror.percentage))
    }
    return policies.isEmpty ? nil : policies
  }
}

extension MeshVirtualService {
  /// The resource as istiod's metadata names it (pilot/pkg/networking/util/util.go@1.30.3,
  /// `BuildConfigInfoMetadata`).
  func configPath(_ rules: RuleVersion) -> String {
    let version = rules[.versionOneInMetadata] ? "v1" : "v1alpha3"
    return "/apis/networking.istio.io/\(version)/namespaces/\(metadata.namespace)"
      + "/virtual-service/\(name)"
  }
}

extension HTTPRoute {
  /// The share of requests that `mirror` copies; `nil` where it is an explicit 0
  /// (`MirrorPercent`).
  fileprivate var mirrorShare: FractionalPercent? {
    if mirrorPercentage == nil, let whole = mirrorPercent {
      return whole > 0 ? FractionalPercent(numerator: whole) : nil
    }
    return FractionalPercent.mirrored(mirrorPercentage)
  }
}

extension RouteAction {
  /// No timeout is 0, which Envoy takes as none (`setTimeout`).
  mutating func setTimeout(_ timeout: Duration?) {
    let value = timeout.map { ProtoDuration($0) } ?? .zero
    self.timeout = value
    maxGrpcTimeout = value
  }

  /// Sends to one cluster; its weight does not count (`processDestination`).
  fileprivate mutating func setDestination(
    _ target: HTTPRouteDestination, hash: LoadBalancerSettings.ConsistentHash?,
    _ route: inout Route, _ context: RouteContext
  ) {
    cluster = context.cluster(of: target.destination)
    let operations = HeaderOperations(target.headers)
    operations.apply(to: &route)
    if hostRewriteLiteral == nil { hostRewriteLiteral = operations.authority }
    if let policy = hash.flatMap({ HashPolicy($0, context.rules) }) { hashPolicy = [policy] }
  }

  /// Shares requests by weight; weights stay as written (`processWeightedDestination`).
  fileprivate mutating func setWeighted(
    _ targets: [HTTPRouteDestination], _ context: RouteContext
  ) {
    var policies: [HashPolicy] = []
    let clusters = targets.map { target in
      var weighted = WeightedClusters.ClusterWeight(
        name: context.cluster(of: target.destination),
        weight: UInt32(truncatingIfNeeded: target.weight))
      HeaderOperations(target.headers).apply(to: &weighted)
      if let hash = context.consistentHash(of: target.destination),
        let policy = HashPolicy(hash, context.rules)
      {
        policies.append(policy)
      }
      return weighted
    }
    weightedClusters = WeightedClusters(clusters: clusters)
    hashPolicy = policies.isEmpty ? nil : policies
  }

  /// The action of a service's default route (`BuildDefaultHTTPOutboundRoute`).
  init(
    cluster: String, hash: LoadBalancerSettings.ConsistentHash?, retries: HTTPRetry?,
    _ rules: RuleVersion
  ) {
    self.init()
    self.cluster = cluster
    setTimeout(nil)
    retryPolicy = RetryPolicy(retries, isHashed: false, rules)
    if let policy = hash.flatMap({ HashPolicy($0, rules) }) { hashPolicy = [policy] }
  }
}

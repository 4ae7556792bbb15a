internal import Diagnostics
internal import ProxyConfig
internal import Resources

// What can change an outcome and is not modelled: each is an error at its place, never ignored.
extension MeshIndex {
  /// Parts in the order of the input, kind by kind.
  var unmodelled: [UnmodelledPart] {
    let controller = GatewayController.byClass(resources.gatewayAPI.gatewayClasses)
    var parts: [UnmodelledPart] = []
    for object in resources.objects {
      guard let plural = object.unmodelledPlural(controller, isAmbient: rules[.ambientMode]) else {
        continue
      }
      parts.append(
        UnmodelledPart(
          diagnostic: Self.finding(object.metadata, "", plural), reach: reach(of: object)))
    }
    parts += unmodelledPatches + patchesAtWaypoints + customPolicies
    for pod in workloads.pods { parts += self.parts(pod) + settings(of: pod) }
    for service in registry.services { parts += self.parts(service) }
    for rule in virtualServices.all {
      let found = findings(rule)
      // Whom it reaches is looked up among all pods.
      guard !found.isEmpty else { continue }
      let reach = reach(of: rule)
      parts += found.map { UnmodelledPart(diagnostic: $0, reach: reach) }
    }
    for rule in resources.destinationRules {
      parts += findings(rule).map { UnmodelledPart(diagnostic: $0) }
    }
    return parts
  }

  /// Policies that another service decides.
  ///
  /// Without a sound provider the proxies refuse by themselves, which is modelled.
  private var customPolicies: [UnmodelledPart] {
    resources.authorizationPolicies.compactMap { policy in
      guard policy.action == .custom,
        ResolvedProvider(named: policy.provider ?? "", index: self) != nil
      else { return nil }
      var part = UnmodelledPart(
        diagnostic: Self.finding(
          policy.metadata, "spec.action", "AuthorizationPolicies with action CUSTOM"),
        reach: reach(of: .authorizationPolicy(policy)))
      part.isToldByRequests = true
      return part
    }
  }

  /// What a pod asks for concerns what it sends and receives; a waypoint is on others' way.
  private func parts(_ pod: MeshPod) -> [UnmodelledPart] {
    let reach = pod.proxy == .waypoint ? nil : RequestPath(pods: [pod.name])
    return findings(pod).map { UnmodelledPart(diagnostic: $0, reach: reach) }
  }

  private func parts(_ service: MeshService) -> [UnmodelledPart] {
    findings(service).map { finding in
      let pods = endpoints(of: service).compactMap(\.workload)
      return UnmodelledPart(diagnostic: finding, reach: RequestPath(receivers: Set(pods)))
    }
  }

  /// - `path`: the field; empty for the whole resource.
  /// - `subject`: what is not modelled, in the plural.
  private static func finding(
    _ metadata: ResourceMetadata, _ path: FieldPath, _ subject: String
  ) -> Diagnostic {
    Diagnostic(
      .notModelled, "\(subject) are not modelled: \(metadata.identifier)",
      at: metadata.places.location(of: path),
      hint: "leave it out, or give --allow-unmodelled to go on without it")
  }

  /// Annotations that change what the proxy sees or how it is set up.
  private func settings(of pod: MeshPod) -> [UnmodelledPart] {
    guard pod.proxy == .sidecar || pod.proxy == .gateway, !pod.metadata.annotations.isEmpty else {
      return []
    }
    return ProxyAnnotations(pod).effects().map { effect in
      UnmodelledPart(
        diagnostic: Self.finding(
          pod.metadata, "metadata.annotations", effect.subject.quotedForDiagnostics),
        reach: RequestPath(pods: [pod.name]))
    }
  }

  private func findings(_ pod: MeshPod) -> [Diagnostic] {
    switch pod.proxy {
    case .waypoint: return rules[.ambientMode] ? [] : [Self.finding(pod.metadata, "", "waypoints")]
    case .gateway: return gatewayFindings(pod)
    case .none:
      guard !rules[.ambientMode], ambient.isAsked(by: pod) else { return [] }
      return [Self.finding(pod.metadata, "", "pods in ambient mode")]
    case .sidecar: return []
    }
  }

  /// Servers of TLS that carries no HTTP to the gateway: clients here send none.
  private func gatewayFindings(_ pod: MeshPod) -> [Diagnostic] {
    let targets = targets(of: pod)
    return gateways.filter { $0.targets(of: pod, among: targets) != nil }.flatMap { gateway in
      gateway.servers.enumerated().filter { $0.element.isTLS && !$0.element.isHTTPS }.map {
        position, _ in
        Self.finding(
          gateway.metadata, gateway.path.index(gateway.firstPosition + position),
          "servers for TLS that is not HTTPS")
      }
    }
  }

  private func findings(_ service: MeshService) -> [Diagnostic] {
    guard service.registry == .kubernetes else { return [] }
    let metadata = service.metadata
    return ["istio.io/persistent-session", "istio.io/persistent-session-header"]
      .filter { metadata.labels[$0] != nil }
      .map { Self.finding(metadata, "metadata.labels", "labels \($0)") }
  }

  private func findings(_ service: MeshVirtualService) -> [Diagnostic] {
    service.http.flatMap { rule -> [Diagnostic] in
      var found: [Diagnostic] = []
      if let redirect = rule.rule.redirect, !rules[.unknownRedirectCodeWithoutAction],
        ![0, 301, 302, 303, 307, 308].contains(redirect.redirectCode)
      {
        found.append(
          Self.finding(
            rule.metadata, rule.path.key("redirect").key("redirectCode"),
            "redirect codes that make the proxy refuse the table"))
      }
      found += rule.rule.match.enumerated().flatMap { position, match in
        match.emptyTexts.map { place in
          refusal(of: rule.metadata, at: place(rule.path.key("match").index(position)))
        }
      }
      return found
    }
  }

  /// Envoy asks for at least one letter (envoy/type/matcher/v3/string.proto, 1.28): a proxy refuses
  /// the table that has none, and keeps the last one that it took, or has none.
  private func refusal(of rule: ResourceMetadata, at path: FieldPath) -> Diagnostic {
    Diagnostic(
      .notModelled,
      "\(path) of \(rule.identifier) is empty: proxies refuse the whole route table, keep the last "
        + "one that they took or answer 404 without one, which is not modelled",
      at: rule.places.location(of: path),
      hint: "leave the condition out: without it every value matches")
  }

  private func findings(_ rule: DestinationRule) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if rule.trafficPolicy?.tunnel != nil {
      found.append(Self.finding(rule.metadata, "spec.trafficPolicy.tunnel", "tunnels"))
    }
    for (position, subset) in rule.subsets.enumerated() where subset.trafficPolicy?.tunnel != nil {
      let path = FieldPath("spec.subsets").index(position).key("trafficPolicy").key("tunnel")
      found.append(Self.finding(rule.metadata, path, "tunnels"))
    }
    return found
  }
}

extension HTTPMatchRequest {
  /// Where a condition's text is empty though its kind asks for one.
  fileprivate var emptyTexts: [(FieldPath) -> FieldPath] {
    func isEmpty(_ match: StringMatch?) -> String? {
      match == .prefix("") ? "prefix" : match == .regex("") ? "regex" : nil
    }
    var found: [(FieldPath) -> FieldPath] = []
    for (field, match) in [("scheme", scheme), ("method", method), ("authority", authority)] {
      if let kind = isEmpty(match) { found.append { $0.key(field).key(kind) } }
    }
    let maps = [
      ("headers", headers), ("queryParams", queryParams), ("withoutHeaders", withoutHeaders),
    ]
    for (field, matches) in maps {
      for (name, match) in matches.sorted(by: { $0.key < $1.key }) {
        if let kind = isEmpty(match) { found.append { $0.key(field).key(name).key(kind) } }
      }
    }
    return found
  }
}

extension MeshObject {
  /// How several of a kind that does not act yet are called; `nil` for kinds that act.
  ///
  /// - `controller`: who takes care of a class of Gateways.
  /// - `isAmbient`: whether waypoints act.
  fileprivate func unmodelledPlural(
    _ controller: (String) -> GatewayController, isAmbient: Bool
  ) -> String? {
    switch self {
    case .kubernetesGateway(let gateway):
      switch controller(gateway.gatewayClassName) {
      case .waypoint: isAmbient ? nil : "waypoints"
      case .eastWest: "gateways between networks"
      case .gateway, .remote, .foreign: nil
      }
    case .unmodelled(let object): object.plural
    case .envoyFilter, .namespace, .node, .service, .endpointSlice, .pod, .controller,
      .virtualService,
      .destinationRule, .serviceEntry, .workloadEntry, .workloadGroup, .sidecar, .gateway,
      .peerAuthentication, .authorizationPolicy, .requestAuthentication, .gatewayClass,
      .referenceGrant, .httpRoute, .grpcRoute, .tcpRoute, .tlsRoute, .ingress, .ingressClass,
      .secret:
      nil
    }
  }
}

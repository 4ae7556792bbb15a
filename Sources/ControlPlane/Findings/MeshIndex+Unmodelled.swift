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
      guard let plural = object.unmodelledPlural(controller) else { continue }
      parts.append(
        UnmodelledPart(
          diagnostic: Self.finding(object.metadata, "", plural), reach: reach(of: object)))
    }
    for pod in workloads.pods { parts += self.parts(pod) }
    for service in registry.services { parts += self.parts(service) }
    for rule in virtualServices.all where rule.isForMesh {
      parts += findings(rule).map { UnmodelledPart(diagnostic: $0) }
    }
    for rule in resources.destinationRules {
      parts += findings(rule).map { UnmodelledPart(diagnostic: $0) }
    }
    return parts
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

  /// - Parameters:
  ///   - path: the field; empty for the whole resource.
  ///   - subject: what is not modelled, in the plural.
  private static func finding(
    _ metadata: ResourceMetadata, _ path: FieldPath, _ subject: String
  ) -> Diagnostic {
    Diagnostic(
      .notModelled, "\(subject) are not modelled: \(metadata.identifier)",
      at: metadata.places.location(of: path),
      hint: "leave it out, or give --allow-unmodelled to go on without it")
  }

  /// Annotations that change what the proxy sees or how it is set up.
  private func findings(_ pod: MeshPod) -> [Diagnostic] {
    switch pod.proxy {
    case .waypoint: return [Self.finding(pod.metadata, "", "waypoints")]
    case .gateway: return gatewayFindings(pod)
    case .none:
      guard isAmbient(pod) else { return [] }
      return [Self.finding(pod.metadata, "", "pods in ambient mode")]
    case .sidecar:
      return pod.metadata.annotations.keys.sorted()
        .filter { $0.hasPrefix("traffic.sidecar.istio.io/") || Self.podSettings.contains($0) }
        .map { Self.finding(pod.metadata, "metadata.annotations", "annotations \($0)") }
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

  private static let podSettings: Set<String> = [
    "proxy.istio.io/config", "sidecar.istio.io/interceptionMode", "proxy.istio.io/overrides",
  ]

  /// Whether a pod is captured by the node's proxy.
  func isAmbient(_ pod: MeshPod) -> Bool {
    let key = "istio.io/dataplane-mode"
    if let mode = pod.labels[key] { return mode == "ambient" }
    return ambientNamespaces.contains(pod.namespace)
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
      if rule.rule.match.contains(where: \.asksForClaims) {
        found.append(
          Self.finding(rule.metadata, rule.path.key("match"), "matches on JWT claims"))
      }
      if let redirect = rule.rule.redirect, !rules[.unknownRedirectCodeWithoutAction],
        ![0, 301, 302, 303, 307, 308].contains(redirect.redirectCode)
      {
        found.append(
          Self.finding(
            rule.metadata, rule.path.key("redirect").key("redirectCode"),
            "redirect codes that make the proxy refuse the table"))
      }
      return found
    }
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
  /// Whether a header stands for a claim of a token.
  fileprivate var asksForClaims: Bool {
    let isClaim = { (name: String) in name.hasPrefix("@request.auth.claims") }
    return headers.keys.contains(where: isClaim) || withoutHeaders.keys.contains(where: isClaim)
  }
}

extension MeshObject {
  /// How several of a kind that does not act yet are called; `nil` for kinds that act.
  ///
  /// - Parameter controller: who takes care of a class of Gateways.
  fileprivate func unmodelledPlural(
    _ controller: (String) -> GatewayController
  ) -> String? {
    switch self {
    case .envoyFilter: "EnvoyFilters"
    case .authorizationPolicy: "AuthorizationPolicies"
    case .requestAuthentication: "RequestAuthentications"
    case .kubernetesGateway(let gateway):
      [.waypoint, .eastWest].contains(controller(gateway.gatewayClassName)) ? "waypoints" : nil
    case .unmodelled(let object): object.plural
    case .namespace, .node, .service, .endpointSlice, .pod, .controller, .virtualService,
      .destinationRule, .serviceEntry, .workloadEntry, .workloadGroup, .sidecar, .gateway,
      .peerAuthentication, .gatewayClass, .referenceGrant, .httpRoute, .grpcRoute, .tcpRoute,
      .tlsRoute:
      nil
    }
  }
}

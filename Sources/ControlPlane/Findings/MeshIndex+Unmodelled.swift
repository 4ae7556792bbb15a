internal import Diagnostics
internal import Resources

// What can change an outcome and is not modelled: each is an error at its place, never ignored.
extension MeshIndex {
  /// Findings in the order of the input, kind by kind.
  var unmodelled: [Diagnostic] {
    resources.unmodelled.map { Self.finding($0.metadata, "", $0.metadata.kind.kindPlural) }
      + gatewayAPIFindings
      + workloads.pods.flatMap(findings)
      + resources.services.flatMap(findings)
      + virtualServices.all.filter(\.isForMesh).flatMap(findings)
      + resources.destinationRules.flatMap(findings)
  }

  /// Gateways and routes of Gateway API are read, and do not act yet.
  private var gatewayAPIFindings: [Diagnostic] {
    let objects = resources.gatewayAPI
    let all =
      objects.gateways.map(\.metadata) + objects.httpRoutes.map(\.metadata)
      + objects.grpcRoutes.map(\.metadata) + objects.tcpRoutes.map(\.metadata)
      + objects.tlsRoutes.map(\.metadata)
    return all.map { Self.finding($0, "", "\($0.kind.kindPlural) of gateway.networking.k8s.io") }
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

  /// Servers that hand bytes on as they are.
  private func gatewayFindings(_ pod: MeshPod) -> [Diagnostic] {
    resources.gateways.filter { $0.selector.isSubset(of: pod.labels) }.flatMap { gateway in
      gateway.servers.enumerated().filter { !$0.element.isHTTP }.map { position, _ in
        Self.finding(
          gateway.metadata, FieldPath("spec.servers").index(position),
          "servers that serve no HTTP")
      }
    }
  }

  private static let podSettings: Set<String> = [
    "proxy.istio.io/config", "sidecar.istio.io/interceptionMode", "proxy.istio.io/overrides",
  ]

  private func isAmbient(_ pod: MeshPod) -> Bool {
    let key = "istio.io/dataplane-mode"
    if let mode = pod.labels[key] { return mode == "ambient" }
    return resources.namespaces.contains {
      $0.metadata.name == pod.namespace && $0.metadata.labels[key] == "ambient"
    }
  }

  private func findings(_ service: Service) -> [Diagnostic] {
    let metadata = service.metadata
    return ["istio.io/persistent-session", "istio.io/persistent-session-header"]
      .filter { metadata.labels[$0] != nil }
      .map { Self.finding(metadata, "metadata.labels", "labels \($0)") }
  }

  private func findings(_ service: MeshVirtualService) -> [Diagnostic] {
    service.http.flatMap { rule -> [Diagnostic] in
      var found: [Diagnostic] = []
      if rule.rule.match.contains(where: \.asksForClaims) {
        let path = FieldPath("spec.http").index(rule.position)
        found.append(Self.finding(rule.metadata, path.key("match"), "matches on JWT claims"))
      }
      if let redirect = rule.rule.redirect, !rules[.unknownRedirectCodeWithoutAction],
        ![0, 301, 302, 303, 307, 308].contains(redirect.redirectCode)
      {
        let path = FieldPath("spec.http").index(rule.position)
        found.append(
          Self.finding(
            rule.metadata, path.key("redirect").key("redirectCode"),
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

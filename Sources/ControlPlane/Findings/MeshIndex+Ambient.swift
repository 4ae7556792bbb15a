internal import Diagnostics
internal import Resources

// What of ambient mode acts otherwise than it reads, or not at all.
extension MeshIndex {
  /// Waypoints that are asked for in vain, waypoints without pods or with other listeners, pods
  /// that are both injected and in ambient mode, policies that a ztunnel does not carry out whole.
  var ambientFindings: [Diagnostic] {
    guard ambient.isOn else { return [] }
    return waypointsAskedInVain + waypointsPassedBy + waypointsWithoutPods + waypointListeners
      + injectedAndAmbient
      + policiesAtTunnels
  }

  // MARK: Waypoints

  private var waypointsAskedInVain: [Diagnostic] {
    var told: Set<ResourceIdentifier> = []
    var found: [Diagnostic] = []
    func look(_ choice: WaypointChoice, _ labels: [String: String], _ own: ResourceMetadata) {
      let namespace = ambient.metadata(ofNamespace: own.namespace)
      let isOwn = labels[AmbientMesh.useLabel] != nil
      guard let asking = isOwn ? own : namespace, let words = choice.problem(own.namespace),
        told.insert(asking.identifier).inserted
      else { return }
      found.append(
        Diagnostic(
          .warning, .waypointNotUsed,
          "\(asking.identifier) asks for a waypoint that does not serve it: \(words.why)",
          at: asking.places.location(of: FieldPath("metadata.labels")), hint: words.fix))
    }
    for service in registry.services {
      look(ambient.choice(for: service), service.labels, service.metadata)
    }
    for pod in workloads.pods where pod.isCaptured {
      look(ambient.choice(for: pod), pod.labels, pod.metadata)
    }
    return found
  }

  /// ServiceEntries that ask for a waypoint themselves, and that ztunnels do not know.
  private var waypointsPassedBy: [Diagnostic] {
    var told: Set<ResourceIdentifier> = []
    return registry.services.compactMap { service in
      guard service.labels[AmbientMesh.useLabel] != nil,
        let waypoint = ambient.choice(for: service).waypoint,
        let gap = tunnelGap(service, calledBy: nil),
        told.insert(service.metadata.identifier).inserted
      else { return nil }
      return Diagnostic(
        .warning, .waypointNotUsed,
        "calls of \(service.hostname) from pods in ambient mode pass the waypoint \(waypoint.key) "
          + "of \(service.metadata.identifier) by",
        at: service.metadata.places.location(of: FieldPath("metadata.labels")), why: gap.words,
        hint: gap.fix)
    }
  }

  private var waypointsWithoutPods: [Diagnostic] {
    let used = Set(registry.services.compactMap { ambient.choice(for: $0).waypoint?.key })
      .union(workloads.pods.compactMap { ambient.choice(for: $0).waypoint?.key })
    return ambient.waypoints.values.sorted { $0.key < $1.key }.compactMap { waypoint in
      guard used.contains(waypoint.key), endpoints(of: waypoint).isEmpty else { return nil }
      return Diagnostic(
        .warning, .waypointWithoutPods,
        "waypoint \(waypoint.key) has no ready pod at port \(Waypoint.port) of "
          + "\(waypoint.hostname): what pods in ambient mode send there is cut off",
        at: waypoint.metadata.places.location(of: FieldPath()),
        hint: "add its pods, or leave its Deployment to istiod")
    }
  }

  /// Listeners that a waypoint should not have
  /// (`pilot/pkg/config/kube/gateway/conditions.go` unexpectedWaypointListener@1.30.3).
  private var waypointListeners: [Diagnostic] {
    let controller = GatewayController.byClass(resources.gatewayAPI.gatewayClasses)
    return resources.gatewayAPI.gateways.flatMap { gateway -> [Diagnostic] in
      guard controller(gateway.gatewayClassName) == .waypoint else { return [] }
      return gateway.listeners.enumerated().compactMap { position, listener in
        let isSound = listener.protocol == "HBONE" && listener.port == Waypoint.port
        guard !isSound || gateway.listeners.count > 1 else { return nil }
        return Diagnostic(
          .warning, .waypointListener,
          "\(gateway.metadata.identifier) is a waypoint, of which one listener is expected, of "
            + "protocol HBONE at port \(Waypoint.port): condition Programmed is False",
          at: gateway.metadata.places.location(of: FieldPath("spec.listeners").index(position)),
          hint: "leave one listener {port: \(Waypoint.port), protocol: HBONE}")
      }.prefix(1).map { $0 }
    }
  }

  // MARK: Pods

  private var injectedAndAmbient: [Diagnostic] {
    let key = AmbientMesh.modeLabel
    var told: Set<ResourceIdentifier> = []
    return workloads.pods.compactMap { pod in
      guard pod.proxy == .sidecar else { return nil }
      let namespace = ambient.metadata(ofNamespace: pod.namespace)
      let mode = pod.labels[key] ?? namespace?.labels[key]
      guard mode == "ambient" else { return nil }
      let isOwn = pod.labels[key] != nil || pod.labels["sidecar.istio.io/inject"] == "true"
      guard let place = isOwn ? pod.metadata : namespace, told.insert(place.identifier).inserted
      else { return nil }
      return Diagnostic(
        .warning, .injectedAndAmbient,
        "\(place.identifier) asks for sidecars and for ambient mode: pods with a sidecar are left "
          + "out of ambient mode, and their calls pass by every waypoint",
        at: place.places.location(of: FieldPath("metadata.labels")),
        hint: "take one of the labels away")
    }
  }

  // MARK: Policies

  /// What a ztunnel leaves out, in the words of the condition that istiod reports
  /// (`pilot/pkg/serviceregistry/ambient/authorization.go` httpRuleFmt@1.30.3).
  private var policiesAtTunnels: [Diagnostic] {
    resources.authorizationPolicies.compactMap { policy in
      let isOfAction = policy.action == .allow || policy.action == .deny
      let positions = policy.rulesAboutHTTP
      guard policy.targets.isEmpty, !isOfAction || !positions.isEmpty,
        workloads.pods.contains(where: { $0.isCaptured && policies.acts(policy, at: $0) })
      else { return nil }
      let what =
        !isOfAction
        ? "ztunnels do not carry out the action of \(policy.metadata.identifier), and let pass"
        : "ztunnels read no HTTP: \(policy.metadata.identifier) "
          + (policy.action == .allow
            ? "loses its rules about HTTP, and allows less than is meant"
            : "denies without its conditions on HTTP, and denies more than is meant")
      let path = positions.first.map { FieldPath("spec.rules").index($0) } ?? "spec.action"
      return Diagnostic(
        .warning, .policyForHTTPAtTunnel, what, at: policy.metadata.places.location(of: path),
        hint: "attach it to the Service or the waypoint by targetRefs")
    }
  }
}

extension WaypointChoice {
  /// Why a waypoint that is asked for does not serve, and the likely fix; `nil` where it does, or
  /// none is asked for.
  fileprivate func problem(_ namespace: String) -> (why: String, fix: String?)? {
    switch self {
    case .unasked, .waypoint: return nil
    case .missing(let key):
      return (
        "no Gateway \(key) of class istio-waypoint is there",
        "add it, or correct the labels \(AmbientMesh.useLabel) and \(AmbientMesh.useNamespaceLabel)"
      )
    case .denied(let waypoint):
      return (
        "\(waypoint.key) lets no objects of namespace \(namespace) in",
        "let allowedRoutes.namespaces of its listener say from: All"
      )
    case .unserved(let waypoint):
      return (
        "\(waypoint.key) is for traffic of kind \(waypoint.traffic.rawValue)",
        "label it istio.io/waypoint-for: all, or what is meant"
      )
    }
  }
}

internal import ProxyConfig
internal import Resources

// Whose requests an object of a kind that does not act could touch, if it did.
extension MeshIndex {
  /// `nil` is everybody's.
  func reach(of object: MeshObject) -> RequestPath? {
    switch object {
    case .authorizationPolicy(let policy):
      // An audit writes down what it sees, no more.
      guard policy.action != .audit else { return RequestPath() }
      return receivers(policy.metadata.namespace, policy.selector, policy.targets)
    case .requestAuthentication(let authentication):
      guard !authentication.rules.isEmpty else { return RequestPath() }
      return receivers(
        authentication.metadata.namespace, authentication.selector, authentication.targets)
    case .envoyFilter(let filter): return reach(of: filter)
    case .kubernetesGateway(let gateway):
      return RequestPath(pods: pods(ofGateway: gateway.metadata.name, gateway.metadata.namespace))
    case .httpRoute(let route): return reach(of: route.metadata, route.parents)
    case .grpcRoute(let route): return reach(of: route.metadata, route.parents)
    case .tcpRoute(let route): return reach(of: route.metadata, route.parents)
    case .tlsRoute(let route): return reach(of: route.metadata, route.parents)
    case .unmodelled(let object): return reach(of: object)
    case .namespace, .node, .service, .endpointSlice, .pod, .controller, .virtualService,
      .destinationRule, .serviceEntry, .workloadEntry, .workloadGroup, .sidecar, .gateway,
      .peerAuthentication, .gatewayClass, .referenceGrant:
      return nil
    }
  }

  private func reach(of object: Unmodelled) -> RequestPath? {
    let metadata = object.metadata
    switch metadata.kind {
    case "NetworkPolicy":
      return RequestPath(
        pods: names(
          workloads.pods(in: metadata.namespace).filter { isSelected($0, object.selector) }))
    case "Ingress", "BackendTLSPolicy", "ListenerSet", "XListenerSet":
      return RequestPath(pods: names(workloads.pods.filter { $0.proxy == .gateway }))
    case "UDPRoute": return RequestPath()
    case "WasmPlugin", "TrafficExtension", "ProxyConfig":
      return RequestPath(pods: names(proxies(metadata.namespace, object.selector)))
    default: return nil
    }
  }

  /// A filter acts on the proxies that it selects, in the contexts of its patches
  /// (`pilot/pkg/model/push_context.go` getMatchedEnvoyFilters@1.30.3).
  private func reach(of filter: EnvoyFilter) -> RequestPath {
    let patches = filter.patches.filter { isMeant($0.proxyVersion) }
    let selected =
      filter.targets.isEmpty
      ? proxies(filter.metadata.namespace, filter.workloadSelector)
      : targeted(filter.targets, filter.metadata.namespace)
    var path = RequestPath()
    for patch in patches {
      let sidecars = names(selected.filter { $0.proxy == .sidecar })
      let gateways = names(selected.filter { $0.proxy == .gateway })
      let waypoints = names(selected.filter { $0.proxy == .waypoint })
      switch patch.context {
      case .any: path = path.union(RequestPath(pods: names(selected)))
      case .sidecarInbound: path.receivers.formUnion(sidecars)
      case .sidecarOutbound: path.senders.formUnion(sidecars)
      case .gateway: path = path.union(RequestPath(pods: gateways))
      case .waypoint: path = path.union(RequestPath(pods: waypoints))
      }
    }
    return path
  }

  /// Whether a patch for proxies of a version (a pattern) could be one for this release's. What is
  /// no plain number is taken to be.
  private func isMeant(_ pattern: String) -> Bool {
    let parts = pattern.drop { $0 == "^" }.replacing("\\.", with: ".").split(separator: ".")
    let own = rules.name.split(separator: "-").last?.split(separator: ".") ?? []
    guard parts.count >= 2, own.count >= 2, Int(parts[0]) != nil,
      let minor = Int(parts[1].prefix { $0.isNumber }), let ownMinor = Int(own[1])
    else { return true }
    return minor == ownMinor
  }

  /// A route acts where it is attached: at a gateway's pods, or at everybody who calls a Service.
  private func reach(
    of route: ResourceMetadata, _ parents: [GatewayAPI.ParentReference]
  ) -> RequestPath? {
    var pods: Set<String> = []
    for parent in parents {
      guard parent.kind == "Gateway" else { return nil }
      pods.formUnion(self.pods(ofGateway: parent.name, parent.namespace ?? route.namespace))
    }
    return RequestPath(pods: pods)
  }

  private func pods(ofGateway name: String, _ namespace: String) -> Set<String> {
    names(
      workloads.pods(
        in: namespace, selectedBy: ["gateway.networking.k8s.io/gateway-name": name]))
  }

  private func receivers(
    _ namespace: String, _ selector: [String: String]?, _ targets: [PolicyTargetReference]
  ) -> RequestPath {
    let pods = targets.isEmpty ? proxies(namespace, selector) : targeted(targets, namespace)
    return RequestPath(receivers: names(pods))
  }

  /// The pods with a proxy that a selector of a namespace means: of the root namespace in all.
  private func proxies(_ namespace: String, _ selector: [String: String]?) -> [MeshPod] {
    let pods =
      namespace == meshConfig.rootNamespace ? workloads.pods : workloads.pods(in: namespace)
    return pods.filter { $0.proxy != .none && isSelected($0, selector) }
  }

  /// Proxies of Gateways that a policy is attached to; what is attached to a Service acts at its
  /// waypoint.
  private func targeted(_ targets: [PolicyTargetReference], _ namespace: String) -> [MeshPod] {
    workloads.pods(in: namespace).filter { pod in
      guard pod.proxy == .gateway || pod.proxy == .waypoint else { return false }
      return targets.contains { target in
        target.kind != "Gateway"
          ? pod.proxy == .waypoint
          : pod.labels["gateway.networking.k8s.io/gateway-name"] == target.name
      }
    }
  }

  private func isSelected(_ pod: MeshPod, _ selector: [String: String]?) -> Bool {
    selector?.isSubset(of: pod.placedLabels) ?? true
  }

  private func names(_ pods: [MeshPod]) -> Set<String> { Set(pods.map(\.name)) }
}

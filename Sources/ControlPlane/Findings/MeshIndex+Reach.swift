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
      .peerAuthentication, .gatewayClass, .referenceGrant, .ingress, .ingressClass, .secret:
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
    case "BackendTLSPolicy", "ListenerSet", "XListenerSet":
      return RequestPath(pods: names(workloads.pods.filter { $0.proxy == .gateway }))
    case "UDPRoute": return RequestPath()
    case "WasmPlugin", "TrafficExtension", "ProxyConfig":
      return RequestPath(pods: names(proxies(metadata.namespace, object.selector)))
    default: return nil
    }
  }

  private func reach(of filter: EnvoyFilter) -> RequestPath {
    filter.patches.reduce(RequestPath()) { $0.union(reach(of: $1, in: filter)) }
  }

  /// A patch acts on the proxies that its filter selects, in its context
  /// (`pilot/pkg/model/push_context.go` getMatchedEnvoyFilters@1.30.3).
  func reach(of patch: EnvoyFilter.Patch, in filter: EnvoyFilter) -> RequestPath {
    guard envoyFilters.matches(patch) else { return RequestPath() }
    let selected =
      filter.targets.isEmpty || !rules[.filtersAttach]
      ? proxies(filter.metadata.namespace, filter.workloadSelector)
      : targeted(filter.targets, filter.metadata.namespace)
    let pods = { (kind: MeshPod.Proxy) in self.names(selected.filter { $0.proxy == kind }) }
    switch patch.context {
    case .any: return RequestPath(pods: names(selected))
    case .sidecarInbound: return RequestPath(receivers: pods(.sidecar))
    case .sidecarOutbound: return RequestPath(senders: pods(.sidecar))
    case .gateway: return RequestPath(pods: pods(.gateway))
    case .waypoint: return RequestPath(pods: pods(.waypoint))
    }
  }

  /// The waypoints that a patch acts on: all contexts but that of gateways mean them, too.
  func waypoints(patchedBy patch: EnvoyFilter.Patch, in filter: EnvoyFilter) -> Set<String> {
    guard envoyFilters.matches(patch), patch.context != .gateway else { return [] }
    let selected =
      filter.targets.isEmpty || !rules[.filtersAttach]
      ? proxies(filter.metadata.namespace, filter.workloadSelector)
      : targeted(filter.targets, filter.metadata.namespace)
    return names(selected.filter { $0.proxy == .waypoint })
  }

  /// A VirtualService is in the tables of the sidecars that see it, and of its gateways.
  func reach(of service: MeshVirtualService) -> RequestPath {
    var path = RequestPath()
    if service.isForMesh {
      path.senders = names(
        workloads.pods.filter {
          $0.proxy == .sidecar && service.export.reaches($0.namespace)
        })
    }
    let named = gateways.filter {
      service.gateways.contains("\($0.metadata.namespace)/\($0.name)")
    }
    guard !named.isEmpty else { return path }
    let pods = workloads.pods.filter { pod in
      guard pod.proxy == .gateway else { return false }
      let targets = targets(of: pod)
      return named.contains { $0.targets(of: pod, among: targets) != nil }
    }
    return path.union(RequestPath(pods: names(pods)))
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

internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Builds what the proxy of one pod does with connections that come in
/// (`pilot/pkg/networking/core/listener_inbound.go`, `pilot/pkg/networking/core/cluster.go`
/// buildInboundClusters@1.30.3).
struct InboundBuilder {
  /// The mesh.
  let index: MeshIndex
  /// The pod that receives.
  let pod: MeshPod
  /// What its Sidecar says.
  let scope: SidecarScope
  /// By target port.
  let ports: [InboundPort]
  /// Who may do what at the pod.
  let access: AccessFilters

  /// The rule version.
  var rules: RuleVersion { index.rules }
  /// The mesh configuration.
  var mesh: MeshConfig { index.meshConfig }

  init(index: MeshIndex, pod: MeshPod, scope: SidecarScope) {
    self.index = index
    self.pod = pod
    self.scope = scope
    access = AccessFilters(index: index, pod: pod)
    ports = InboundPort.ports(
      of: pod, sidecar: scope.sidecar, targets: index.targets(of: pod))
  }

  /// The cluster of connections to ports that nothing names.
  var passthroughCluster: String {
    rules[.inboundPassthroughPerFamily]
      ? ClusterName.inboundPassthroughIPv4 : ClusterName.inboundPassthrough
  }

  /// One cluster for each port, and the one for all others.
  func clusters() -> [Cluster] {
    ports.compactMap { cluster(of: $0) }
      + [.passthrough(name: passthroughCluster, mesh: mesh, rules: rules)]
  }

  /// The cluster of a port (`pilot/pkg/networking/core/cluster_builder.go`
  /// buildInboundCluster@1.30.3); `nil` where its `defaultEndpoint` is no address.
  private func cluster(of port: InboundPort) -> Cluster? {
    var cluster = Cluster(name: port.clusterName)
    let endpoint = defaultEndpoint(of: port)
    if endpoint.isEmpty {
      cluster.type = .originalDestination
      if rules[.inboundCleanup] { cluster.cleanupInterval = .longest }
    } else {
      guard let address = Address(defaultEndpoint: endpoint, pod: pod) else {
        return nil
      }
      cluster.type = .static
      cluster.loadAssignment = ClusterLoadAssignment(
        clusterName: cluster.name,
        endpoints: [LocalityLbEndpoints(lbEndpoints: [LbEndpoint(address)])])
    }
    cluster.applyProtocol(port.port.portProtocol)
    let rule = destinationRule(of: port)
    cluster.origin = rule?.first.origin() ?? origin(of: port)
    var policy = EffectivePolicy()
    if let rule, let written = rule.trafficPolicy {
      policy = EffectivePolicy(written, port: port.port.number)
      cluster.metadata = Metadata(config: rule.configPath(rules))
    }
    if let pool = sidecarPool(of: port) {
      policy.connectionPool = pool
      if !rules[.retryBudgetOfSubsets] { policy.retryBudget = nil }
    }
    cluster.applyConnectionPool(of: policy, mesh: mesh, rules: rules)
    if rules[.destinationRuleAtReceiverOnly] { cluster.applyOutlierDetection(of: policy) }
    if cluster.type == .originalDestination { cluster.lbPolicy = .clusterProvided }
    cluster.completeHTTPOptions()
    return cluster
  }

  /// What the Sidecar says of the port, or the mesh of all ports; empty for what was dialled
  /// (`pilot/pkg/networking/core/cluster.go` buildInboundClusters@1.30.3).
  private func defaultEndpoint(of port: InboundPort) -> String {
    guard port.ingress == nil, mesh.inboundTrafficPolicy == "LOCALHOST" else {
      return port.defaultEndpoint
    }
    return "127.0.0.1:\(port.targetPort)"
  }

  /// The rule of the port's owner, as seen from the pod's namespace; none for a service that the
  /// pod's own Sidecar leaves out.
  private func destinationRule(of port: InboundPort) -> ConsolidatedDestinationRule? {
    guard let owner = port.owner, let service = scope.serviceByHost[owner.hostname] else {
      return nil
    }
    return index.destinationRules.inboundRule(
      hostname: service.hostname, serviceNamespace: service.namespace,
      podNamespace: pod.namespace)
  }

  /// The pool that the Sidecar says for the port, else for all ports; it replaces the rule's
  /// (`pilot/pkg/model/sidecar.go` InboundConnectionPoolForPort@1.30.3).
  private func sidecarPool(of port: InboundPort) -> Written<ConnectionPoolSettings>? {
    guard rules[.sidecarInboundConnectionPool], let sidecar = scope.sidecar else { return nil }
    let path: FieldPath = "spec.ingress"
    for (position, listener) in sidecar.ingress.enumerated() {
      guard let pool = listener.connectionPool,
        listener.port.map({ Int($0.number) }) == port.targetPort
      else { continue }
      return Written(
        pool, in: ResourceSource(sidecar.metadata), at: path.index(position).key("connectionPool"))
    }
    return sidecar.inboundConnectionPool.map {
      Written($0, in: ResourceSource(sidecar.metadata), at: "spec.inboundConnectionPool")
    }
  }

  private func origin(of port: InboundPort) -> Origin? {
    let path: FieldPath = "spec.ingress"
    if let position = port.ingress, let sidecar = scope.sidecar {
      return sidecar.metadata.origin(path.index(position))
    }
    return port.owner?.metadata.origin()
  }
}

extension ProtoDuration {
  /// The longest that istiod writes: about 292 years.
  static let longest = ProtoDuration(nanoseconds: 9_223_372_035_000_000_000)
}

extension Address {
  /// An `ingress` listener's `defaultEndpoint`: a socket of the pod, or a port on the pod's own
  /// address (`0.0.0.0`) or on loopback
  /// (`pilot/pkg/networking/core/cluster.go` buildInboundClustersFromSidecar@1.30.3).
  fileprivate init?(defaultEndpoint text: String, pod: MeshPod) {
    if text.hasPrefix("unix://") {
      self.init(pipe: String(text.dropFirst("unix://".count)))
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...])
    else { return nil }
    switch text[..<colon] {
    case "0.0.0.0": self.init(pod.address, port: port)
    case "127.0.0.1": self.init("127.0.0.1", port: port)
    case "[::]": self.init(pod.address, port: port)
    case "[::1]": self.init("127.0.0.1", port: port)
    default: return nil
    }
  }
}

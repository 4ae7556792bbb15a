internal import Diagnostics
internal import Resources

/// Everything that the translation of a mesh looks up, under one rule version.
///
/// A class, because the translations of all proxies share it.
final class MeshIndex: Sendable {
  /// The rule version, as far as istiod's environment does not say otherwise.
  let rules: RuleVersion
  /// What is told of istiod's environment.
  let istiod: IstiodEnvironment
  /// The mesh configuration, with the defaults filled in.
  let meshConfig: MeshConfig
  /// Every object that admission lets in.
  let resources: ResourceSet
  /// Pods, and who has a proxy.
  let workloads: WorkloadDirectory
  /// The namespaces that istiod looks at.
  let discovery: Discovery
  /// Services, from Services and ServiceEntries.
  let registry: ServiceRegistry
  /// VirtualServices with their delegates, ranked.
  let virtualServices: VirtualServiceIndex
  /// Gateways of Istio's API, as written and as made of Gateway API's listeners, in order.
  let gateways: [MeshGateway]
  /// What istiod passes over of Ingresses.
  let ingressFindings: [Diagnostic]
  /// What becomes of each route of Gateway API at its parents.
  let routeStatuses: [RouteParentStatus]
  /// DestinationRules by namespace and host.
  let destinationRules: DestinationRuleIndex
  /// PeerAuthentications by namespace and workload.
  let peerAuthentications: PeerAuthenticationIndex
  /// EnvoyFilters, and whom they act on.
  let envoyFilters: EnvoyFilterIndex
  /// AuthorizationPolicies and RequestAuthentications by namespace.
  let policies: PolicyIndex
  /// The mesh's trust domain and its aliases.
  let trustDomains: TrustDomains
  /// Whether some endpoints are ordered by the client's labels.
  let ordersByLabel: Bool
  /// Whether any DestinationRule chooses hosts by a consistent hash.
  let hashesConsistently: Bool
  /// Sidecars by namespace: those with a selector first, then by age.
  private let sidecars: [String: [Sidecar]]
  /// Who is in ambient mode, and which waypoints stand before whom.
  let ambient: AmbientMesh
  /// ServiceEntries with a range of addresses.
  let rangedEntries: Set<ResourceIdentifier>

  /// `resources`: what admission let pass.
  init(_ resources: ResourceSet, under rules: RuleVersion) {
    let resources = resources.withManagedGateways
    let istiod = resources.istiod
    let rules = rules.honouring(istiod)
    self.rules = rules
    self.istiod = istiod
    self.resources = resources
    meshConfig = resources.meshConfig
    ambient = AmbientMesh(resources, istiod, under: rules)
    workloads = WorkloadDirectory(resources, ambient: ambient)
    discovery = Discovery(resources)
    rangedEntries = resources.entriesWithRanges
    registry = ServiceRegistry(resources, workloads, discovery, under: rules)
    let derived = GatewayAPITranslation(resources, istiod, under: rules)
    let ingress = IngressTranslation(resources, under: rules)
    virtualServices = VirtualServiceIndex(
      resources, derived: derived.virtualServices + ingress.virtualServices, under: rules)
    gateways = MeshGateway.all(
      resources.gateways, derived.gateways + ingress.gateways, in: ResourceOrder(rules))
    ingressFindings = ingress.findings
    routeStatuses = derived.statuses
    destinationRules = DestinationRuleIndex(
      resources.destinationRules, mesh: resources.meshConfig, rules: rules)
    peerAuthentications = PeerAuthenticationIndex(
      resources.peerAuthentications, mesh: resources.meshConfig, rules: rules)
    envoyFilters = EnvoyFilterIndex(
      resources.envoyFilters, mesh: resources.meshConfig, rules: rules)
    policies = PolicyIndex(resources, under: rules)
    trustDomains = TrustDomains(
      resources.meshConfig.trustDomain, aliases: resources.meshConfig.trustDomainAliases)
    ordersByLabel = resources.ordersByLabel
    hashesConsistently = resources.destinationRules.contains { rule in
      rule.trafficPolicy.hashesConsistently
        || rule.subsets.contains { $0.trafficPolicy.hashesConsistently }
    }
    let order = ResourceOrder(rules)
    let sorted = resources.sidecars.sorted { order.isBefore($0.metadata, $1.metadata) }
    sidecars = Dictionary(
      grouping: sorted.filter { $0.workloadSelector != nil }
        + sorted.filter { $0.workloadSelector == nil }, by: \.metadata.namespace)
  }

  /// The Sidecar of a pod: the first of its namespace whose selector fits, else the root
  /// namespace's without a selector (pilot/pkg/model/push_context.go@1.30.3, `doGetSidecarScope`).
  func sidecar(of pod: MeshPod) -> Sidecar? {
    let own = sidecars[pod.namespace]?.first { sidecar in
      sidecar.workloadSelector.map { $0.isSubset(of: pod.placedLabels) } ?? true
    }
    return own
      ?? sidecars[meshConfig.rootNamespace]?.first { $0.workloadSelector == nil }
  }

  /// What a pod serves, by the service's age, then host name.
  func targets(of pod: MeshPod) -> [ServiceRegistry.Target] { registry.targets[pod.name] ?? [] }

  /// The endpoints of a service, all ports, ready or not.
  func endpoints(of service: MeshService) -> [ServiceEndpoint] { registry.endpoints[service.id] }

  /// The endpoints of a service that proxies are told, all ports.
  ///
  /// Pods that are not ready are among them where the Service says how traffic is spread: their
  /// health tells when to go elsewhere (`pilot/pkg/model/service.go`
  /// SupportsUnhealthyEndpoints@1.30.3 and @1.31.0-rc.0).
  func sentEndpoints(of service: MeshService) -> [ServiceEndpoint] {
    let sendsAll =
      rules[.sendsUnhealthyEndpoints]
      || LocalitySetting.forces(service.trafficDistribution, rules: rules)
    return sendsAll ? endpoints(of: service) : endpoints(of: service).filter(\.isReady)
  }

  /// Builds what the proxies of a namespace see under a Sidecar.
  ///
  /// `notes`: tells whose rules are asked for, where any are.
  func scope(
    namespace: String, sidecar: Sidecar?, notes: NoteSink? = nil
  ) -> SidecarScope {
    ScopeBuilder(
      registry: registry, virtualServices: virtualServices, meshConfig: meshConfig, rules: rules,
      notes: notes
    ).scope(namespace: namespace, sidecar: sidecar)
  }
}

extension TrafficPolicy? {
  /// Whether the policy, or that of a port, chooses hosts by a consistent hash.
  fileprivate var hashesConsistently: Bool {
    guard let self else { return false }
    return self.loadBalancer?.consistentHash != nil
      || self.portLevelSettings.contains { $0.loadBalancer?.consistentHash != nil }
  }
}

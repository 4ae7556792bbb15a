internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Builds the outbound clusters of the proxies that see the same, and their endpoints
/// (`pilot/pkg/networking/core/cluster.go` buildOutboundClusters@1.30.3,
/// `pilot/pkg/networking/core/cluster_builder.go` applyDestinationRule@1.30.3).
struct ClusterBuilder {
  /// The mesh that the cluster is made in.
  let index: MeshIndex
  /// The clients' namespace.
  let namespace: String
  /// The clients' labels, as far as rules look at them.
  let clientLabels: [String: String]
  /// How near each locality is to the client.
  let order: LocalityOrder
  /// The clients' Node; empty where that is not known.
  let node: String
  /// What the clients see.
  let scope: SidecarScope
  /// Whether the clients are gateways: they choose among endpoints even where a sidecar would keep
  /// the address that was dialled.
  let isGateway: Bool
  /// Whether the clients are sidecars, which alone detect protocols, and see no secrets.
  let isSidecar: Bool

  /// The rule version.
  var rules: RuleVersion { index.rules }
  /// The mesh configuration.
  var mesh: MeshConfig { index.meshConfig }

  /// `client`: one of the pods that see the same.
  init(index: MeshIndex, client: MeshPod, scope: SidecarScope) {
    self.index = index
    self.scope = scope
    node = client.node
    namespace = client.namespace
    clientLabels = client.placedLabels
    isGateway = client.proxy == .gateway
    isSidecar = client.proxy == .sidecar
    order = LocalityOrder(locality: client.locality, labels: client.placedLabels)
  }

  /// The clusters of one service: for each port the service's own, then one for each subset.
  ///
  /// `output`: takes the clusters, and the endpoints of those that are told them apart.
  func append(_ service: MeshService, to output: inout OutboundClusters) {
    guard service.resolution != .alias,
      service.resolution != .dynamicDNS || rules[.dynamicDNSAtSidecars]
    else { return }
    let rule = index.destinationRules.rule(
      hostname: service.hostname, serviceNamespace: service.namespace,
      clientNamespace: namespace, clientLabels: clientLabels)
    let configPath = rule?.configPath(rules)
    for port in service.ports where port.portProtocol != .udp {
      let context = ServicePortContext(
        service: service, port: port, rule: rule, configPath: configPath,
        endpoints: endpoints(of: service, port: port))
      append(context, to: &output)
    }
  }

  private func append(_ context: ServicePortContext, to output: inout OutboundClusters) {
    let policy = context.rule?.policy(port: context.port.number) ?? EffectivePolicy()
    if isDynamicallyForwarded(context) {
      if var cluster = forwardingCluster(context) {
        apply(policy, of: context, subset: nil, to: &cluster, dns: [])
        output.clusters.append(cluster)
      }
      return
    }
    let type = context.service.clusterType(isGateway: isGateway)
    guard var cluster = baseCluster(context, subset: nil, type: type) else { return }
    let groups = context.service.isResolvedByDNS ? self.groups(context, subset: nil) : []
    apply(policy, of: context, subset: nil, to: &cluster, dns: groups)
    cluster.metadata = context.configPath.map { Metadata(config: $0) }
    cluster.origin = context.rule?.first.origin() ?? context.service.metadata.origin()
    let typeAfterPolicy = cluster.type
    output.append(cluster) { endpoints(context, subset: nil, policy: policy, name: cluster.name) }
    for subset in context.rule?.subsets ?? [] {
      append(subset, of: context, type: typeAfterPolicy, rulePolicy: policy, to: &output)
    }
  }

  /// A subset's cluster: of the type that the service's own cluster has after its policy
  /// (buildSubsetCluster@1.30.3).
  private func append(
    _ subset: Written<Subset>, of context: ServicePortContext, type: Cluster.DiscoveryType?,
    rulePolicy: EffectivePolicy, to output: inout OutboundClusters
  ) {
    guard let rule = context.rule else { return }
    let passesThrough =
      subset.value.trafficPolicy?.loadBalancer?.policy == .simple("PASSTHROUGH")
    let type = passesThrough ? .originalDestination : type
    guard var cluster = baseCluster(context, subset: subset, type: type) else { return }
    let policy = rule.policy(
      of: subset, port: context.port.number, own: rulePolicy, rules: rules)
    let isDNS = type?.resolvesNames == true
    apply(
      policy, of: context, subset: subset, to: &cluster,
      dns: isDNS ? groups(context, subset: subset) : [])
    cluster.metadata = Metadata(config: context.configPath, subset: subset.name)
    cluster.origin = subset.origin()
    output.append(cluster) {
      endpoints(context, subset: subset, policy: policy, name: cluster.name)
    }
  }

  /// The policy's part of a cluster (applyTrafficPolicy@1.30.3).
  private func apply(
    _ policy: EffectivePolicy, of context: ServicePortContext, subset: Written<Subset>?,
    to cluster: inout Cluster, dns groups: [EndpointGroup]
  ) {
    let port = context.port.portProtocol
    if rules[.streamLimitWithUpgrade] {
      cluster.applyUpgrade(of: policy, port: port, mesh: mesh, rules: rules)
    }
    cluster.applyConnectionPool(of: policy, mesh: mesh, rules: rules)
    if !rules[.streamLimitWithUpgrade] {
      cluster.applyUpgrade(of: policy, port: port, mesh: mesh, rules: rules)
    }
    if cluster.clusterType == nil {
      cluster.applyOutlierDetection(of: policy)
      applyPanicThreshold(of: context, to: &cluster)
      applyLocality(of: policy, context, subset: subset, to: &cluster, dns: groups)
      cluster.applyLoadBalancer(of: policy, rules: rules)
    }
    let written = subset?.value.trafficPolicy ?? (subset == nil ? context.writtenPolicy : nil)
    cluster.applyTLS(
      of: policy,
      security: ClusterSecurity(
        isMeshExternal: context.service.isMeshExternal,
        serviceMode: serviceMode(context, policy: written),
        maySeeSecrets: !isSidecar || context.rule?.workloadSelector != nil,
        opensTunnels: index.ambient.isOn),
      mesh: mesh, rules: rules)
    if cluster.type == .originalDestination { cluster.lbPolicy = .clusterProvided }
    cluster.completeHTTPOptions()
  }

  /// Switches Envoy's panic off where it would send to pods that are not ready
  /// (applyLoadBalancer@1.30.3 and @1.31.0-rc.0).
  func applyPanicThreshold(of context: ServicePortContext, to cluster: inout Cluster) {
    let isForced = LocalitySetting.forces(context.service.trafficDistribution, rules: rules)
    let isOpen = cluster.commonLbConfig?.healthyPanicThreshold == nil
    guard isForced || (rules[.sendsUnhealthyEndpoints] && isOpen) else { return }
    var common = cluster.commonLbConfig ?? CommonLbConfig()
    common.healthyPanicThreshold = Wrapped(nil)
    cluster.commonLbConfig = common
  }

  /// Whether localities are weighed, and the order of the addresses of a DNS cluster
  /// (applyLocalityLoadBalancer@1.30.3).
  func applyLocality(
    of policy: EffectivePolicy, _ context: ServicePortContext, subset: Written<Subset>?,
    to cluster: inout Cluster, dns groups: [EndpointGroup]
  ) {
    let setting = LocalitySetting(
      policy.loadBalancer?.value, trafficDistribution: context.service.trafficDistribution,
      mesh: mesh, rules: rules)
    guard let setting else { return }
    let enablesFailover = setting.isForced || cluster.outlierDetection != nil
    let value = setting.value
    if rules[.localityWeightsAlways] || !value.distribute.isEmpty
      || (enablesFailover && !(value.failover.isEmpty && value.failoverPriority.isEmpty))
    {
      var common = cluster.commonLbConfig ?? CommonLbConfig()
      common.localityWeightedLbConfig = EmptyMessage()
      cluster.commonLbConfig = common
    }
    guard !groups.isEmpty else { return }
    var groups = groups
    order.apply(
      value, to: &groups, enablesFailover: enablesFailover,
      ordersByLabel: subset == nil && rules[.failoverLabelsForDNS])
    cluster.loadAssignment?.endpoints = groups.map(\.message)
  }
}

/// A port of a service, and what governs its clusters.
struct ServicePortContext {
  /// The Service that the cluster leads to.
  let service: MeshService
  /// The Service's port.
  let port: MeshPort
  /// The DestinationRule for its host, merged; absent for none.
  let rule: ConsolidatedDestinationRule?
  /// The path by which messages name the rule.
  let configPath: String?
  /// The endpoints of the port.
  let endpoints: [ServiceEndpoint]
  /// `http` or `tcp` for a cluster of the waypoint that stands before the service; `nil` for a
  /// client's.
  var waypointPrefix: String?

  /// The rule's policy as it is written.
  var writtenPolicy: TrafficPolicy? { rule?.trafficPolicy?.value }

  /// `outbound|PORT|SUBSET|HOST`, at its waypoint `inbound-vip|PORT|http/SUBSET|HOST`
  /// (`pilot/pkg/model/service.go` BuildSubsetKey@1.30.3).
  func clusterName(subset: String = "") -> String {
    if let waypointPrefix {
      let name = subset.isEmpty ? waypointPrefix : "\(waypointPrefix)/\(subset)"
      return ClusterName.inboundVIP(port: port.number, subset: name, host: service.hostname).text
    }
    return ClusterName.outbound(port: port.number, subset: subset, host: service.hostname).text
  }
}

/// The outbound clusters of one or more proxies, and the endpoints they are told.
struct OutboundClusters: Sendable {
  /// In the order in which istiod makes them.
  var clusters: [Cluster] = []
  /// For those clusters whose endpoints come by EDS.
  var endpoints: [ClusterLoadAssignment] = []
  private var names: Set<String> = []

  /// Adds a cluster, unless one of its name is there, and the endpoints of an EDS cluster.
  mutating func append(_ cluster: Cluster, _ assignment: () -> ClusterLoadAssignment) {
    guard names.insert(cluster.name).inserted else { return }
    clusters.append(cluster)
    if cluster.type == .endpointDiscovery { endpoints.append(assignment()) }
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Resources

extension ClusterBuilder {
  /// A cluster before its policy; `nil` where a DNS cluster has no address
  /// (`pilot/pkg/networking/core/cluster_builder.go` buildCluster@1.30.3).
  func baseCluster(
    _ context: ServicePortContext, subset: Written<Subset>?, type: Cluster.DiscoveryType?
  ) -> Cluster? {
    var cluster = Cluster(name: context.clusterName(subset: subset?.name ?? ""))
    cluster.type = type
    switch type {
    case .strictDNS, .logicalDNS:
      let groups = self.groups(context, subset: subset)
      guard !groups.isEmpty else { return nil }
      cluster.resolveNames(mesh: mesh, rules: rules)
      cluster.loadAssignment = ClusterLoadAssignment(
        clusterName: cluster.name, endpoints: groups.map(\.message))
    case .originalDestination where context.port.passthroughTarget > 0:
      var config = OriginalDstLbConfig()
      config.upstreamPortOverride = UInt32(context.port.passthroughTarget)
      cluster.originalDstLbConfig = config
    default: break
    }
    cluster.applyProtocol(context.port.portProtocol, detects: isSidecar)
    return cluster
  }

  /// Whether a host with a wildcard is resolved as requests come.
  func isDynamicallyForwarded(_ context: ServicePortContext) -> Bool {
    rules[.dynamicDNSAtSidecars] && context.service.resolution == .dynamicDNS
      && context.service.hostname.isWildcardHost
  }

  /// A cluster that resolves the host that each request names; `nil` for other protocols than
  /// HTTP, gRPC and TLS (buildDFPCluster@1.30.3).
  func forwardingCluster(_ context: ServicePortContext) -> Cluster? {
    switch context.port.portProtocol {
    case .http, .http2, .grpc, .tls: break
    default: return nil
    }
    var cluster = Cluster(name: context.clusterName())
    cluster.clusterType = Cluster.dynamicForwardProxy
    cluster.lbPolicy = .clusterProvided
    cluster.applyProtocol(context.port.portProtocol, detects: isSidecar)
    cluster.metadata = context.configPath.map { Metadata(config: $0) }
    cluster.origin = context.rule?.first.origin() ?? context.service.metadata.origin()
    return cluster
  }

  /// The mode that clients expect of a service's port
  /// (`pilot/pkg/model/push_context.go` BestEffortInferServiceMTLSMode@1.30.3).
  ///
  /// Where the dialled address is kept, every endpoint must take mutual TLS.
  ///
  /// `policy`: the rule's or the subset's own policy as it is written.
  func serviceMode(_ context: ServicePortContext, policy: TrafficPolicy?) -> MutualTLSMode? {
    let service = context.service
    guard !service.isMeshExternal else { return nil }
    let passesThrough =
      service.resolution == .passthrough
      || policy?.loadBalancer?.policy == .simple("PASSTHROUGH")
    if passesThrough,
      context.endpoints.isEmpty || context.endpoints.contains(where: { !$0.takesMutualTLS })
    {
      return .disable
    }
    return index.peerAuthentications.serviceMode(namespace: service.namespace) ?? .permissive
  }
}

extension Cluster {
  /// How names are resolved; since 1.25 queries are spread
  /// (buildCluster@1.24.0 and @1.25.0).
  fileprivate mutating func resolveNames(mesh: MeshConfig, rules: RuleVersion) {
    dnsLookupFamily = .ipv4Only
    dnsRefreshRate = ProtoDuration(mesh.dnsRefreshRate)
    respectDnsTtl = true
    guard rules[.tunedNameResolution] else { return }
    dnsJitter = ProtoDuration(.milliseconds(100))
    var resolver = DnsResolverConfig(name: "envoy.network.dns_resolver.cares")
    var settings = DnsResolverConfig.TypedConfig(
      type: "type.googleapis.com/envoy.extensions.network.dns_resolver.cares.v3."
        + "CaresDnsResolverConfig")
    settings.udpMaxQueries = 100
    resolver.typedConfig = settings
    typedDnsResolverConfig = resolver
  }
}

extension MeshService {
  /// The type of its clusters (`pilot/pkg/networking/core/cluster.go` convertResolution@1.30.3).
  func clusterType(isGateway: Bool) -> Cluster.DiscoveryType {
    switch resolution {
    case .clientSideLoadBalancing, .dynamicDNS, .alias: .endpointDiscovery
    case .dns: .strictDNS
    case .dnsRoundRobin: .logicalDNS
    case .passthrough: isGateway ? .endpointDiscovery : .originalDestination
    }
  }

  /// Whether the proxy resolves its endpoints' names.
  var isResolvedByDNS: Bool { resolution == .dns || resolution == .dnsRoundRobin }
}

extension ConsolidatedDestinationRule {
  /// The path by which messages name the rule
  /// (`pilot/pkg/networking/util/util.go` BuildConfigInfoMetadata@1.30.3).
  func configPath(_ rules: RuleVersion) -> String {
    let version = rules[.versionOneInMetadata] ? "v1" : "v1alpha3"
    return "/apis/networking.istio.io/\(version)/namespaces/\(first.namespace)"
      + "/destination-rule/\(first.name)"
  }
}

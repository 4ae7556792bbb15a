internal import ProxyConfig
internal import Resources

extension ClusterBuilder {
  /// The clusters by which a waypoint reaches the endpoints of a service that it stands before
  /// (`pilot/pkg/networking/core/cluster_waypoint.go` buildWaypointInboundVIP@1.30.3).
  func appendAtWaypoint(_ service: MeshService, to output: inout OutboundClusters) {
    let rule = index.destinationRules.inboundRule(
      hostname: service.hostname, serviceNamespace: service.namespace, podNamespace: namespace)
    for port in service.ports where port.portProtocol != .udp {
      if service.resolution == .dynamicDNS, port.portProtocol != .http { continue }
      var prefixes: [String] = []
      if !port.portProtocol.isHTTP { prefixes.append("tcp") }
      if port.portProtocol.isHTTPOrUndeclared { prefixes.append("http") }
      for subset in [nil] + (rule?.subsets ?? []).map({ Optional($0) }) {
        for prefix in prefixes {
          let context = ServicePortContext(
            service: service, port: port, rule: rule, configPath: rule?.configPath(rules),
            endpoints: endpoints(of: service, port: port), waypointPrefix: prefix)
          append(context, subset, to: &output)
        }
      }
    }
  }

  /// One cluster, of the service or of a subset (buildWaypointInboundVIPCluster@1.30.3).
  private func append(
    _ context: ServicePortContext, _ subset: Written<Subset>?, to output: inout OutboundClusters
  ) {
    let own = context.rule?.policy(port: context.port.number) ?? EffectivePolicy()
    let policy =
      subset.flatMap { subset in
        context.rule?.policy(of: subset, port: context.port.number, own: own, rules: rules)
      } ?? own
    guard var cluster = emptyCluster(context, subset) else { return }
    let hasPolicy = context.writtenPolicy != nil || subset?.value.trafficPolicy != nil
    let name = subset.map { "\(context.waypointPrefix ?? "")/\($0.name)" } ?? context.waypointPrefix
    cluster.metadata = Metadata(config: hasPolicy ? context.configPath : nil, subset: name)
    cluster.origin =
      subset?.origin() ?? context.rule?.first.origin() ?? context.service.metadata.origin()
    let portProtocol = context.port.portProtocol
    cluster.applyConnectionPool(of: policy, mesh: mesh, rules: rules)
    cluster.applyUpgrade(of: policy, port: portProtocol, mesh: mesh, rules: rules)
    cluster.applyOutlierDetection(of: policy)
    if cluster.clusterType == nil {
      let groups = context.service.isResolvedByDNS ? self.groups(context, subset: subset) : []
      applyPanicThreshold(of: context, to: &cluster)
      applyLocality(of: policy, context, subset: subset, to: &cluster, dns: groups)
      cluster.applyLoadBalancer(of: policy, rules: rules)
    }
    if cluster.type == .originalDestination { cluster.lbPolicy = .clusterProvided }
    cluster.applyTLSInTunnel(of: policy, rules: rules)
    cluster.completeHTTPOptions()
    output.append(cluster) {
      endpoints(context, subset: subset, policy: policy, name: cluster.name)
    }
  }

  private func emptyCluster(_ context: ServicePortContext, _ subset: Written<Subset>?) -> Cluster? {
    guard context.service.resolution == .dynamicDNS else {
      let type = context.service.clusterType(isGateway: false)
      return baseCluster(context, subset: subset, type: type)
    }
    return forwardingCluster(context)
  }
}

extension Cluster {
  /// A waypoint hands all its bytes to the tunnel; TLS that a rule asks for goes on inside it, and
  /// mutual TLS between proxies is what the tunnel is (buildWaypointTLSContext@1.30.3).
  fileprivate mutating func applyTLSInTunnel(of policy: EffectivePolicy, rules: RuleVersion) {
    tls = .other("internal_upstream")
    guard let settings = policy.tls?.value, ["SIMPLE", "MUTUAL"].contains(settings.mode) else {
      return
    }
    tlsOfEndpoints = .always
    speaksTLSInTunnels = true
    if !settings.sni.isEmpty { tlsServerName = settings.sni }
    if rules[.serverNameFromRequest] { takeServerNameFromRequest(settings) }
  }
}

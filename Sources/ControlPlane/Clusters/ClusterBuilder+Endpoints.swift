internal import ProxyConfig
internal import Resources

extension ClusterBuilder {
  /// What an EDS cluster is told
  /// (`pilot/pkg/xds/endpoints/endpoint_builder.go` BuildClusterLoadAssignment@1.30.3).
  func endpoints(
    _ context: ServicePortContext, subset: Written<Subset>?, policy: EffectivePolicy,
    name: String
  ) -> ClusterLoadAssignment {
    if let hosts = waypointHosts(of: context) {
      return ClusterLoadAssignment(clusterName: name, endpoints: hosts)
    }
    var groups = self.groups(context, subset: subset, policy: policy)
    let setting = LocalitySetting(
      policy.loadBalancer?.value, trafficDistribution: context.service.trafficDistribution,
      mesh: mesh, rules: rules)
    if let setting {
      order.apply(
        setting.value, to: &groups,
        enablesFailover: setting.isForced || policy.outlierDetection != nil)
    }
    return ClusterLoadAssignment(clusterName: name, endpoints: groups.map(\.message))
  }

  /// The waypoint in the place of a service's endpoints, where the client is a gateway and the
  /// Service asks for it (findServiceWaypoint@1.30.3); `nil` elsewhere.
  ///
  /// A service without an address has none: waypoints choose by it.
  private func waypointHosts(of context: ServicePortContext) -> [LocalityLbEndpoints]? {
    guard isGateway, index.ambient.takesGateways(context.service, rules: rules),
      let address = context.service.addresses.first,
      let waypoint = index.ambient.choice(for: context.service).waypoint
    else { return nil }
    let target = TunnelTarget(address: address, port: context.port.number)
    let endpoints = index.endpoints(of: waypoint)
    return EndpointGroup.groups(endpoints) { _ in .tunnel(isMarked: true) }.map { group in
      var message = group.message
      message.lbEndpoints = (message.lbEndpoints ?? []).map { host in
        var host = host
        host.tunnelTarget = target
        return host
      }
      return message
    }
  }

  /// The endpoints of a service's port, by the port's name; several services of one host name and
  /// namespace share theirs where istiod sends endpoints, and not where the proxy resolves names.
  ///
  /// Where the clients see several services of one host name, those endpoints are sent that the one
  /// they see first has at the port's number (`pilot/pkg/xds/endpoints/endpoint_builder.go`
  /// NewEndpointBuilder@1.21.0).
  ///
  /// Up to 1.20 the youngest of them alone keeps endpoints for names to be resolved
  /// (`pilot/pkg/model/push_context.go` initServiceRegistry@1.20.2 and @1.21.0).
  func endpoints(of service: MeshService, port: MeshPort) -> [ServiceEndpoint] {
    if service.isResolvedByDNS {
      let companions = index.registry.services(sharingHostWith: service)
      let youngest = companions.last ?? service
      if rules[.youngestServiceHasEndpoints], youngest.port(port.number)?.name != port.name {
        return []
      }
      return index.sentEndpoints(of: service).filter { $0.servicePortName == port.name }
    }
    let seen = scope.serviceByHost[service.hostname] ?? service
    guard let seenPort = seen.port(port.number) else { return [] }
    return index.registry.services(sharingHostWith: seen).flatMap { index.sentEndpoints(of: $0) }
      .filter {
        $0.servicePortName == seenPort.name && (!seen.isNodeLocal || $0.node == node)
      }
  }

  /// The endpoints of a port, or of those the subset's, by locality.
  ///
  /// Since 1.22 names that are no IP addresses are for DNS clusters alone. Where a policy lets Envoy
  /// panic, pods that are not ready are left out (`supportsUnhealthyEndpoints`@1.31.0-rc.0).
  func groups(
    _ context: ServicePortContext, subset: Written<Subset>?, policy: EffectivePolicy? = nil
  ) -> [EndpointGroup] {
    var endpoints = context.endpoints
    if let minimum = policy?.outlierDetection?.value.minHealthPercent, minimum > 0,
      !LocalitySetting.forces(context.service.trafficDistribution, rules: rules)
    {
      endpoints = endpoints.filter(\.isReady)
    }
    if let labels = subset?.value.labels, !labels.isEmpty {
      endpoints = endpoints.filter { labels.isSubset(of: $0.labels) }
    }
    if !context.service.isResolvedByDNS, !rules[.namesAmongEndpoints] {
      endpoints = endpoints.filter { $0.port == 0 || $0.address.isIPAddress }
    }
    let mode = writtenTLSMode(context, subset: subset)
    return EndpointGroup.groups(endpoints) { transport(to: $0, context, writtenMode: mode) }
  }

  /// Tunnels go where mutual TLS between proxies cannot; a waypoint prefers them
  /// (`pilot/pkg/xds/endpoints/endpoint_builder.go` buildEnvoyLbEndpoint@1.30.3).
  private func transport(
    to endpoint: ServiceEndpoint, _ context: ServicePortContext, writtenMode mode: String?
  ) -> EndpointTransport {
    if index.ambient.isOn, endpoint.takesTunnel {
      if context.waypointPrefix != nil { return .tunnel(isMarked: false) }
      let isClosed = rules[.mutualRulesCloseTunnels] && mode == "ISTIO_MUTUAL"
      if !isClosed, !endpoint.takesMutualTLS { return .tunnel(isMarked: true) }
    }
    guard endpoint.takesMutualTLS else { return .plain }
    if let mode { return mode == "ISTIO_MUTUAL" ? .mutualTLS : .plain }
    let authentications = index.peerAuthentications
    guard !authentications.isEmpty else { return .mutualTLS }
    let own = authentications.modes(namespace: endpoint.namespace, labels: endpoint.labels)
    return own.mode(port: endpoint.port) == .disable ? .plain : .mutualTLS
  }

  /// The TLS mode that the rule, or the subset alone, writes for the port
  /// (`pilot/pkg/xds/endpoints/mtls_checker.go` tlsModeForDestinationRule@1.30.3).
  private func writtenTLSMode(
    _ context: ServicePortContext, subset: Written<Subset>?
  ) -> String? {
    func mode(_ policy: TrafficPolicy?) -> String? {
      let ofPort = policy?.portLevelSettings.first {
        $0.port == UInt32(context.port.number) && $0.tls != nil
      }
      return ofPort?.tls?.mode ?? policy?.tls?.mode
    }
    guard let subset else { return mode(context.writtenPolicy) }
    return mode(subset.value.trafficPolicy)
      ?? (rules[.subsetsInheritTLSMode] ? mode(context.writtenPolicy) : nil)
  }
}

extension String {
  /// Whether it is an IPv4 or IPv6 address.
  var isIPAddress: Bool {
    if contains(":") { return utf8.allSatisfy { $0 != UInt8(ascii: "/") } }
    let parts = split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}

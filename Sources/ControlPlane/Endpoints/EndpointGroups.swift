internal import ProxyConfig

/// Endpoints of one locality: what istiod knows of them beside what it sends
/// (`pilot/pkg/xds/endpoints/endpoint_builder.go` LocalityEndpoints@1.30.3).
struct EndpointGroup: Sendable {
  /// In the order of ``message``'s endpoints.
  var endpoints: [ServiceEndpoint]
  /// Where the group's endpoints are.
  var locality: Locality
  /// The group as Envoy gets it.
  var message: LocalityLbEndpoints
}

/// How a proxy reaches an endpoint.
enum EndpointTransport: Hashable, Sendable {
  /// As it is.
  case plain
  /// Mutual TLS from proxy to proxy.
  case mutualTLS
  /// A tunnel of CONNECT requests (HBONE).
  ///
  /// Marked where the cluster chooses among transports by endpoint; a waypoint's does not.
  case tunnel(isMarked: Bool)
}

extension EndpointGroup {
  /// Groups endpoints by locality, in the order of the localities' names.
  ///
  /// `transport`: how the client reaches an endpoint.
  static func groups(
    _ endpoints: [ServiceEndpoint], transport: (ServiceEndpoint) -> EndpointTransport
  ) -> [EndpointGroup] {
    guard let first = endpoints.first else { return [] }
    if endpoints.allSatisfy({ $0.locality == first.locality }) {
      return [EndpointGroup(endpoints, in: first.locality, transport: transport)]
    }
    let members = Dictionary(grouping: endpoints, by: \.locality)
    return members.sorted { $0.key.text < $1.key.text }.map { locality, endpoints in
      EndpointGroup(endpoints, in: locality, transport: transport)
    }
  }

  private init(
    _ endpoints: [ServiceEndpoint], in locality: Locality,
    transport: (ServiceEndpoint) -> EndpointTransport
  ) {
    var message = LocalityLbEndpoints(
      lbEndpoints: endpoints.map { LbEndpoint($0, transport($0)) })
    message.locality = locality.message
    message.loadBalancingWeight = endpoints.reduce(0) { sum, endpoint in
      let (total, overflow) = sum.addingReportingOverflow(max(endpoint.weight, 1))
      return overflow ? .max : total
    }
    self.endpoints = endpoints
    self.locality = locality
    self.message = message
  }
}

extension LbEndpoint {
  /// An endpoint as istiod sends it (buildEnvoyLbEndpoint@1.30.3).
  init(_ endpoint: ServiceEndpoint, _ transport: EndpointTransport) {
    let isSocket = endpoint.port == 0 && endpoint.address.hasPrefix("/")
    if case .tunnel = transport {
      self.init(
        Address(
          internalListener: TunnelName.originate,
          endpointId: "\(endpoint.address):\(endpoint.port)"))
    } else {
      self.init(
        isSocket
          ? Address(pipe: endpoint.address) : Address(endpoint.address, port: endpoint.port))
    }
    // What a ServiceEntry or a WorkloadEntry lists is of unknown health.
    if endpoint.workload != nil || endpoint.isOfSlice {
      healthStatus = endpoint.isReady ? .healthy : .unhealthy
    }
    loadBalancingWeight = max(endpoint.weight, 1)
    switch transport {
    case .mutualTLS: metadata = Metadata(tlsMode: "istio")
    case .tunnel(isMarked: true): metadata = Metadata(tunnel: "http")
    case .tunnel, .plain: break
    }
    workload = endpoint.workload
  }
}

extension Locality {
  /// `region/zone/subzone`, without the parts behind the last that is known.
  var text: String {
    if isEmpty { return "" }
    if subZone.isEmpty { return zone.isEmpty ? region : "\(region)/\(zone)" }
    return "\(region)/\(zone)/\(subZone)"
  }

  /// As Envoy writes it; `nil` where nothing is known.
  var message: LocalityLbEndpoints.Locality? {
    guard !isEmpty else { return nil }
    var message = LocalityLbEndpoints.Locality()
    message.region = region.isEmpty ? nil : region
    message.zone = zone.isEmpty ? nil : zone
    message.subZone = subZone.isEmpty ? nil : subZone
    return message
  }

  /// Whether it is one of those that a rule's `region/zone/subzone` names, with `*` or nothing for
  /// any (`pilot/pkg/networking/util/util.go` LocalityMatch@1.30.3).
  func matches(_ pattern: String) -> Bool {
    let rule = Locality(text: pattern)
    return (rule.region == "*" || rule.region == region)
      && (rule.zone == "*" || rule.zone.isEmpty || rule.zone == zone)
      && (rule.subZone == "*" || rule.subZone.isEmpty || rule.subZone == subZone)
  }

  /// How far away another locality is: 0 in the same sub-zone, 1 in the same zone, 2 in the same
  /// region, 3 elsewhere (LbPriority@1.30.3).
  func distance(to other: Locality) -> Int {
    if region != other.region { return 3 }
    if zone != other.zone { return 2 }
    return subZone == other.subZone ? 0 : 1
  }
}

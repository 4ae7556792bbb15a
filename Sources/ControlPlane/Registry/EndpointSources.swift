internal import Resources

/// Where the endpoints of services come from: pods, WorkloadEntries, EndpointSlices, and what
/// ServiceEntries list.
struct EndpointSources {
  private let workloads: WorkloadDirectory
  private let services: [Service]
  private let entries: [ServiceEntry]
  /// By `NAMESPACE/SERVICE`.
  private let slices: [String: [EndpointSlice]]

  init(_ resources: ResourceSet, _ workloads: WorkloadDirectory) {
    self.workloads = workloads
    services = resources.services
    entries = resources.serviceEntries
    slices = Self.slices(resources.endpointSlices)
  }

  /// By the Service that they belong to.
  ///
  /// An Endpoints object is what Kubernetes mirrors into slices: it counts where there are none.
  private static func slices(_ all: [EndpointSlice]) -> [String: [EndpointSlice]] {
    let own = Dictionary(
      grouping: all.filter { !$0.serviceName.isEmpty && $0.addressType != "FQDN" },
      by: { "\($0.metadata.namespace)/\($0.serviceName)" })
    return own.mapValues { slices in
      let given = slices.filter { $0.metadata.kind == "EndpointSlice" }
      return given.isEmpty ? slices : given
    }
  }

  /// The endpoints of a service, port by port.
  ///
  /// A Service that publishes all makes them ready.
  func endpoints(of service: MeshService) -> [ServiceEndpoint] {
    switch service.registry {
    case .kubernetes:
      if !service.externalName.isEmpty {
        return service.resolution == .dns ? externalName(service) : []
      }
      return kubernetesEndpoints(of: service) + selectedEntries(of: service)
    case .external:
      return endpoints(of: service, entries[service.source])
    }
  }

  private func kubernetesEndpoints(of service: MeshService) -> [ServiceEndpoint] {
    let slices = slices["\(service.namespace)/\(service.name)"] ?? []
    if !slices.isEmpty, service.selector.isEmpty || slices.allSatisfy(isOfKnownPods) {
      return slices.flatMap { endpoints(of: service, $0) }
    }
    let ports = services[service.source].ports
    return workloads.pods(in: service.namespace, selectedBy: service.selector).flatMap { pod in
      ports.compactMap { port in
        var endpoint = pod.endpoint(of: port)
        if service.publishesNotReady { endpoint?.isReady = true }
        return endpoint
      }
    }
  }

  /// Whether the pods of a slice are in the input: one of a cluster whose Deployments alone were
  /// written down speaks of pods that are stood for by others.
  private func isOfKnownPods(_ slice: EndpointSlice) -> Bool {
    slice.subsets.allSatisfy { subset in
      subset.endpoints.allSatisfy { endpoint in
        endpoint.pod == nil
          || endpoint.addresses.allSatisfy { workloads.pod(at: $0) != nil }
      }
    }
  }

  /// The endpoints that a slice names for a Service.
  ///
  /// (pilot/pkg/serviceregistry/kube/controller/endpointslice.go@1.30.3,
  /// `updateEndpointCacheForSlice`)
  private func endpoints(of service: MeshService, _ slice: EndpointSlice) -> [ServiceEndpoint] {
    slice.subsets.flatMap { subset in
      subset.endpoints.flatMap { endpoint -> [ServiceEndpoint] in
        let isReady = endpoint.isReady || service.publishesNotReady
        return endpoint.addresses.flatMap { address -> [ServiceEndpoint] in
          let pod = workloads.pod(at: address)
          if pod == nil, endpoint.pod != nil { return [] }
          return subset.ports.map { port in
            guard let pod else {
              var found = ServiceEndpoint(
                address: address, port: port.number, servicePortName: port.name,
                namespace: service.namespace)
              found.labels = [String: String]().placed(in: Locality(), node: "")
              found.isOfSlice = true
              found.isReady = isReady
              return found
            }
            var found = pod.endpoint(port: port.number, servicePortName: port.name)
            found.isReady = isReady
            return found
          }
        }
      }
    }
  }

  /// WorkloadEntries that a Kubernetes Service selects
  /// (`pilot/pkg/serviceregistry/kube/controller/controller.go`
  /// serviceInstancesFromWorkloadInstances@1.30.3): those with an IP address, for Services that a
  /// proxy balances.
  private func selectedEntries(of service: MeshService) -> [ServiceEndpoint] {
    guard service.resolution == .clientSideLoadBalancing else { return [] }
    let found = workloads.entries(in: service.namespace, selectedBy: service.selector)
      .filter(\.hasAddress)
    guard !found.isEmpty else { return [] }
    return services[service.source].ports.flatMap { port in
      found.compactMap { $0.endpoint(of: port, namespace: service.namespace) }
    }
  }

  /// Before ExternalName services became aliases, their target was their endpoint.
  private func externalName(_ service: MeshService) -> [ServiceEndpoint] {
    service.ports.map { port in
      ServiceEndpoint(
        address: service.externalName, port: port.number, servicePortName: port.name,
        namespace: service.namespace)
    }
  }

  private func endpoints(
    of service: MeshService, _ entry: ServiceEntry
  ) -> [ServiceEndpoint] {
    let isDNS = service.resolution == .dns || service.resolution == .dnsRoundRobin
    if let selector = entry.workloadSelector {
      return selected(by: selector, service, entry, isDNS: isDNS)
    }
    if entry.endpoints.isEmpty, isDNS {
      return entry.ports.map { port in
        ServiceEndpoint(
          address: service.hostname,
          port: Int(port.targetPort > 0 ? port.targetPort : port.number),
          servicePortName: port.name, namespace: service.namespace)
      }
    }
    return entry.endpoints.flatMap { workload in
      entry.ports.map { workload.endpoint(of: $0, namespace: service.namespace) }
    }
  }

  /// Pods and WorkloadEntries that a ServiceEntry selects
  /// (`pilot/pkg/serviceregistry/serviceentry/conversion.go` services@1.30.3): entries by a host
  /// name or a socket only where the ServiceEntry resolves by DNS.
  private func selected(
    by selector: [String: String], _ service: MeshService, _ entry: ServiceEntry, isDNS: Bool
  ) -> [ServiceEndpoint] {
    let pods = workloads.pods(in: service.namespace, selectedBy: selector).filter(\.isReady)
    let entries = workloads.entries(in: service.namespace, selectedBy: selector)
      .filter { isDNS || $0.hasAddress }
    return pods.flatMap { pod in
      entry.ports.map { port in
        pod.endpoint(
          port: Int(port.targetPort > 0 ? port.targetPort : port.number),
          servicePortName: port.name)
      }
    }
      + entries.flatMap { workload in
        entry.ports.map { workload.endpoint(of: $0, namespace: service.namespace) }
      }
  }

  /// What each pod serves (pilot/pkg/serviceregistry/kube/controller/controller.go@1.30.3,
  /// `GetProxyServiceTargetsByPod`): of service ports with one target and protocol the first.
  func targets(of services: [MeshService]) -> [String: [ServiceRegistry.Target]] {
    let ordered = services.sorted {
      ($0.creationTimestamp ?? .min, $0.hostname, $0.id)
        < ($1.creationTimestamp ?? .min, $1.hostname, $1.id)
    }
    var targets: [String: [ServiceRegistry.Target]] = [:]
    for service in ordered where !service.selector.isEmpty {
      for pod in workloads.pods(in: service.namespace, selectedBy: service.selector) {
        targets[pod.name, default: []] += self.targets(of: service, pod)
      }
    }
    return targets
  }

  private func targets(of service: MeshService, _ pod: MeshPod) -> [ServiceRegistry.Target] {
    var seen: Set<MeshPort> = []
    return numbers(of: service, pod).compactMap { name, number in
      guard let port = service.ports.first(where: { $0.name == name }) else { return nil }
      let key = MeshPort(name: "", number: number, portProtocol: port.portProtocol)
      guard seen.insert(key).inserted else { return nil }
      return ServiceRegistry.Target(service: service, port: port, targetPort: number)
    }
  }

  /// The pod's own ports behind the service's, by the service port's name.
  private func numbers(of service: MeshService, _ pod: MeshPod) -> [(String, Int)] {
    switch service.registry {
    case .kubernetes:
      return services[service.source].ports.compactMap { port in
        pod.number(of: port).map { (port.name, $0) }
      }
    case .external:
      return entries[service.source].ports.map { port in
        (port.name, Int(port.targetPort > 0 ? port.targetPort : port.number))
      }
    }
  }
}

extension MeshPod {
  /// The number of a service port's target, as istiod finds it; the port's own number where no
  /// target is written (`pilot/pkg/serviceregistry/kube/controller/util.go` FindPort@1.30.3).
  fileprivate func number(of port: ServicePort) -> Int? {
    number(
      of: port.targetPort ?? .number(port.port), networkProtocols: [port.networkProtocol])
  }

  /// The endpoint that Kubernetes makes of the pod.
  ///
  /// A container's port without a protocol, which no API server leaves so, is of any.
  fileprivate func endpoint(of port: ServicePort) -> ServiceEndpoint? {
    number(
      of: port.targetPort ?? .number(port.port), networkProtocols: [port.networkProtocol, ""]
    ).map { endpoint(port: $0, servicePortName: port.name) }
  }

  fileprivate func endpoint(port: Int, servicePortName: String) -> ServiceEndpoint {
    ServiceEndpoint(
      address: address, port: port, servicePortName: servicePortName, labels: placedLabels,
      takesMutualTLS: labels["security.istio.io/tlsMode"] == "istio", takesTunnel: takesTunnel,
      locality: locality, namespace: namespace, workload: name, isReady: isReady, node: node)
  }

  /// Whether a tunnel to it can be opened
  /// (`pilot/pkg/xds/endpoints/endpoint_builder.go` supportTunnel@1.30.3).
  private var takesTunnel: Bool {
    isCaptured || labels["gateway.istio.io/managed"] == "istio.io-mesh-controller"
      || labels["networking.istio.io/tunnel"] == "http"
  }
}

extension WorkloadEntry {
  /// What a Service's endpoint made of the entry looks like.
  ///
  /// (pilot/pkg/serviceregistry/serviceentry/conversion.go@1.30.3,
  /// `convertWorkloadInstanceToServiceInstance`)
  fileprivate func endpoint(
    of port: ServiceEntryPort, namespace: String
  ) -> ServiceEndpoint {
    endpoint(port: number(of: port), servicePortName: port.name, namespace: namespace)
  }

  /// Behind a port of a Kubernetes Service
  /// (`pilot/pkg/serviceregistry/kube/controller/controller.go`
  /// serviceInstanceFromWorkloadInstance@1.30.3): a number that the Service names stands, unless
  /// the entry has one of its own for the port's name.
  fileprivate func endpoint(of port: ServicePort, namespace: String) -> ServiceEndpoint? {
    let number: Int
    switch port.targetPort {
    case .name(let name):
      guard let own = ports[name], own > 0 else { return nil }
      number = Int(own)
    case .number(let target):
      number = ports[port.name].flatMap { $0 > 0 ? Int($0) : nil } ?? target
    case nil:
      number = ports[port.name].flatMap { $0 > 0 ? Int($0) : nil } ?? port.port
    }
    return endpoint(port: number, servicePortName: port.name, namespace: namespace)
  }

  /// Whether the address is one that Kubernetes could use: no host name and no socket.
  fileprivate var hasAddress: Bool {
    address.contains(":") && !address.contains("/")
      || (address.utf8.filter { $0 == UInt8(ascii: ".") }.count == 3
        && address.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") })
  }

  private func endpoint(
    port: Int, servicePortName: String, namespace: String
  ) -> ServiceEndpoint {
    let locality = Locality(
      text: locality.isEmpty
        ? labels["istio-locality", default: ""].replacingDots : locality)
    let isSocket = address.hasPrefix("unix://")
    var endpoint = ServiceEndpoint(
      address: isSocket ? String(address.dropFirst("unix://".count)) : address,
      port: isSocket ? 0 : port, servicePortName: servicePortName, namespace: namespace)
    endpoint.labels = labels.placed(in: locality, node: "")
    endpoint.takesMutualTLS =
      labels["security.istio.io/tlsMode"].map { $0 == "istio" } ?? !serviceAccount.isEmpty
    endpoint.locality = locality
    endpoint.weight = weight
    return endpoint
  }

  private func number(of port: ServiceEntryPort) -> Int {
    if let number = ports[port.name], number > 0 { return Int(number) }
    return Int(port.targetPort > 0 ? port.targetPort : port.number)
  }
}

extension [String: String] {
  /// Labels with what istiod adds about the place
  /// (pilot/pkg/serviceregistry/util/label/label.go@1.30.3, `AugmentLabels`).
  func placed(in locality: Locality, node: String) -> [String: String] {
    var labels = self
    if !locality.region.isEmpty { labels["topology.kubernetes.io/region"] = locality.region }
    if !locality.zone.isEmpty { labels["topology.kubernetes.io/zone"] = locality.zone }
    if !locality.subZone.isEmpty { labels["topology.istio.io/subzone"] = locality.subZone }
    labels["topology.istio.io/cluster"] = "Kubernetes"
    if !node.isEmpty { labels["kubernetes.io/hostname"] = node }
    return labels
  }
}

extension String {
  /// `istio-locality` writes dots where a locality has slashes.
  var replacingDots: String { String(map { $0 == "." ? "/" : $0 }) }
}

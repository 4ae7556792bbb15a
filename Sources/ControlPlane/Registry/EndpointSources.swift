internal import Resources

/// Where the endpoints of services come from: pods, and what ServiceEntries list.
struct EndpointSources {
  private let workloads: WorkloadDirectory
  private let services: [Service]
  private let entries: [ServiceEntry]

  init(_ resources: ResourceSet, _ workloads: WorkloadDirectory) {
    self.workloads = workloads
    services = resources.services
    entries = resources.serviceEntries
  }

  /// The endpoints of a service, port by port, ready ones alone unless it publishes all.
  func endpoints(of service: MeshService) -> [ServiceEndpoint] {
    switch service.registry {
    case .kubernetes:
      if !service.externalName.isEmpty {
        return service.resolution == .dns ? externalName(service) : []
      }
      let ports = services[service.source].ports
      return workloads.pods(in: service.namespace, selectedBy: service.selector).flatMap { pod in
        ports.compactMap { port in
          guard pod.isReady || service.publishesNotReady else { return nil }
          return pod.endpoint(of: port)
        }
      }
    case .external:
      return endpoints(of: service, entries[service.source])
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
    if let selector = entry.workloadSelector {
      return workloads.pods(in: service.namespace, selectedBy: selector).filter(\.isReady)
        .flatMap { pod in
          entry.ports.map { port in
            pod.endpoint(
              port: Int(port.targetPort > 0 ? port.targetPort : port.number),
              servicePortName: port.name)
          }
        }
    }
    let isDNS = service.resolution == .dns || service.resolution == .dnsRoundRobin
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
  /// The number of a service port's target; the port's own number where no target is written.
  fileprivate func number(of port: ServicePort) -> Int? {
    number(of: port.targetPort ?? .number(port.port), networkProtocol: port.networkProtocol)
  }

  fileprivate func endpoint(of port: ServicePort) -> ServiceEndpoint? {
    number(of: port).map { endpoint(port: $0, servicePortName: port.name) }
  }

  fileprivate func endpoint(port: Int, servicePortName: String) -> ServiceEndpoint {
    ServiceEndpoint(
      address: address, port: port, servicePortName: servicePortName, labels: placedLabels,
      takesMutualTLS: labels["security.istio.io/tlsMode"] == "istio", locality: locality,
      namespace: namespace, workload: name, isReady: isReady)
  }
}

extension WorkloadEntry {
  /// (pilot/pkg/serviceregistry/serviceentry/conversion.go@1.30.3,
  /// `convertWorkloadInstanceToServiceInstance`)
  fileprivate func endpoint(
    of port: ServiceEntryPort, namespace: String
  ) -> ServiceEndpoint {
    let locality = Locality(
      text: locality.isEmpty
        ? labels["istio-locality", default: ""].replacingDots : locality)
    let isSocket = address.hasPrefix("unix://")
    var endpoint = ServiceEndpoint(
      address: isSocket ? String(address.dropFirst("unix://".count)) : address,
      port: isSocket ? 0 : number(of: port), servicePortName: port.name, namespace: namespace)
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

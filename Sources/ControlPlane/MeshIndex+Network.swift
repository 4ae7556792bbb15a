internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// The network around the proxies: what pods there are, and what Kubernetes' own service network
/// makes of services, without a mesh.
extension MeshIndex {
  /// Every pod, in the order of the input.
  var networkWorkloads: [Workload] {
    let hostnames = podHostnames
    let trustDomain = meshConfig.trustDomain
    return workloads.pods.map { pod in
      var workload = Workload(
        podName: pod.podName, namespace: pod.namespace, address: pod.address,
        labels: pod.labels, owner: pod.owner,
        proxyKind: pod.isCaptured ? .ztunnel : pod.proxy.kind(inAmbient: ambient.isOn))
      if !pod.serviceAccount.isEmpty { workload.serviceAccount = pod.serviceAccount }
      workload.trustDomain = trustDomain
      workload.hostnames = hostnames[pod.name] ?? []
      workload.isAnsweredByTunnel = pod.isCaptured && capturesNames(pod)
      if pod.proxy == .sidecar {
        workload.capture = CaptureAnnotations(pod.metadata).capture
      }
      return workload
    }
  }

  /// Whether a ztunnel answers a pod's DNS queries: its annotation says it first
  /// (cni/pkg/nodeagent/net.go@1.30.3, `getPodLevelTrafficOverrides`).
  func capturesNames(_ pod: MeshPod) -> Bool {
    switch pod.metadata.annotations["ambient.istio.io/dns-capture"] {
    case "true": true
    case "false": false
    default: rules[.tunnelsAnswerNames]
    }
  }

  /// The names that cluster DNS gives pods of their own: host name and subdomain, where a headless
  /// Service of the subdomain's name leads to them (Kubernetes, DNS for Services and Pods).
  private var podHostnames: [String: [String]] {
    var names: [String: [String]] = [:]
    for service in registry.services where service.isHeadless {
      var seen: Set<String> = []
      for endpoint in endpoints(of: service) where seen.insert(endpoint.address).inserted {
        guard let pod = workloads.pod(at: endpoint.address), pod.subdomain == service.name,
          pod.namespace == service.namespace
        else { continue }
        names[pod.name, default: []].append("\(pod.hostname).\(service.hostname)")
      }
    }
    return names
  }

  /// Every Kubernetes Service, with the ready pods among which kube-proxy chooses.
  var networkServices: [ServiceAddress] {
    let written = resources.services
    return registry.services.filter { $0.registry == .kubernetes }.map { service in
      let source = written[service.source]
      let endpoints = Dictionary(grouping: self.endpoints(of: service), by: \.servicePortName)
      var address = ServiceAddress(
        hostname: service.hostname, namespace: service.namespace,
        address: service.addresses.first ?? "",
        ports: service.ports.enumerated().map { position, port in
          var found = ServiceAddress.Port(
            number: port.number,
            endpoints: (endpoints[port.name] ?? []).filter {
              ($0.workload != nil || $0.isOfSlice) && $0.isReady
            }
            .map {
              ServiceAddress.Endpoint(address: $0.address, port: $0.port)
            })
          if source.ports.indices.contains(position) {
            found.nodePort = source.ports[position].nodePort
          }
          return found
        })
      address.externalName = service.externalName
      address.outsideAddresses = source.outsideAddresses
      address.selector = service.selector
      address.selectedCount =
        workloads.pods(in: service.namespace, selectedBy: service.selector).count
      address.origin = service.metadata.origin()
      return address
    }
  }

  /// Every host of a ServiceEntry, once for each ServiceEntry.
  var outsideHosts: [OutsideHost] {
    // One service stands for each address.
    var position: [[String]: Int] = [:]
    var hosts: [OutsideHost] = []
    for service in registry.services where service.registry == .external {
      let metadata = service.metadata
      let answered =
        isKnownToTunnels(service) ? service.tunnelAddresses.filter { !$0.contains("/") } : []
      let key = [service.hostname, metadata.namespace, metadata.name]
      if let known = position[key] {
        hosts[known].tunnelAddresses += answered
        continue
      }
      position[key] = hosts.count
      hosts.append(outsideHost(service))
      hosts[hosts.count - 1].tunnelAddresses = answered
    }
    return hosts
  }

  private func outsideHost(_ service: MeshService) -> OutsideHost {
    let isInDNS =
      switch service.resolution {
      case .dns, .dnsRoundRobin, .dynamicDNS, .passthrough: !service.hostname.hasPrefix("*")
      case .clientSideLoadBalancing, .alias: false
      }
    var addresses: [String] = []
    for endpoint in endpoints(of: service)
    where endpoint.workload == nil && !addresses.contains(endpoint.address) {
      addresses.append(endpoint.address)
    }
    var host = OutsideHost(
      hostname: service.hostname, endpoints: addresses, isInDNS: isInDNS,
      origin: service.metadata.origin())
    host.namespace = service.namespace
    host.ports = service.ports.map(\.number)
    return host
  }
}

extension MeshPod.Proxy {
  /// Where it stands on a request's way; a waypoint of a release without ambient mode on none.
  fileprivate func kind(inAmbient isOn: Bool) -> ProxyKind {
    switch self {
    case .none: .none
    case .waypoint: isOn ? .waypoint : .none
    case .sidecar: .sidecar
    case .gateway: .gateway
    }
  }
}

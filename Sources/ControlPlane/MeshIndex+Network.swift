internal import ProxyConfig

/// The network around the proxies: what pods there are, and what Kubernetes' own service network
/// makes of services, without a mesh.
extension MeshIndex {
  /// Every pod, in the order of the input.
  var networkWorkloads: [Workload] {
    let hostnames = podHostnames
    return workloads.pods.map { pod in
      var workload = Workload(
        podName: pod.podName, namespace: pod.namespace, address: pod.address,
        labels: pod.labels, owner: pod.owner, proxyKind: pod.proxy.kind)
      if !pod.serviceAccount.isEmpty { workload.serviceAccount = pod.serviceAccount }
      workload.hostnames = hostnames[pod.name] ?? []
      return workload
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
    registry.services.filter { $0.registry == .kubernetes }.map { service in
      let endpoints = Dictionary(grouping: self.endpoints(of: service), by: \.servicePortName)
      var address = ServiceAddress(
        hostname: service.hostname, namespace: service.namespace,
        address: service.addresses.first ?? "",
        ports: service.ports.map { port in
          ServiceAddress.Port(
            number: port.number,
            endpoints: (endpoints[port.name] ?? []).filter {
              ($0.workload != nil || $0.isOfSlice) && $0.isReady
            }
            .map {
              ServiceAddress.Endpoint(address: $0.address, port: $0.port)
            })
        })
      address.externalName = service.externalName
      return address
    }
  }
}

extension MeshPod.Proxy {
  /// Where it stands on a request's way. Waypoints are not modelled: they are on no way.
  fileprivate var kind: ProxyKind {
    switch self {
    case .none, .waypoint: .none
    case .sidecar: .sidecar
    case .gateway: .gateway
    }
  }
}

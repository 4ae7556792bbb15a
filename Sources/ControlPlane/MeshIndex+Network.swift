internal import ProxyConfig

/// The network around the proxies: what pods there are, and what Kubernetes' own service network
/// makes of services, without a mesh.
extension MeshIndex {
  /// Every pod, in the order of the input.
  var networkWorkloads: [Workload] {
    workloads.pods.map { pod in
      Workload(
        podName: pod.podName, namespace: pod.namespace, address: pod.address,
        labels: pod.labels, owner: pod.owner, hasProxy: pod.proxy == .sidecar)
    }
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
            endpoints: (endpoints[port.name] ?? []).filter { $0.workload != nil }.map {
              ServiceAddress.Endpoint(address: $0.address, port: $0.port)
            })
        })
      address.externalName = service.externalName
      return address
    }
  }
}

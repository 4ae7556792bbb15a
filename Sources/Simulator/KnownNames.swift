public import ProxyConfig

extension Simulation {
  /// Whether a name or an address stands for something of a cluster, or for a host that is said to
  /// answer: then no gateway is needed to come to it.
  ///
  /// A host of a ServiceEntry by itself is none: it may be what a gateway serves.
  public static func knows(
    _ host: String, in mesh: MeshConfiguration, _ external: [ExternalHost]
  ) -> Bool {
    var scenario = Scenario(mesh: mesh, clients: [], seed: 0)
    scenario.external = external
    let topology = Topology(scenario)
    let addresses = topology.addresses(of: host.lowercased(), namespace: "default")
    if let service = topology.service(named: host, namespace: "default") {
      return service.externalName.isEmpty || addresses.contains(where: topology.isKnown)
    }
    return addresses.contains(where: topology.isKnown)
  }
}

extension Topology {
  /// Whether anybody of the input is at an address.
  fileprivate func isKnown(_ address: String) -> Bool {
    workload(at: address) != nil || service(at: address) != nil || isExternal(address)
  }
}

extension RequestURL {
  /// Whether a host is an IPv4 or IPv6 address.
  public static func isAddress(_ host: String) -> Bool { Topology.isAddress(host) }
}

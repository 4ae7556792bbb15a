internal import Diagnostics
internal import ProxyConfig

/// Gives the pods and services of a later state the addresses that they had in the earlier one.
///
/// Addresses follow the order of the documents, so that one more object moves those behind it; no
/// request can tell.
struct AddressTranslation {
  private var map: [String: String] = [:]

  init(from later: MeshConfiguration, to earlier: MeshConfiguration) {
    let known = Self.addresses(earlier)
    let new = Self.addresses(later)
    guard known != new else { return }
    let taken = Set(known.values)
    var next = 1
    for (name, address) in new.sorted(by: { $0.key < $1.key }) {
      if let old = known[name] {
        if old != address { map[address] = old }
      } else if taken.contains(address) {
        // TEST-NET-style addresses that no mesh hands out (RFC 2544).
        map[address] = "198.19.\(next / 250).\(next % 250 + 1)"
        next += 1
      }
    }
  }

  /// Addresses by what has them.
  private static func addresses(_ mesh: MeshConfiguration) -> [String: String] {
    var addresses: [String: String] = [:]
    for workload in mesh.workloads where !workload.address.isEmpty {
      addresses["pod \(workload.name)"] = workload.address
    }
    for service in mesh.services where !service.address.isEmpty {
      addresses["service \(service.hostname) \(service.namespace)"] = service.address
    }
    for host in mesh.outside where host.tunnelAddresses.count == 1 {
      addresses["entry \(host.origin.resource) \(host.hostname)"] = host.tunnelAddresses.first
    }
    return addresses
  }

  /// The mesh with the earlier state's addresses.
  func applied(to mesh: MeshConfiguration) -> MeshConfiguration {
    guard !map.isEmpty else { return mesh }
    var mesh = mesh
    for index in mesh.proxies.indices { translate(&mesh.proxies[index]) }
    for index in mesh.tunnels.indices { translate(&mesh.tunnels[index]) }
    for index in mesh.workloads.indices {
      mesh.workloads[index].address = text(mesh.workloads[index].address)
    }
    for index in mesh.services.indices {
      mesh.services[index].address = text(mesh.services[index].address)
    }
    for index in mesh.outside.indices {
      mesh.outside[index].tunnelAddresses = mesh.outside[index].tunnelAddresses.map(text)
    }
    return mesh
  }

  private func translate(_ proxy: inout ProxyConfiguration) {
    proxy.address = text(proxy.address)
    for index in proxy.listeners.indices { translate(&proxy.listeners[index]) }
    for index in proxy.routes.indices { translate(&proxy.routes[index]) }
    for index in proxy.endpoints.indices { translate(&proxy.endpoints[index]) }
    proxy.sharedClusters = proxy.sharedClusters.map(translated)
    proxy.ownClusters = proxy.ownClusters.map(translated)
  }

  private func translated(_ cluster: Cluster) -> Cluster {
    guard cluster.loadAssignment != nil else { return cluster }
    var cluster = cluster
    if var assignment = cluster.loadAssignment {
      translate(&assignment)
      cluster.loadAssignment = assignment
    }
    return cluster
  }

  private func translate(_ table: inout RouteConfiguration) {
    table.name = text(table.name)
    for index in table.virtualHosts.indices {
      let domains = table.virtualHosts[index].domains
      if domains.contains(where: { $0.utf8.first.map { (48...57).contains($0) } ?? false }) {
        table.virtualHosts[index].domains = domains.map(text)
      }
    }
  }

  private func translate(_ listener: inout Listener) {
    listener.name = text(listener.name)
    translate(&listener.address)
    for index in (listener.filterChains ?? []).indices {
      translate(&listener.filterChains, index)
    }
  }

  private func translate(_ chains: inout [FilterChain]?, _ index: Int) {
    guard var chain = chains?[index] else { return }
    chain.filterChainMatch.prefixRanges = chain.filterChainMatch.prefixRanges?.map { range in
      var range = range
      range.addressPrefix = text(range.addressPrefix)
      return range
    }
    if let known = chain.dialled?.addresses { chain.dialled?.addresses = known.map(text) }
    if var rds = chain.httpConnectionManager?.rds {
      rds.routeConfigName = text(rds.routeConfigName)
      chain.httpConnectionManager?.rds = rds
    }
    chains?[index] = chain
  }

  private func translate(_ address: inout Address) {
    if let known = address.socketAddress?.address { address.socketAddress?.address = text(known) }
    if let known = address.envoyInternalAddress?.endpointId {
      address.envoyInternalAddress?.endpointId = text(known)
    }
  }

  private func translate(_ assignment: inout ClusterLoadAssignment) {
    guard var groups = assignment.endpoints else { return }
    for group in groups.indices {
      guard var hosts = groups[group].lbEndpoints else { continue }
      for host in hosts.indices {
        translate(&hosts[host].endpoint.address)
        if let known = hosts[host].tunnelTarget?.address {
          hosts[host].tunnelTarget?.address = text(known)
        }
      }
      groups[group].lbEndpoints = hosts
    }
    assignment.endpoints = groups
  }

  /// An address, or a name that begins with one, such as `10.96.1.5_80` and `10.96.1.5:80`.
  private func text(_ name: String) -> String {
    let head = name.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let other = map[String(head)] else { return name }
    return other + name.dropFirst(head.count)
  }
}

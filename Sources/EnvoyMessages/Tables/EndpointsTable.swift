internal import ProxyConfig

/// `istioctl proxy-config endpoints` (endpoint.go@1.30.3, `PrintEndpointsSummary`).
enum EndpointsTable {
  /// The table of a proxy's endpoints, header included.
  static func text(of assignments: [ClusterLoadAssignment]) -> String {
    var table = AlignedTable(
      header: ["NAME", "STATUS", "LOCALITY", "CLUSTER"], padding: 5)
    let sorted = GoSort.sorted(assignments.map { (ClusterTableName($0.clusterName), $0) }) {
      $0.0.precedes($1.0)
    }
    for (_, assignment) in sorted {
      for group in assignment.endpoints ?? [] {
        for host in group.lbEndpoints ?? [] {
          table.add([
            host.endpoint.address.tableText, (host.healthStatus ?? .unknown).word,
            group.locality?.tableText ?? "", assignment.clusterName,
          ])
        }
      }
    }
    return table.text
  }
}

extension Address {
  /// `retrieveEndpointAddresses`.
  fileprivate var tableText: String {
    if let socketAddress { return "\(socketAddress.address):\(socketAddress.portValue ?? 0)" }
    if let pipe { return pipe.path }
    if let inner = envoyInternalAddress, let name = inner.serverListenerName {
      return "envoy://\(name)/\(inner.endpointId ?? "")"
    }
    return "unknown"
  }
}

extension LocalityLbEndpoints.Locality {
  /// Region, zone and sub-zone up to the first that is missing
  /// (pilot/pkg/networking/util/util.go@1.30.3, `LocalityToString`).
  fileprivate var tableText: String {
    guard let region, !region.isEmpty else { return "" }
    guard let zone, !zone.isEmpty else { return region }
    guard let subZone, !subZone.isEmpty else { return "\(region)/\(zone)" }
    return "\(region)/\(zone)/\(subZone)"
  }
}

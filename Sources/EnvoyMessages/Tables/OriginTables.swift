internal import Diagnostics
package import ProxyConfig

/// Where the parts of a proxy's configuration are written: resource, field, file and line.
package enum OriginTables {
  /// The origins of one family of messages; empty where the family has none.
  package static func text(
    of family: MeshProjection.Family, in proxy: ProxyConfiguration
  ) -> String {
    switch family {
    case .listeners: ""
    case .routes: routes(proxy.routes)
    case .clusters: clusters(proxy.clusters)
    case .endpoints: endpoints(proxy.endpoints)
    }
  }

  private static func routes(_ configurations: [RouteConfiguration]) -> String {
    var table = AlignedTable(header: ["NAME", "VHOST NAME", "MATCH", "ORIGIN"], padding: 5)
    for configuration in configurations {
      for host in configuration.virtualHosts {
        for route in host.routes ?? [] {
          guard let origin = route.origin ?? host.origin else { continue }
          table.add([
            configuration.name, host.name, route.match.pathDescription, origin.description,
          ])
        }
      }
    }
    return table.text
  }

  private static func clusters(_ clusters: [Cluster]) -> String {
    var table = AlignedTable(header: ["CLUSTER", "WHAT", "ORIGIN"], padding: 5)
    for cluster in clusters {
      let limits = cluster.limitOrigins
      for (what, origin) in [
        ("cluster", cluster.origin), ("max connections", limits.maxConnections),
        ("max pending requests", limits.maxPendingRequests),
        ("max requests", limits.maxRequests), ("max retries", limits.maxRetries),
        ("max requests per connection", limits.maxRequestsPerConnection),
        ("outlier detection", limits.outlierDetection),
        ("connect timeout", limits.connectTimeout), ("load balancer", limits.loadBalancer),
      ] {
        if let origin { table.add([cluster.name, what, origin.description]) }
      }
    }
    return table.text
  }

  private static func endpoints(_ assignments: [ClusterLoadAssignment]) -> String {
    var table = AlignedTable(header: ["CLUSTER", "ENDPOINT", "WORKLOAD"], padding: 5)
    for assignment in assignments {
      for host in (assignment.endpoints ?? []).flatMap({ $0.lbEndpoints ?? [] }) {
        guard let workload = host.workload else { continue }
        let address = host.endpoint.address.socketAddress
        table.add([
          assignment.clusterName, "\(address?.address ?? ""):\(address?.portValue ?? 0)", workload,
        ])
      }
    }
    return table.text
  }
}

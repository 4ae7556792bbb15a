internal import ProxyConfig

/// `istioctl proxy-config clusters` (cluster.go@1.30.3, `PrintClusterSummary`).
enum ClustersTable {
  /// The table of a proxy's clusters, header included.
  static func text(of clusters: [Cluster]) -> String {
    var table = AlignedTable(
      header: ["SERVICE FQDN", "PORT", "SUBSET", "DIRECTION", "TYPE", "DESTINATION RULE"],
      padding: 5)
    let sorted = GoSort.sorted(clusters.map { (ClusterTableName($0.name), $0) }) {
      $0.0.precedes($1.0)
    }
    for (name, cluster) in sorted {
      let end = [(cluster.type ?? .static).word, cluster.metadata?.manager ?? ""]
      guard let name = name.parts else {
        table.add([cluster.name, "-", "-", "-"] + end)
        continue
      }
      let subset = name.subset.isEmpty ? "-" : name.subset
      table.add([name.host, "\(name.port)", subset, name.direction.rawValue] + end)
    }
    return table.text
  }
}

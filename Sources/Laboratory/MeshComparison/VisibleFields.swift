/// Which fields of messages a request or a connection can tell, or a limit that it meets.
enum VisibleFields {
  /// Fields of a cluster.
  static func cluster(_ path: String) -> Bool {
    path != "metadata" && path != "name"
  }

  /// Fields of a route beside what decides which requests it takes.
  static func route(_ path: String) -> Bool {
    // Shares of clusters are part of the answer.
    !["name", "match", "metadata"].contains(path) && !path.hasSuffix(".traceSampled")
      && !(path.hasPrefix("route.weightedClusters.clusters[") && path.hasSuffix("].weight"))
  }

  /// Fields of a virtual host beside its routes.
  static func virtualHost(_ path: String) -> Bool {
    !["name", "domains", "routes"].contains(path)
  }

  /// Fields of a route table beside its virtual hosts.
  static func routeTable(_ path: String) -> Bool { !["name", "virtualHosts"].contains(path) }

  /// Fields of a listener beside what connections show: which chain they take, and where to.
  static func listener(_ path: String) -> Bool {
    let last = path.split(separator: ".").last ?? ""
    return path != "name" && !path.hasSuffix("].name") && last != "filterChainMatch"
      && last != "routeConfig" && !path.hasSuffix("tcpProxy.cluster")
      && !path.hasSuffix("tcpProxy.weightedClusters") && last != "routeConfigName"
  }
}

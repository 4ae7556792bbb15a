internal import ControlPlane
internal import Diagnostics
internal import ProxyConfig
internal import Simulator

/// Clusters that a route sends to and that the proxy does not have.
enum MissingCluster {
  /// The remarks on a proxy that answered that there is no cluster.
  static func notes(_ hop: HopContext) -> [AnswerNote] {
    guard hop.hop.details.hasPrefix("cluster_not_found"), let route = hop.route else { return [] }
    let known = Set(hop.proxy.clusters.map(\.name))
    return route.clusterNames.filter { !known.contains($0) }.map { name in
      let finding = cause(of: name, hop)
      return AnswerNote(
        .missing, .missingCluster, at: hop.hop.proxy,
        "the route sends to \(name), and the proxy has no such cluster", why: finding.why,
        fix: finding.fix, origins: [route.origin] + finding.origins)
    }
  }

  private struct Cause {
    var why: String
    var fix: String?
    var origins: [Origin] = []
  }

  private static func cause(of name: String, _ hop: HopContext) -> Cause {
    guard let cluster = ClusterName(name) else {
      return Cause(why: "\(name) stands for no service")
    }
    let services = hop.compilation.ports(of: cluster.host)
    guard !services.isEmpty else { return unknownHost(cluster.host, hop) }
    guard services.contains(where: { $0.ports.contains(cluster.port) }) else {
      return unknownPort(cluster, services)
    }
    if cluster.subset.isEmpty
      || !hop.proxy.clusters.contains(where: {
        ClusterName($0.name)?.host == cluster.host && ClusterName($0.name)?.port == cluster.port
      })
    {
      return Cause(
        why:
          "\(services.first.map { "\($0.origin.resource)" } ?? cluster.host) has port \(cluster.port), and the proxy is not shown it",
        origins: services.map(\.origin))
    }
    return unknownSubset(cluster, hop)
  }

  private static func unknownHost(_ host: String, _ hop: HopContext) -> Cause {
    let near = hop.compilation.knownHosts(beginning: host)
    guard let meant = near.first else {
      return Cause(why: "no Service or ServiceEntry has the host \(host)")
    }
    let isShort = host.contains(".") && meant.hasPrefix("\(host).svc.")
    return Cause(
      why: "no Service or ServiceEntry has the host \(host); \(near.joined(separator: ", "))"
        + " is there" + (isShort ? ", and a name with a dot is not completed" : ""),
      fix: near.count == 1 ? "write \(meant)" : nil)
  }

  private static func unknownPort(
    _ cluster: ClusterName, _ services: [(origin: Origin, ports: [Int])]
  ) -> Cause {
    let words = services.map { service in
      let ports = service.ports.map(String.init).joined(separator: ", ")
      return "\(service.origin.resource) has port \(ports.isEmpty ? "none" : ports)"
    }
    let ports = Set(services.flatMap(\.ports)).sorted()
    return Cause(
      why: words.joined(separator: "; ")
        + ", and a destination that names no port means the one that was dialled",
      fix: ports.count == 1 ? ports.first.map { "give the destination port \($0)" } : nil,
      origins: services.map(\.origin))
  }

  private static func unknownSubset(_ cluster: ClusterName, _ hop: HopContext) -> Cause {
    let rules = hop.compilation.rules(definingSubset: cluster.subset, of: cluster.host)
    let others = hop.proxy.clusters.compactMap { ClusterName($0.name) }
      .filter { $0.host == cluster.host && $0.port == cluster.port && !$0.subset.isEmpty }
      .map(\.subset)
    let instead =
      others.isEmpty
      ? "no subset is known here" : "the subsets here are \(others.joined(separator: ", "))"
    guard let rule = rules.first else {
      return Cause(why: "no DestinationRule defines subset \(cluster.subset); \(instead)")
    }
    let namespace = hop.hop.proxy.split(separator: ".").last.map(String.init) ?? ""
    return Cause(
      why: "subset \(cluster.subset) is defined by \(rule), which clients in \(namespace) do not "
        + "see; \(instead)", origins: rules)
  }
}

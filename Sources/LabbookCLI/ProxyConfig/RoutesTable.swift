internal import ProxyConfig

/// `istioctl proxy-config routes` (route.go@1.30.3, `PrintRouteSummary`).
enum RoutesTable {
  static func text(of configurations: [RouteConfiguration]) -> String {
    var table = AlignedTable(
      header: ["NAME", "VHOST NAME", "DOMAINS", "MATCH", "VIRTUAL SERVICE"], padding: 5)
    let sorted = GoSort.sorted(configurations) { first, second in
      guard let number = Int(first.name), let other = Int(second.name) else { return false }
      return number < other
    }
    for configuration in sorted {
      for host in configuration.virtualHosts {
        let start = [configuration.name, host.name, summary(ofDomains: host.domains)]
        let routes = host.routes ?? []
        for route in routes where route.route?.cluster != "PassthroughCluster" {
          table.add(start + [route.match.pathDescription, route.metadata?.manager ?? ""])
        }
        if routes.isEmpty { table.add(start + ["/*", "404"]) }
      }
    }
    return table.text
  }

  /// The first two domains that are no longer form of another (`describeRouteDomains`).
  private static func summary(ofDomains domains: [String]) -> String {
    if domains.count < 2 { return domains.first ?? "" }
    let withoutPort = domains.filter { domain in
      let colons = domain.filter { $0 == ":" }.count
      return colons == 0 || (colons > 2 && domain.hasSuffix("]"))
    }
    let known = Set(withoutPort)
    let short = withoutPort.filter { domain in
      ![".svc.cluster.local", ".svc"].contains { suffix in
        domain.hasSuffix(suffix) && known.contains(String(domain.dropLast(suffix.count)))
      }
    }
    let start = short.prefix(2).joined(separator: ", ")
    return short.count > 2 ? "\(start) + \(short.count - 2) more..." : start
  }
}

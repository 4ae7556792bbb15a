internal import ProxyConfig

/// `istioctl proxy-config routes` (route.go@1.30.3, `PrintRouteSummary`).
///
/// istioctl sorts tables whose names are numbers; another one stays where Envoy's dump has it and
/// parts the numbers before it from those behind it; that place is chance. Here such tables come
/// first.
enum RoutesTable {
  /// The table of a proxy's route configurations, header included.
  static func text(of configurations: [RouteConfiguration]) -> String {
    var table = AlignedTable(
      header: ["NAME", "VHOST NAME", "DOMAINS", "MATCH", "VIRTUAL SERVICE"], padding: 5)
    let named = configurations.filter { Int($0.name) == nil }
    let numbered = configurations.filter { Int($0.name) != nil }
    let sorted =
      named.sorted { $1.name.precedesByCodeUnits($0.name) }
      + numbered.sorted { (Int($0.name) ?? 0) < (Int($1.name) ?? 0) }
    for configuration in sorted {
      for host in configuration.virtualHosts {
        let start = [configuration.name, host.name, summary(ofDomains: host.domains)]
        let routes = host.routes ?? []
        for route in routes where route.route?.cluster != ClusterName.passthrough {
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

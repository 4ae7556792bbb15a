internal import ProxyConfig

/// `istioctl proxy-config listeners` (listener.go@1.30.3, `PrintListenerSummary`).
enum ListenersTable {
  /// The table of a proxy's listeners, header included.
  static func text(of listeners: [Listener]) -> String {
    var table = AlignedTable(
      header: ["ADDRESSES", "PORT", "MATCH", "DESTINATION"], padding: 1)
    let sorted = GoSort.sorted(listeners) { first, second in
      if first.port != second.port { return first.port < second.port }
      if first.tableAddress != second.tableAddress {
        return first.tableAddress.precedesByCodeUnits(second.tableAddress)
      }
      return first.kind.precedesByCodeUnits(second.kind)
    }
    for listener in sorted {
      let more = (listener.additionalAddresses ?? []).map(\.address.socketAddress?.address)
      let addresses = ([listener.tableAddress] + more.map { $0 ?? "" }).joined(separator: ",")
      let chains = GoSort.sorted(listener.allChains.map { ($0.filterChainMatch, $0.destination) }) {
        $1.1.precedesByCodeUnits($0.1)
      }
      for (match, destination) in chains {
        table.add([addresses, "\(listener.port)", match.description, destination])
      }
    }
    return table.text
  }
}

extension Listener {
  fileprivate var port: Int { address.socketAddress?.portValue ?? 0 }

  fileprivate var tableAddress: String {
    address.socketAddress?.address ?? address.pipe?.path ?? ""
  }

  fileprivate var allChains: [FilterChain] {
    (filterChains ?? []) + (defaultFilterChain.map { [$0] } ?? [])
  }

  /// What its chains speak (`retrieveListenerType`).
  fileprivate var kind: String {
    let hasHTTP = allChains.contains { $0.httpConnectionManager != nil }
    let hasTCP = allChains.contains { $0.tcpProxy != nil && !$0.leadsNowhere }
    switch (hasHTTP, hasTCP) {
    case (true, true): return "HTTP+TCP"
    case (true, false): return "HTTP"
    case (false, true): return "TCP"
    case (false, false): return "UNKNOWN"
    }
  }
}

extension FilterChain {
  /// istioctl looks for the word in the bytes of the filter.
  fileprivate var leadsNowhere: Bool {
    tcpProxy?.cluster?.contains(ClusterName.blackHole) == true
  }

  /// Where connections go (`getFilterType`).
  fileprivate var destination: String {
    if let manager = httpConnectionManager {
      if let inline = manager.routeConfig { return inline.destination }
      guard let name = manager.rds?.routeConfigName, !name.isEmpty else { return "HTTP" }
      return "Route: \(name)"
    }
    guard let tcpProxy, !leadsNowhere else { return "Non-HTTP/Non-TCP" }
    let cluster = tcpProxy.cluster ?? ""
    return cluster.contains("Cluster") ? cluster : "Cluster: \(cluster)"
  }
}

extension RouteConfiguration {
  /// `describeRouteConfig`.
  fileprivate var destination: String {
    if let cluster = onlyCluster {
      return cluster.contains("Cluster") ? cluster : "Cluster: \(cluster)"
    }
    let hosts = virtualHosts.map { host in
      let routes = (host.routes ?? []).map(\.match.pathDescription).joined(separator: ", ")
      if host.domains == ["*"] || host.domains.isEmpty { return routes }
      return "\(host.domains.joined(separator: "/")) \(routes)"
    }
    return "Inline Route: \(hosts.joined(separator: "; "))"
  }

  /// The cluster that every request goes to (`getMatchAllCluster`).
  private var onlyCluster: String? {
    guard virtualHosts.count == 1, virtualHosts[0].domains == ["*"],
      let routes = virtualHosts[0].routes, routes.count == 1, routes[0].match.prefix == "/"
    else { return nil }
    return routes[0].route?.cluster
  }
}

extension FilterChainMatch {
  private static let knownProtocols = [
    ["http/1.0", "http/1.1", "h2c", "istio-http/1.0", "istio-http/1.1", "istio-h2"]:
      "App: HTTP TLS",
    ["istio", "istio-http/1.0", "istio-http/1.1", "istio-h2"]: "App: Istio HTTP Plain",
    ["istio-peer-exchange", "istio"]: "App: TCP TLS",
    ["http/1.0", "http/1.1", "h2c"]: "App: HTTP",
  ]

  /// `getMatches`.
  fileprivate var description: String {
    var parts: [String] = []
    if let serverNames, !serverNames.isEmpty {
      parts.append("SNI: \(serverNames.joined(separator: ","))")
    }
    if let transportProtocol { parts.append("Trans: \(transportProtocol.word)") }
    if let applicationProtocols, !applicationProtocols.isEmpty {
      parts.append(
        FilterChainMatch.knownProtocols[applicationProtocols]
          ?? "App: \(applicationProtocols.joined(separator: ","))")
    }
    let port = destinationPort.map { ":\($0)" } ?? ""
    if let prefixRanges, !prefixRanges.isEmpty {
      let ranges = prefixRanges.map { "\($0.addressPrefix)/\($0.prefixLen ?? 0)" }
      parts.append("Addr: \(ranges.joined(separator: ","))\(port)")
    } else if !port.isEmpty {
      parts.append("Addr: *\(port)")
    }
    return parts.isEmpty ? "ALL" : parts.joined(separator: "; ")
  }
}

internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Makes the virtual hosts of one port: VirtualServices in order, then services without one
/// (pilot/pkg/networking/core/route/route.go@1.30.3, `BuildSidecarVirtualHostWrapper`).
struct VirtualHostBuilder {
  /// Whose virtual hosts are made.
  let context: RouteContext
  /// The egress listener that they belong to.
  let egress: EgressScope

  private var table: PortTable { context.table }
  private var rules: RuleVersion { context.rules }

  /// Routes, and the hosts and services that share them on one port.
  struct Group {
    /// The port that the hosts are for.
    var port: Int
    /// The services that share the routes.
    var services: [PortTable.Entry]
    /// Hosts of a VirtualService that are no services.
    var hosts: [String] = []
    /// The routes of each of its hosts.
    var routes: [Route]
    /// What brought them about.
    var origin: Origin?
    /// The VirtualService that they are of; absent for a service's default route.
    var virtualService: MeshVirtualService?
  }

  /// The virtual hosts, without the one that catches everything.
  func virtualHosts() -> [VirtualHost] {
    var groups = virtualServiceGroups()
    var claimed: Set<String> = []
    for group in groups { for entry in group.services { claimed.insert(entry.hostname) } }
    let retries = context.index.meshConfig.defaultHttpRetryPolicy
    for entry in table.entries
    where entry.service.resolution != .alias && !claimed.contains(entry.hostname) {
      for port in entry.ports where port.portProtocol.isHTTPOrUndeclared {
        groups.append(defaultGroup(entry, port, retries))
      }
    }
    return virtualHosts(of: groups)
  }

  private func defaultGroup(
    _ entry: PortTable.Entry, _ port: MeshPort, _ retries: HTTPRetry?
  ) -> Group {
    let origin = entry.service.metadata.origin()
    var route = Route(match: RouteMatch(prefix: "/"))
    route.name = "default"
    route.route = RouteAction(
      cluster: ClusterName.outbound(port: port.number, host: entry.hostname).text,
      hash: context.consistentHash(of: entry.service, port: port.number), retries: retries,
      rules)
    route.origin = origin
    return Group(port: port.number, services: [entry], routes: [route], origin: origin)
  }

  /// A VirtualService of which no rule is left for the client is as if it were not there.
  private func virtualServiceGroups() -> [Group] {
    var candidates = egress.virtualServices
    if context.port != 80 {
      candidates = candidates.filter { service in
        let isKnown = service.hosts.contains {
          table.matches(rules[.mixedCaseHosts] ? $0.lowercased() : $0)
        }
        if !isKnown { noteUnknownPort(of: service) }
        return isKnown
      }
    }
    let mostSpecific = servicesByVirtualService(candidates)
    let translator = RouteTranslator(context: context)
    return candidates.flatMap { service -> [Group] in
      let routes = translator.routes(of: service)
      guard !routes.isEmpty else {
        noteNothingLeft(of: service)
        return []
      }
      return groups(of: service, routes, mostSpecific)
    }
  }

  /// The services for which each VirtualService with a wildcard host is the most specific.
  private func servicesByVirtualService(
    _ candidates: [MeshVirtualService]
  ) -> [ObjectIdentifier: [PortTable.Entry]] {
    guard candidates.contains(where: { $0.hosts.contains(where: \.isWildcardHost) }) else {
      return [:]
    }
    var found: [ObjectIdentifier: [PortTable.Entry]] = [:]
    for entry in table.entries {
      guard let service = egress.mostSpecificVirtualService[entry.hostname] else { continue }
      found[ObjectIdentifier(service), default: []].append(entry)
    }
    return found
  }

  /// Groups a VirtualService's services by port.
  ///
  /// Its hosts that are no services come along; alone they exist on port 80 only
  /// (`buildSidecarVirtualHostsForVirtualService`).
  private func groups(
    of service: MeshVirtualService, _ routes: [Route],
    _ mostSpecific: [ObjectIdentifier: [PortTable.Entry]]
  ) -> [Group] {
    let (hosts, entries) = separate(service, mostSpecific)
    if service.semantics == .gatewayAPI,
      !entries.contains(where: {
        service.acts(
          forClientsIn: context.client.namespace, onServicesIn: $0.service.namespace)
      })
    {
      return []
    }
    var byPort: [Int: [PortTable.Entry]] = [:]
    for entry in entries {
      for port in entry.ports where port.portProtocol.isHTTPOrUndeclared {
        byPort[port.number, default: []].append(entry)
      }
    }
    noteBytes(of: service, at: entries)
    if byPort.isEmpty, context.port == 80 { byPort[80] = [] }
    let origin = service.metadata.origin()
    return byPort.sorted { $0.key < $1.key }.map { port, entries in
      Group(
        port: port, services: entries, hosts: hosts, routes: routes, origin: origin,
        virtualService: service)
    }
  }

  /// A VirtualService's hosts that are no services, and the services it governs
  /// (`separateVSHostsAndServices`).
  private func separate(
    _ service: MeshVirtualService, _ mostSpecific: [ObjectIdentifier: [PortTable.Entry]]
  ) -> (hosts: [String], entries: [PortTable.Entry]) {
    var hosts: [String] = []
    var entries: [PortTable.Entry] = []
    let spelled = rules[.mixedCaseHosts]
    for host in service.hosts where !host.isWildcardHost {
      if let entry = table.service(spelled ? host.lowercased() : host) {
        entries.append(entry)
      } else {
        hosts.append(host)
      }
    }
    for host in service.hosts.lazy.map({ spelled ? $0.lowercased() : $0 })
    where host.isWildcardHost {
      guard service.semantics == .virtualService else {
        hosts.append(host)
        continue
      }
      noteCloserHosts(than: host, of: service)
      let governed = mostSpecific[ObjectIdentifier(service)] ?? []
      if rules[.unmatchedWildcardIgnored] {
        entries += governed
        if mostSpecific.isEmpty { hosts.append(host) }
      } else {
        entries += governed.filter { $0.hostname.overlaps(host: host) }
        if !table.matches(host) { hosts.append(host) }
      }
    }
    return (hosts, entries)
  }

  /// Names and domains belong to the first that claims them; a virtual host without domains falls
  /// away (pilot/pkg/networking/core/httproute.go@1.30.3, `dedupeDomains`).
  private func virtualHosts(of groups: [Group]) -> [VirtualHost] {
    var names: Set<String> = []
    var taken: Set<String> = []
    var full: Set<String> = []
    for group in groups {
      for entry in group.services {
        full.insert(entry.hostname)
        full.insert("\(entry.hostname):\(group.port)")
      }
    }
    var result: [VirtualHost] = []
    var losses = VirtualHostLosses(groups, of: context)
    func add(_ name: String, _ domains: ServiceDomains, _ group: Group) {
      guard names.insert(name).inserted else {
        losses.note(group, losesName: name)
        return
      }
      let kept = domains.domains.filter { domain in
        if domains.alternatives.contains(domain), full.contains(domain) { return false }
        let isFree = taken.insert(domain.lowercased()).inserted
        if !isFree { losses.note(group, losesDomain: domain, in: result) }
        return isFree
      }
      guard !kept.isEmpty else { return }
      var host = VirtualHost(name: name, domains: kept, routes: group.routes)
      host.includeRequestAttemptCount = true
      host.origin = group.origin
      result.append(host)
    }
    let usesPorts = context.port == 0
    for group in groups {
      for host in group.hosts {
        let host = rules[.mixedCaseHosts] ? host.lowercased() : host
        add("\(host):\(group.port)", ServiceDomains(host: host), group)
      }
      for entry in group.services {
        let domains = ServiceDomains(
          entry.service, hostname: entry.hostname, seenFrom: context.client.namespace,
          port: usesPorts ? group.port : nil, rules)
        add("\(entry.hostname):\(group.port)", domains, group)
      }
    }
    return usesPorts ? withPorts(result, groups) : result
  }

  /// In a table for all ports, only port 80 answers to a host without its port
  /// (`mergeAllVirtualHosts`).
  private func withPorts(_ hosts: [VirtualHost], _ groups: [Group]) -> [VirtualHost] {
    hosts.compactMap { host in
      guard !host.name.hasSuffix(":80") else { return host }
      var host = host
      host.domains.removeAll { !$0.contains(":") }
      return host.domains.isEmpty ? nil : host
    }
  }
}

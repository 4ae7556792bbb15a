internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// The virtual hosts of one of a gateway's route tables
/// (`pilot/pkg/networking/core/gateway.go` buildGatewayHTTPRouteConfig@1.30.3).
///
/// Unlike at sidecars the routes of all VirtualServices of a host are appended, and routes that
/// catch everything are moved behind the others.
struct GatewayVirtualHosts {
  /// A VirtualService as one Gateway's servers see it: its routes are the same wherever they stand.
  private struct Source: Hashable {
    var gateway: String
    /// As istiod calls it.
    var virtualService: String
  }

  private struct Host {
    var domain: String
    var port: Int
    var requiresTLS = false
    var origin: Origin
    var sources: [Source] = []
  }

  private let builder: GatewayBuilder
  private let table: PortTable
  private let servers: [GatewayServers.Server]
  private var hosts: [String: Host] = [:]
  private var routes: [Source: [Route]] = [:]
  /// The VirtualServices of the sources, where it is asked what does not act.
  private var origins: [Source: MeshVirtualService] = [:]

  init(builder: GatewayBuilder, table: PortTable, servers: [GatewayServers.Server]) {
    self.builder = builder
    self.table = table
    self.servers = servers
    for server in servers {
      addVirtualServices(to: server)
      if server.server.httpsRedirect { addRedirects(of: server) }
    }
  }

  private mutating func addVirtualServices(to server: GatewayServers.Server) {
    let index = builder.index
    let bound = index.virtualServices.forGateway(
      server.gatewayName, seenFrom: builder.pod.namespace, notes: builder.notes)
    for virtualService in bound {
      let own = server.hosts.visible(from: virtualService.metadata.namespace)
      let common = own.intersection(virtualService.hosts)
      guard !common.isEmpty else {
        noteForeignHosts(of: virtualService, at: server)
        continue
      }
      let source = Source(
        gateway: server.gatewayName, virtualService: virtualService.description)
      if routes[source] == nil { routes[source] = routes(of: virtualService, at: server) }
      if builder.notes?.explains == true { origins[source] = virtualService }
      guard routes[source]?.isEmpty == false else { continue }
      for name in common {
        let domain = index.rules[.mixedCaseHosts] ? name.lowercased() : name
        var host =
          hosts[domain]
          ?? Host(
            domain: domain, port: Int(server.server.port.number),
            origin: virtualService.metadata.origin())
        host.sources.append(source)
        if server.server.httpsRedirect { host.requiresTLS = true }
        hosts[domain] = host
      }
    }
  }

  /// A host that no VirtualService claims is redirected under the name that the server writes,
  /// its namespace included.
  private mutating func addRedirects(of server: GatewayServers.Server) {
    for name in server.hosts {
      let domain = builder.index.rules[.mixedCaseHosts] ? name.lowercased() : name
      var host =
        hosts[domain]
        ?? Host(domain: domain, port: Int(server.server.port.number), origin: server.origin)
      host.requiresTLS = true
      hosts[domain] = host
    }
  }

  private func routes(
    of virtualService: MeshVirtualService, at server: GatewayServers.Server
  ) -> [Route] {
    let context = RouteContext(
      index: builder.index, client: builder.pod, scope: builder.scope,
      port: Int(server.server.port.number), gateways: [server.gatewayName],
      isTLS: server.server.tlsMode != nil, table: table, notes: builder.notes)
    return RouteTranslator(context: context).routes(of: virtualService)
  }

  /// By name; hosts with the very same routes are one virtual host, named after the most specific
  /// (collapseDuplicateRoutes@1.30.3).
  ///
  /// Without any host there is one that answers 404.
  var virtualHosts: [VirtualHost] {
    guard !hosts.isEmpty else {
      let port = servers.first.map { Int($0.server.port.number) } ?? 0
      return [VirtualHost(name: "blackhole:\(port)", domains: ["*"], routes: [])]
    }
    noteHiddenHosts()
    var collapsed: [VirtualHost] = []
    var position: [Collapsible: Int] = [:]
    for host in hosts.values.sorted(by: { $0.domain.isMoreSpecific(than: $1.domain) }) {
      let key = Collapsible(sources: host.sources, requiresTLS: host.requiresTLS)
      if let known = position[key] {
        collapsed[known].domains.append(host.domain)
      } else {
        position[key] = collapsed.count
        collapsed.append(virtualHost(host))
      }
    }
    return collapsed.sorted { $0.name < $1.name }
  }

  /// Notes a VirtualService none of whose hosts a server serves.
  private func noteForeignHosts(
    of service: MeshVirtualService, at server: GatewayServers.Server
  ) {
    guard let notes = builder.notes, notes.concerns(service.hosts) else { return }
    notes.add(
      RuleNote(
        service.hostsOrigin, .hostNotServed(server.hosts), by: server.origin,
        hosts: service.hosts))
  }

  /// Of the hosts that fit a called one, only the closest one's routes are asked: the others' are
  /// noted.
  private func noteHiddenHosts() {
    guard let notes = builder.notes, let question = notes.question else { return }
    for name in question.called.sorted() {
      let fitting = hosts.values.filter { name.isCovered(byHost: $0.domain) }
        .sorted { $0.domain.isMoreSpecific(than: $1.domain) }
      guard let closest = fitting.first, let source = closest.sources.first,
        let winner = origins[source]
      else { continue }
      for host in fitting.dropFirst() {
        for source in host.sources where !closest.sources.contains(source) {
          guard let loser = origins[source] else { continue }
          notes.add(
            RuleNote(
              loser.hostsOrigin, .moreSpecificHost(closest.domain, isGateway: true),
              by: winner.hostsOrigin, hosts: loser.hosts))
        }
      }
    }
  }

  private struct Collapsible: Hashable {
    var sources: [Source]
    var requiresTLS: Bool
  }

  private func virtualHost(_ host: Host) -> VirtualHost {
    let rules = builder.index.rules
    let all = host.sources.flatMap { routes[$0] ?? [] }
    let sorted =
      all.filter { !$0.match.catchesAll(rules) } + all.filter { $0.match.catchesAll(rules) }
    var result = VirtualHost(
      name: "\(host.domain):\(host.port)", domains: [host.domain], routes: sorted)
    result.includeRequestAttemptCount = true
    if host.requiresTLS { result.requireTls = .all }
    result.origin = host.origin
    return result
  }
}

extension [String] {
  /// A server's hosts that a namespace's VirtualServices may claim
  /// (`pkg/config/host/names.go` NamesForNamespace@1.30.3).
  func visible(from namespace: String) -> [String] {
    compactMap { host in
      let parts = host.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return host }
      return parts[0] == namespace || parts[0] == "*" ? String(parts[1]) : nil
    }
  }

  /// What two lists of hosts have in common, the narrower of each pair that overlaps
  /// (`pkg/config/host/names.go` Intersection@1.30.3).
  func intersection(_ others: [String]) -> [String] {
    var result: [String] = []
    for host in self {
      for other in others {
        let common: String
        if host.isCovered(byHost: other) {
          common = host
        } else if other.isCovered(byHost: host) {
          common = other
        } else {
          continue
        }
        if !result.contains(common) { result.append(common) }
      }
    }
    return result
  }
}

extension String {
  /// Names before wildcards, longer before shorter, then by letters
  /// (`pkg/config/host/names.go` MoreSpecific@1.30.3).
  fileprivate func isMoreSpecific(than other: String) -> Bool {
    if isWildcardHost != other.isWildcardHost { return !isWildcardHost }
    return utf8.count == other.utf8.count ? self < other : utf8.count > other.utf8.count
  }
}

internal import Resources

/// The hosts that an egress listener of a Sidecar imports from one namespace
/// (pilot/pkg/model/sidecar.go@1.30.3, `hostClassification`).
struct EgressHosts: Sendable {
  private var exact: Set<String> = []
  private var wildcards: [String] = []
  /// Hosts whose services are taken out again.
  private var excluded: [String] = []

  init() {}

  /// Adds a host as a Sidecar writes it, `NAMESPACE/NAME`.
  mutating func insert(_ host: String) {
    if host.isWildcardHost {
      wildcards.append(host)
    } else {
      exact.insert(host)
    }
  }

  /// Takes what is of a host out again.
  mutating func exclude(_ host: String) { excluded.append(host) }

  /// Whether what is of this host name is taken out again.
  func excludes(_ host: String) -> Bool {
    excluded.contains { host == $0 || host.isCovered(byHost: $0) }
  }

  /// Whether a service of this host name is imported.
  func imports(service host: String) -> Bool {
    exact.contains(host) || wildcards.contains { host.isCovered(byHost: $0) }
  }

  /// Whether a route of Gateway API for this host is imported: as a service of it would be
  /// (pilot/pkg/model/sidecar.go@1.30.3, `VSMatches`).
  func imports(route host: String) -> Bool { imports(service: host) }

  /// Whether a VirtualService for this host is imported: a wildcard on either side suffices.
  func imports(virtualService host: String) -> Bool {
    if exact.contains(host) { return true }
    if wildcards.contains(where: { host.overlaps(host: $0) }) { return true }
    return host.isWildcardHost && exact.contains { host.overlaps(host: $0) }
  }
}

/// The hosts that an egress listener imports, by namespace.
struct EgressImports: Sendable {
  private var byNamespace: [String: EgressHosts] = [:]
  private var fromAnywhere: EgressHosts?

  /// - Parameters:
  ///   - hosts: entries as `namespace/host`.
  ///   - namespace: what `.` stands for.
  ///   - rules: whether `~` before a namespace takes services out again.
  init(_ hosts: [String], in namespace: String, rules: RuleVersion) {
    for entry in hosts {
      let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      let host = String(parts[1])
      var place = parts[0]
      let isExcluded = rules[.sidecarsSubtractHosts] && place.hasPrefix("~")
      if isExcluded {
        place = place.dropFirst()
        if place.isEmpty { place = "*" }
      }
      func note(_ hosts: inout EgressHosts) {
        if isExcluded { hosts.exclude(host) } else { hosts.insert(host) }
      }
      if place == "*" {
        var hosts = fromAnywhere ?? EgressHosts()
        note(&hosts)
        fromAnywhere = hosts
      } else {
        note(&byNamespace[place == "." ? namespace : String(place), default: EgressHosts()])
      }
    }
  }

  /// Whether a VirtualService is imported: one of its hosts suffices
  /// (pilot/pkg/model/virtualservice.go@1.31.0-rc.0, `SelectVirtualServices`).
  func imports(_ service: MeshVirtualService) -> Bool {
    let places = [byNamespace[service.metadata.namespace], fromAnywhere].compactMap { $0 }
    return service.hosts.contains { host in
      !places.contains { $0.excludes(host) }
        && places.contains {
          service.semantics == .gatewayAPI
            ? $0.imports(route: host) : $0.imports(virtualService: host)
        }
    }
  }

  /// The service as it is imported, with the aliases that are; `nil` where it is not.
  ///
  /// `port`: the listener's port, where it trims services to it.
  func imported(_ service: MeshService, port: Int?) -> MeshService? {
    let places = [byNamespace[service.namespace], fromAnywhere]
    if places.contains(where: { $0?.excludes(service.hostname) ?? false }) { return nil }
    for hosts in places {
      guard let hosts, hosts.imports(service: service.hostname) else { continue }
      var found = service
      if let port {
        guard let trimmed = service.trimmed(toPort: port) else { continue }
        found = trimmed
      }
      guard !service.aliases.isEmpty else { return found }
      let aliases = service.aliases.filter { hosts.imports(service: $0.hostname) }
      return aliases.count == service.aliases.count ? found : found.with(aliases: aliases)
    }
    return nil
  }
}

extension MeshService {
  /// The service with this port alone; itself where it has no other; `nil` where it lacks it.
  func trimmed(toPort number: Int) -> MeshService? {
    guard let port = port(number) else { return nil }
    return ports.count == 1 ? self : with(ports: [port])
  }

  /// The service with the ports that VirtualServices name; 0 stands for all.
  ///
  /// `nil` where it has none of them (pilot/pkg/model/sidecar.go@1.30.3,
  /// `serviceMatchingVirtualServicePorts`).
  func trimmed(toPorts numbers: Set<Int>) -> MeshService? {
    if numbers.isEmpty || numbers.contains(0) { return self }
    let found = ports.filter { numbers.contains($0.number) }
    if found.count == ports.count { return self }
    return found.isEmpty ? nil : with(ports: found)
  }
}

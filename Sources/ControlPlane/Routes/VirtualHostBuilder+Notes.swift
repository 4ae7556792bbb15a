internal import Diagnostics
internal import ProxyConfig
internal import Resources

// What of the VirtualServices that a client sees gets no virtual host.
extension VirtualHostBuilder {
  /// The notes, where rules for any of a VirtualService's hosts are asked for.
  private func notes(about service: MeshVirtualService) -> NoteSink? {
    guard let notes = context.notes, notes.concerns(service.hosts) else { return nil }
    return notes
  }

  /// None of its hosts is known at the port.
  func noteUnknownPort(of service: MeshVirtualService) {
    guard let notes = notes(about: service) else { return }
    let known = service.hosts.flatMap { host in
      egress.services.filter { $0.hostname == host }.flatMap { $0.ports.map(\.number) }
    }
    let reason: RuleNote.Reason =
      known.isEmpty
      ? .noServiceAtPort(context.port) : .noSuchPort(context.port, known: Set(known).sorted())
    notes.add(RuleNote(service.hostsOrigin, reason, hosts: service.hosts))
  }

  /// None of its rules can hold for the client.
  func noteNothingLeft(of service: MeshVirtualService) {
    guard !service.http.isEmpty, let notes = notes(about: service) else { return }
    notes.add(RuleNote(service.metadata.origin("spec.http"), .nothingLeft, hosts: service.hosts))
  }

  /// Its rules for HTTP are not read where a service's port carries something else.
  func noteBytes(of service: MeshVirtualService, at entries: [PortTable.Entry]) {
    guard let notes = notes(about: service) else { return }
    for entry in entries where notes.concerns([entry.hostname]) {
      for port in entry.ports where !port.portProtocol.isHTTPOrUndeclared {
        notes.add(
          RuleNote(
            service.metadata.origin("spec.http"),
            .portIsNotHTTP(port: port.number, name: port.name),
            by: entry.service.metadata.origin("spec.ports"), hosts: service.hosts))
      }
    }
  }

  /// Services that a wildcard covers and that another VirtualService names more closely.
  func noteCloserHosts(than host: String, of service: MeshVirtualService) {
    guard let notes = notes(about: service) else { return }
    for entry in context.table.entries
    where entry.hostname.isCovered(byHost: host) && notes.concerns([entry.hostname]) {
      guard let winner = egress.mostSpecificVirtualService[entry.hostname], winner !== service
      else { continue }
      notes.add(
        RuleNote(
          service.hostsOrigin, .moreSpecificHost(entry.hostname, isGateway: false),
          by: winner.hostsOrigin, hosts: service.hosts))
    }
  }
}

/// Which group has a name or domain that another one wants, too.
///
/// Nothing is looked up before something is lost.
struct VirtualHostLosses {
  private let groups: [VirtualHostBuilder.Group]
  private let context: RouteContext
  private var firstByName: [String: Int]?

  init(_ groups: [VirtualHostBuilder.Group], of context: RouteContext) {
    self.groups = groups
    self.context = context
  }

  /// Notes a VirtualService whose host another one has already.
  mutating func note(_ loser: VirtualHostBuilder.Group, losesName name: String) {
    guard let notes = context.notes, let service = loser.virtualService else { return }
    let position = positions()[name]
    guard let winner = position.flatMap({ groups[$0].virtualService }),
      winner.metadata.identifier != service.metadata.identifier
    else { return }
    let host = name.lastIndex(of: ":").map { String(name[..<$0]) } ?? name
    let ranking = context.index.virtualServices.ranking(
      of: winner, over: service, seenFrom: context.client.namespace)
    notes.add(
      RuleNote(service.hostsOrigin, .outranked(ranking), by: winner.hostsOrigin, hosts: [host]))
  }

  /// Notes a service whose address another one has already.
  mutating func note(
    _ loser: VirtualHostBuilder.Group, losesDomain domain: String, in hosts: [VirtualHost]
  ) {
    guard let notes = context.notes, notes.concerns([domain]), let origin = loser.origin,
      let winner = hosts.first(where: { $0.domains.contains(domain) })?.origin,
      winner.resource != origin.resource
    else { return }
    notes.add(RuleNote(origin, .addressTaken(domain), by: winner, hosts: [domain]))
  }

  private mutating func positions() -> [String: Int] {
    if let firstByName { return firstByName }
    var found: [String: Int] = [:]
    let spelled = context.rules[.mixedCaseHosts]
    for (position, group) in groups.enumerated() {
      let names =
        group.hosts.map { spelled ? $0.lowercased() : $0 } + group.services.map(\.hostname)
      for name in names where found["\(name):\(group.port)"] == nil {
        found["\(name):\(group.port)"] = position
      }
    }
    firstByName = found
    return found
  }
}

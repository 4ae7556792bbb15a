internal import Diagnostics
internal import Resources

/// How near a VirtualService is to a namespace's clients: the nearer ones are asked first
/// (pilot/pkg/model/push_context.go@1.30.3, `VirtualServicesForGateway`).
enum VirtualServiceTier: Int, CaseIterable {
  /// Of the namespace, and not for everybody.
  case isPrivate
  /// Exported to the namespace by name.
  case isExportedByName
  /// For everybody, a route of Gateway API of the namespace.
  case isRouteOfNamespace
  /// For everybody.
  case isPublic

  init(_ service: MeshVirtualService, seenFrom namespace: String) {
    if service.export == .everybody {
      self = service.isConsumerRoute(of: namespace) ? .isRouteOfNamespace : .isPublic
    } else {
      self = service.metadata.namespace == namespace ? .isPrivate : .isExportedByName
    }
  }
}

extension VirtualServiceIndex {
  /// Why the winner is asked before the loser: the first of the order's keys that tells them apart.
  func ranking(
    of winner: MeshVirtualService, over loser: MeshVirtualService, seenFrom namespace: String
  ) -> RuleNote.Ranking {
    let tier = VirtualServiceTier(winner, seenFrom: namespace)
    if tier != VirtualServiceTier(loser, seenFrom: namespace) {
      switch tier {
      case .isPrivate: return .isPrivate(namespace)
      case .isExportedByName: return .isExportedByName(namespace)
      case .isRouteOfNamespace: return .isOfNamespace(namespace)
      case .isPublic: break
      }
    }
    if putsDelegatingRootsLast, winner.delegates != loser.delegates { return .otherDelegates }
    return winner.metadata.creationTimestamp == loser.metadata.creationTimestamp
      ? .nameComesFirst : .isOlder
  }

  /// Notes what a client of the namespace does not see at all, for the hosts that are asked for.
  func noteHidden(from namespace: String, in notes: NoteSink) {
    for service in all where notes.concerns(service.hosts) {
      if !service.isForMesh {
        notes.add(
          RuleNote(
            service.metadata.origin("spec.gateways"),
            .otherGateways(service.gateways, isSidecar: true), hosts: service.hosts))
      } else if !service.export.reaches(namespace) {
        notes.add(
          RuleNote(
            service.metadata.origin("spec.exportTo"), .notExported(to: namespace),
            hosts: service.hosts))
      }
    }
  }
}

extension MeshVirtualService {
  /// Where it says what it is for.
  var hostsOrigin: Origin {
    switch semantics {
    case .virtualService: metadata.origin("spec.hosts")
    case .gatewayAPI: metadata.origin("spec.parentRefs")
    case .ingress: metadata.origin("spec.rules")
    }
  }

  /// Kind, namespace and name, as written.
  var writtenName: String {
    "\(semantics == .virtualService ? "VirtualService" : metadata.kind) "
      + "\(metadata.namespace)/\(metadata.name)"
  }
}

extension VirtualServiceIndex {
  /// VirtualServices that another one puts aside for a host, for the clients of any of these
  /// namespaces: each pair once, at its first host.
  func contests(seenFrom namespaces: [String]) -> [RuleNote] {
    var byHost: [String: [MeshVirtualService]] = [:]
    var hosts: [String] = []
    for service in all where service.isForMesh && !service.http.isEmpty {
      for host in service.hosts {
        if byHost[host] == nil { hosts.append(host) }
        byHost[host, default: []].append(service)
      }
    }
    return hosts.flatMap { host -> [RuleNote] in
      guard let services = byHost[host], services.count > 1 else { return [] }
      return contests(among: services, for: host, seenFrom: namespaces)
    }
  }

  private func contests(
    among services: [MeshVirtualService], for host: String, seenFrom namespaces: [String]
  ) -> [RuleNote] {
    var told: Set<ObjectIdentifier> = []
    var notes: [RuleNote] = []
    for namespace in namespaces {
      let visible = services.filter { $0.export.reaches(namespace) }
      let ranked = VirtualServiceTier.allCases.flatMap { tier in
        visible.filter { VirtualServiceTier($0, seenFrom: namespace) == tier }
      }
      guard let winner = ranked.first else { continue }
      for loser in ranked.dropFirst()
      where loser.metadata.identifier != winner.metadata.identifier
        && (winner.port == nil || winner.port == loser.port)
        && told.insert(ObjectIdentifier(loser)).inserted
      {
        notes.append(
          RuleNote(
            loser.hostsOrigin,
            .outranked(ranking(of: winner, over: loser, seenFrom: namespace)),
            by: winner.hostsOrigin, hosts: [host]))
      }
    }
    return notes
  }
}

internal import Diagnostics
internal import Resources

// Several VirtualServices for one host: in sidecars the first counts whole and the others not at
// all (pilot/pkg/networking/core/httproute.go@1.30.3, `buildVirtualHost`).
extension MeshIndex {
  /// A warning for each VirtualService that is ignored for a host, with the one that won and why.
  var ignoredRules: [Diagnostic] {
    var contested: [String: [MeshVirtualService]] = [:]
    var order: [String] = []
    for service in virtualServices.all where service.isForMesh && !service.http.isEmpty {
      for host in service.hosts {
        if contested[host] == nil { order.append(host) }
        contested[host, default: []].append(service)
      }
    }
    order.removeAll { contested[$0].map { $0.count < 2 } ?? true }
    guard !order.isEmpty else { return [] }
    let views = self.views
    return order.flatMap { host in findings(host, contested[host] ?? [], views) }
  }

  /// What proxies see of the rules: a namespace's, under one Sidecar or none.
  private struct View {
    var namespace: String
    /// The rules that the Sidecar imports; `nil` for all that are exported here.
    var imported: Set<ObjectIdentifier>?
  }

  /// Every view that some proxy has, by namespace, in the order of the pods.
  private var views: [View] {
    var told: Set<String> = []
    let pods = workloads.pods.filter { $0.proxy == .sidecar }
    return pods.compactMap { pod -> View? in
      let sidecar = sidecar(of: pod)
      let name = sidecar.map { "\($0.metadata.namespace)/\($0.metadata.name)" } ?? ""
      guard told.insert("\(pod.namespace) \(name)").inserted else { return nil }
      let imported = sidecar.map { sidecar in
        let scope = scope(namespace: pod.namespace, sidecar: sidecar)
        return Set(scope.egress.flatMap(\.virtualServices).map { ObjectIdentifier($0) })
      }
      return View(namespace: pod.namespace, imported: imported)
    }.sorted { $0.namespace < $1.namespace }
  }

  private func findings(
    _ host: String, _ services: [MeshVirtualService], _ views: [View]
  ) -> [Diagnostic] {
    var told: Set<[ObjectIdentifier]> = []
    var found: [Diagnostic] = []
    for view in views {
      let namespace = view.namespace
      let seen = services.filter { view.imported?.contains(ObjectIdentifier($0)) ?? true }
      let ranked = ranked(seen, for: host, seenFrom: namespace)
      for (position, loser) in ranked.enumerated() {
        guard let winner = ranked[..<position].first(where: { $0.hides(loser) }) else { continue }
        guard told.insert([ObjectIdentifier(winner), ObjectIdentifier(loser)]).inserted else {
          continue
        }
        found.append(finding(host, winner: winner, loser: loser, seenFrom: namespace))
      }
    }
    return found
  }

  /// In the order in which a client of the namespace asks them.
  private func ranked(
    _ services: [MeshVirtualService], for host: String, seenFrom namespace: String
  ) -> [MeshVirtualService] {
    let owners = registry.byHostAndNamespace[host]?.keys
    let visible = services.filter { service in
      guard service.export.reaches(namespace) else { return false }
      return service.semantics == .virtualService
        || (owners?.contains { service.acts(forClientsIn: namespace, onServicesIn: $0) } ?? false)
    }
    return (0...3).flatMap { rank in visible.filter { $0.rank(seenFrom: namespace) == rank } }
  }

  private func finding(
    _ host: String, winner: MeshVirtualService, loser: MeshVirtualService,
    seenFrom namespace: String
  ) -> Diagnostic {
    let (first, second) = (winner.metadata, loser.metadata)
    let ranks = (winner.rank(seenFrom: namespace), loser.rank(seenFrom: namespace))
    let isTie = ranks.0 == ranks.1 && first.creationTimestamp == second.creationTimestamp
    let reason: String
    if ranks.0 != ranks.1 {
      reason =
        ranks.0 == 2
        ? "it is of the client's namespace \(namespace)"
        : ranks.0 == 0
          ? "it is private to the client's namespace \(namespace)"
          : "it is exported to the client's namespace \(namespace) by name"
    } else if isTie {
      reason = "they are equally old, and its name comes first"
    } else {
      reason = "it is older"
    }
    return Diagnostic(
      .warning, isTie ? .tieDecidesHost : .shadowedRule,
      "\(loser.writtenName) is ignored for host \(host): "
        + (winner.semantics == loser.semantics
          ? "\(first.namespace)/\(first.name)" : winner.writtenName)
        + " wins, because \(reason)",
      at: second.places.location(of: loser.hostsPath),
      hint: isTie ? "give both a creationTimestamp, or merge their rules into one" : nil,
      notes: [
        Diagnostic.Note("the one that wins", at: first.places.location(of: winner.hostsPath))
      ])
  }
}

extension MeshVirtualService {
  /// Private to the namespace, exported to it by name, a route of the namespace, public.
  fileprivate func rank(seenFrom namespace: String) -> Int {
    if export == .everybody { return isConsumerRoute(of: namespace) ? 2 : 3 }
    return metadata.namespace == namespace ? 0 : 1
  }

  /// Whether another one that comes later can never act: one for a port alone leaves other ports.
  fileprivate func hides(_ other: MeshVirtualService) -> Bool {
    metadata.identifier != other.metadata.identifier && (port == nil || port == other.port)
  }

  /// Kind, namespace and name, as written.
  fileprivate var writtenName: String {
    "\(semantics == .virtualService ? "VirtualService" : metadata.kind) "
      + "\(metadata.namespace)/\(metadata.name)"
  }

  /// Where it says what it is for.
  fileprivate var hostsPath: FieldPath {
    semantics == .virtualService ? "spec.hosts" : "spec.parentRefs"
  }
}

internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A host that several VirtualServices have for the same clients.
  static let sharedHosts = Check(
    .sharedHost, istio: ["IST0109"], "a host that several VirtualServices have",
    meaning: "Several VirtualServices for sidecars have one host, and some clients see more than "
      + "one of them. Their rules are not merged: for each client one VirtualService counts whole.",
    fix: "Merge them into one, or give them different hosts.",
    source: "(pkg/config/analysis/analyzers/virtualservice/conflictingmeshgatewayhosts.go@1.30.3)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: a, creationTimestamp: "2024-01-02T00:00:00Z", namespace: shop}
      spec:
        hosts: [web]
        http: [{route: [{destination: {host: web}}]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: b, creationTimestamp: "2024-01-01T00:00:00Z", namespace: shop}
      spec:
        hosts: [web.shop.svc.cluster.local]
        http: [{route: [{destination: {host: web}}]}]
      """
  ) { context in
    let claims = HostClaims(context.facts)
    return claims.services.enumerated().compactMap { position, service in
      guard let (host, others) = claims.rivals(of: position) else { return nil }
      let names = others.map { $0.metadata.identifier.description }.joined(separator: ", ")
      return Diagnostic(
        .note, .sharedHost,
        "\(service.metadata.identifier) has host \(host) beside \(names)",
        at: service.metadata.places.location(of: FieldPath("metadata.name")),
        why: "rules of several are not merged: for each client one of them counts whole",
        hint: "merge them into one",
        notes: others.prefix(3).map {
          Diagnostic.Note("another one", at: $0.metadata.places.location(of: "spec.hosts"))
        })
    }
  }
}

/// Which VirtualServices have a host at sidecars, and who sees them.
private struct HostClaims {
  /// Those for sidecars.
  let services: [VirtualService]
  /// Full hosts, in the order written.
  private let hosts: [[String]]
  /// The namespaces that see one; `nil` for all.
  private let audiences: [Set<String>?]
  /// Positions in ``services`` by host.
  private let claimants: [String: [Int]]

  init(_ facts: MeshFacts) {
    services = facts.resources.virtualServices.filter {
      $0.gateways.isEmpty || $0.gateways.contains("mesh")
    }
    hosts = services.map { service in
      service.hosts.map { MeshFacts.fullHost($0, in: service.metadata.namespace) }
    }
    audiences = services.map { facts.namespaces(seeing: $0).map(Set.init) }
    var claimants: [String: [Int]] = [:]
    for (position, own) in hosts.enumerated() {
      for host in Set(own) { claimants[host, default: []].append(position) }
    }
    self.claimants = claimants
  }

  /// The first host of one that others have, too, with those that some of its clients see.
  func rivals(of position: Int) -> (host: String, others: [VirtualService])? {
    for host in hosts[position] {
      let others = (claimants[host] ?? []).filter { $0 != position && meets(position, $0) }
      if !others.isEmpty { return (host, others.map { services[$0] }) }
    }
    return nil
  }

  /// Whether somebody may see both.
  private func meets(_ one: Int, _ other: Int) -> Bool {
    guard let own = audiences[one] else { return audiences[other]?.isEmpty != true }
    guard let theirs = audiences[other] else { return !own.isEmpty }
    return !own.isDisjoint(with: theirs)
  }
}

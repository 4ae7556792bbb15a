package import ControlPlane
internal import Diagnostics
internal import Resources

/// A mesh under one rule version, with what several checks ask for, each found once.
package struct CheckContext: Sendable {
  /// The mesh.
  package let facts: MeshFacts
  /// Rules that another one puts aside.
  let contests: [RuleNote]
  /// What of DestinationRules does not act.
  let lostPolicies: [RuleNote]
  /// Full hosts of services by what stands before their first dot.
  private let hostsByFirstLabel: [Substring: [String]]

  package init(_ facts: MeshFacts) {
    self.facts = facts
    contests = facts.contests
    lostPolicies = facts.lostPolicies
    hostsByFirstLabel = Dictionary(grouping: facts.services.map(\.host)) { host in
      host.prefix { $0 != "." }
    }
  }

  /// The services that a host without a service may have meant: of that beginning, else of a name
  /// that is near.
  func likelyHosts(for host: String) -> [String] {
    let label = host.prefix { $0 != "." }
    let same = hostsByFirstLabel[label] ?? []
    if !same.isEmpty { return Array(same.prefix(3)) }
    guard hostsByFirstLabel.count <= 2_000,
      let near = hostsByFirstLabel.keys.map(String.init).sorted().nearest(to: String(label))
    else { return [] }
    return Array((hostsByFirstLabel[near[...]] ?? []).prefix(3))
  }

  /// Every destination that HTTP, TLS and TCP rules of VirtualServices name.
  var destinations: [DestinationFact] {
    facts.resources.virtualServices.flatMap(DestinationFact.all)
  }
}

/// A destination, and where it is written.
struct DestinationFact {
  /// The VirtualService.
  var metadata: ResourceMetadata
  /// The destination.
  var destination: Destination
  /// The field.
  var path: FieldPath
  /// Whether the VirtualService acts at sidecars.
  var isForMesh: Bool

  /// The full name of its host.
  var host: String { MeshFacts.fullHost(destination.host, in: metadata.namespace) }

  /// A field of it, where it is written.
  func location(_ key: String? = nil) -> SourceLocation? {
    metadata.places.location(of: key.map { path.key($0) } ?? path)
  }

  /// All destinations of a VirtualService, mirrors among them.
  static func all(of service: VirtualService) -> [DestinationFact] {
    let isForMesh = service.gateways.isEmpty || service.gateways.contains("mesh")
    func fact(_ destination: Destination, _ path: FieldPath) -> DestinationFact {
      DestinationFact(
        metadata: service.metadata, destination: destination, path: path, isForMesh: isForMesh)
    }
    var found: [DestinationFact] = []
    for (position, rule) in service.http.enumerated() {
      let path = FieldPath("spec.http").index(position)
      for (number, target) in rule.route.enumerated() {
        found.append(fact(target.destination, path.key("route").index(number).key("destination")))
      }
      if let mirror = rule.mirror { found.append(fact(mirror, path.key("mirror"))) }
      for (number, mirror) in rule.mirrors.enumerated() {
        guard let destination = mirror.destination else { continue }
        found.append(fact(destination, path.key("mirrors").index(number).key("destination")))
      }
    }
    for (position, rule) in service.tls.enumerated() {
      for (number, target) in rule.route.enumerated() {
        let path = FieldPath("spec.tls").index(position).key("route").index(number)
        found.append(fact(target.destination, path.key("destination")))
      }
    }
    for (position, rule) in service.tcp.enumerated() {
      for (number, target) in rule.route.enumerated() {
        let path = FieldPath("spec.tcp").index(position).key("route").index(number)
        found.append(fact(target.destination, path.key("destination")))
      }
    }
    return found
  }
}

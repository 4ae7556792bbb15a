internal import Diagnostics
internal import Resources

/// All VirtualServices of a mesh in the order in which they are asked, by who sees them
/// (pilot/pkg/model/push_context.go@1.30.3, `initVirtualServices`).
struct VirtualServiceIndex: Sendable {
  /// Those that have hosts, in order.
  let all: [MeshVirtualService]
  private let publicForMesh: [MeshVirtualService]
  private let privateForMesh: [String: [MeshVirtualService]]
  private let exportedForMesh: [String: [MeshVirtualService]]
  private let byGateway: [String: [MeshVirtualService]]
  /// Whether some are made of routes of Gateway API.
  private let hasRoutesForMesh: Bool
  private let rules: RuleVersion
  /// What was lost when delegates took their roots' places.
  let notes: [RuleNote]

  /// `derived`: what is made of Gateway API.
  init(
    _ resources: ResourceSet, derived: [MeshVirtualService], under rules: RuleVersion
  ) {
    self.rules = rules
    var notes: [RuleNote] = []
    all = Delegation(resources).merged(
      with: derived, in: ResourceOrder(rules), under: rules, notes: &notes)
    self.notes = notes
    var publicForMesh: [MeshVirtualService] = []
    var privateForMesh: [String: [MeshVirtualService]] = [:]
    var exportedForMesh: [String: [MeshVirtualService]] = [:]
    for service in all where service.isForMesh {
      switch service.export {
      case .everybody: publicForMesh.append(service)
      case .nobody: break
      case .namespaces(let names):
        for name in names {
          if name == service.metadata.namespace {
            privateForMesh[name, default: []].append(service)
          } else {
            exportedForMesh[name, default: []].append(service)
          }
        }
      }
    }
    var byGateway: [String: [MeshVirtualService]] = [:]
    for service in all {
      for gateway in Set(service.gateways) where gateway != "mesh" {
        byGateway[gateway, default: []].append(service)
      }
    }
    self.byGateway = byGateway
    hasRoutesForMesh = all.contains { $0.isForMesh && $0.semantics == .gatewayAPI }
    self.publicForMesh = publicForMesh
    self.privateForMesh = privateForMesh
    self.exportedForMesh = exportedForMesh
  }

  /// What the proxies of a namespace ask, in order: private ones of the namespace, those exported
  /// to it, public ones.
  ///
  /// `prefersConsumers`: whether among those of one kind routes of Gateway API that are of the
  /// namespace itself come first (virtualservice.go@1.30.3, `SelectVirtualServices`).
  func forMesh(
    seenFrom namespace: String, prefersConsumers: Bool = true
  ) -> [MeshVirtualService] {
    let groups = [
      privateForMesh[namespace] ?? [], exportedForMesh[namespace] ?? [], publicForMesh,
    ]
    guard prefersConsumers, hasRoutesForMesh else { return groups.flatMap { $0 } }
    return groups.flatMap { group in
      group.filter { $0.isConsumerRoute(of: namespace) }
        + group.filter { !$0.isConsumerRoute(of: namespace) }
    }
  }

  /// Whether VirtualServices that hand over to delegates come behind all others.
  var putsDelegatingRootsLast: Bool { rules[.delegatingRootsLast] }

  /// What the gateways of a namespace ask for one Gateway, named as `namespace/name`.
  ///
  /// `notes`: takes those that are not exported there.
  func forGateway(
    _ gateway: String, seenFrom namespace: String, notes: NoteSink? = nil
  ) -> [MeshVirtualService] {
    let bound = (byGateway[gateway] ?? []).filter { service in
      guard !service.export.reaches(namespace) else { return true }
      if let notes, notes.concerns(service.hosts) {
        notes.add(
          RuleNote(
            service.metadata.origin("spec.exportTo"), .notExported(to: namespace),
            hosts: service.hosts))
      }
      return false
    }
    return VirtualServiceTier.allCases.flatMap { tier in
      bound.filter { VirtualServiceTier($0, seenFrom: namespace) == tier }
    }
  }
}

/// Which of two resources of a kind comes first: the older, else by name
/// (pilot/pkg/model/config.go@1.30.3, `sortConfigByCreationTime`).
struct ResourceOrder: Sendable {
  private let joinsNames: Bool

  init(_ rules: RuleVersion) { joinsNames = rules[.tiesByJoinedName] }

  /// Whether the first goes before the second: older, then by name and namespace.
  func isBefore(_ first: ResourceMetadata, _ second: ResourceMetadata) -> Bool {
    key(first) < key(second)
  }

  /// The same for resources that istiod calls otherwise than they are written.
  func isBefore(
    _ first: ResourceMetadata, named name: String, _ second: ResourceMetadata,
    named otherName: String
  ) -> Bool {
    key(first, name) < key(second, otherName)
  }

  /// The positions of resources in order.
  ///
  /// Compares small keys, for resources are large values.
  func positions<Kind: Resource>(of resources: [Kind]) -> [Int] {
    let keys = resources.map { key($0.metadata) }
    return keys.indices.sorted { keys[$0] < keys[$1] }
  }

  private func key(_ metadata: ResourceMetadata) -> (Int64, String, String) {
    key(metadata, metadata.name)
  }

  private func key(_ metadata: ResourceMetadata, _ name: String) -> (Int64, String, String) {
    let age = metadata.creationTimestamp ?? .min
    return joinsNames
      ? (age, "\(name).\(metadata.namespace)", "") : (age, name, metadata.namespace)
  }
}

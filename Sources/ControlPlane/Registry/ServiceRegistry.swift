internal import Diagnostics
internal import Resources

/// All services of a mesh, oldest first (pilot/pkg/model/push_context.go@1.30.3,
/// `initServiceRegistry`).
struct ServiceRegistry: Sendable {
  /// A port of a service that a pod serves.
  struct Target: Sendable {
    /// The service.
    var service: MeshService
    /// The port of it that is meant.
    var port: MeshPort
    /// The pod's own port.
    var targetPort: Int
  }

  /// By age, then name, then namespace.
  let services: [MeshService]
  /// Endpoints by ``MeshService/id``.
  let endpoints: [[ServiceEndpoint]]
  /// What each pod serves, by the pod's name: by the service's age, then host name.
  let targets: [String: [Target]]
  /// The service of a host name and namespace: Kubernetes' own, else the oldest.
  let byHostAndNamespace: [String: [String: MeshService]]
  /// Services that share host name and namespace with others of other resources, by age.
  private let companions: [String: [MeshService]]
  /// Whether a service keeps its clients to their own Node.
  let hasNodeLocalServices: Bool
  private let publicServices: [MeshService]
  private let privateByNamespace: [String: [MeshService]]
  private let exportedByNamespace: [String: [MeshService]]

  init(
    _ resources: ResourceSet, _ workloads: WorkloadDirectory, _ discovery: Discovery,
    under rules: RuleVersion
  ) {
    var drafts = resources.drafts(under: rules)
    if rules[.externalNameIsAlias] { resolveAliases(&drafts) }
    let services = Self.byAge(drafts).enumerated().map { id, position in
      MeshService(drafts[position], id: id)
    }
    self.services = services
    let sources = EndpointSources(resources, workloads)
    endpoints = services.map { sources.endpoints(of: $0) }
    // Services of other namespaces are on the network, and unknown to istiod.
    let discovered = services.filter { discovery.includes($0.namespace) }
    targets = sources.targets(of: discovered)

    let exportByDefault = resources.meshConfig.serviceExport(under: rules)
    var byHost: [String: [String: MeshService]] = [:]
    byHost.reserveCapacity(services.count)
    var publicServices: [MeshService] = []
    var ofNamespace: [String: [MeshService]] = [:]
    var exported: [String: [MeshService]] = [:]
    for service in discovered {
      let known = byHost[service.hostname]?[service.namespace]
      if known == nil || (known?.registry != .kubernetes && service.registry == .kubernetes) {
        byHost[service.hostname, default: [:]][service.namespace] = service
      }
      switch Export(
        service.exportTo, default: exportByDefault,
        in: service.namespace)
      {
      case .everybody: publicServices.append(service)
      case .nobody: break
      case .namespaces(let names):
        for name in names {
          if name == service.namespace, rules[.ownServicesFirst] {
            ofNamespace[name, default: []].append(service)
          } else {
            exported[name, default: []].append(service)
          }
        }
      }
    }
    byHostAndNamespace = byHost
    companions = Self.companions(discovered)
    hasNodeLocalServices = services.contains(where: \.isNodeLocal)
    self.publicServices = publicServices
    privateByNamespace = ofNamespace
    exportedByNamespace = exported
  }

  private static func companions(_ services: [MeshService]) -> [String: [MeshService]] {
    var first: [String: MeshService] = [:]
    first.reserveCapacity(services.count)
    var found: [String: [MeshService]] = [:]
    for service in services {
      let key = service.hostKey
      guard let known = first[key] else {
        first[key] = service
        continue
      }
      guard known.metadata.identifier != service.metadata.identifier else { continue }
      found[key, default: [known]].append(service)
    }
    return found
  }

  /// The services of a service's host name and namespace, itself among them, by age: istiod keeps
  /// their endpoints in one place (pilot/pkg/model/endpointshards.go@1.30.3).
  func services(sharingHostWith service: MeshService) -> [MeshService] {
    companions.isEmpty ? [service] : companions[service.hostKey] ?? [service]
  }

  /// The positions of services by age, then name, then namespace; those alike as they stand.
  private static func byAge(_ drafts: [MeshServiceDraft]) -> [Int] {
    let keys = drafts.map { draft in
      (draft.metadata.creationTimestamp ?? .min, draft.name, draft.metadata.namespace)
    }
    return drafts.indices.sorted { first, second in
      keys[first] == keys[second] ? first < second : keys[first] < keys[second]
    }
  }

  /// The services that a namespace sees: its own private ones, those exported to it, then the
  /// public ones (`servicesExportedToNamespace`).
  func services(exportedTo namespace: String) -> [MeshService] {
    (privateByNamespace[namespace] ?? []) + (exportedByNamespace[namespace] ?? [])
      + publicServices
  }
}

extension MeshService {
  /// Host name and namespace.
  fileprivate var hostKey: String { "\(namespace)/\(hostname)" }
}

/// Who sees a resource (pilot/pkg/model/push_context.go@1.30.3, `initServiceRegistry` and
/// `initVirtualServices`).
enum Export: Hashable, Sendable {
  /// Clients of every namespace.
  case everybody
  /// No client at all.
  case nobody
  /// Without repetition, in the order written.
  case namespaces([String])

  /// `fallback`: the mesh's setting for resources that say nothing; `nil` is everybody.
  init(_ exportTo: [String], default fallback: [String]?, in namespace: String) {
    let names = exportTo.isEmpty ? fallback ?? ["*"] : exportTo
    if names.contains("*") {
      self = .everybody
    } else if names.contains("~") {
      self = .nobody
    } else {
      var seen: Set<String> = []
      self = .namespaces(
        names.map { $0 == "." ? namespace : $0 }.filter { seen.insert($0).inserted })
    }
  }

  /// Whether a namespace sees it.
  func reaches(_ namespace: String) -> Bool {
    switch self {
    case .everybody: true
    case .nobody: false
    case .namespaces(let names): names.contains(namespace)
    }
  }
}

extension MeshConfig {
  /// Who sees Services and ServiceEntries that say nothing.
  func serviceExport(under rules: RuleVersion) -> [String]? {
    honoured(defaultServiceExportTo, rules)
  }

  /// Who sees VirtualServices that say nothing.
  func virtualServiceExport(under rules: RuleVersion) -> [String]? {
    honoured(defaultVirtualServiceExportTo, rules)
  }

  private func honoured(_ names: [String]?, _ rules: RuleVersion) -> [String]? {
    guard let names, !rules[.wholeDefaultExport] else { return names }
    return names.contains(".") ? ["."] : names.contains("*") ? ["*"] : ["~"]
  }
}

/// Gives services the names of the ExternalName services that lead to them
/// (pilot/pkg/model/push_context.go@1.30.3, `resolveServiceAliases`).
private func resolveAliases(_ drafts: inout [MeshServiceDraft]) {
  var targets: [String: String] = [:]
  var aliases: [MeshService.Alias] = []
  for draft in drafts where draft.resolution == .alias {
    targets[draft.hostname] = draft.externalName
    aliases.append(
      MeshService.Alias(hostname: draft.hostname, namespace: draft.metadata.namespace))
  }
  guard !aliases.isEmpty else { return }
  var aliasesOfHost: [String: [MeshService.Alias]] = [:]
  for alias in aliases {
    guard var concrete = targets[alias.hostname] else { continue }
    var seen: Set<String> = [alias.hostname]
    while let next = targets[concrete], seen.insert(concrete).inserted { concrete = next }
    // A loop leads nowhere.
    guard targets[concrete] == nil else { continue }
    aliasesOfHost[concrete, default: []].append(alias)
  }
  for position in drafts.indices {
    guard let found = aliasesOfHost[drafts[position].hostname] else { continue }
    drafts[position].aliases = found.sorted {
      ($0.namespace, $0.hostname) < ($1.namespace, $1.hostname)
    }
  }
}

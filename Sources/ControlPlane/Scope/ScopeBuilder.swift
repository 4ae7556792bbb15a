internal import Diagnostics
internal import Resources

/// Builds what the proxies of a namespace see.
struct ScopeBuilder {
  /// Every Service.
  let registry: ServiceRegistry
  /// Every VirtualService.
  let virtualServices: VirtualServiceIndex
  /// The mesh configuration.
  let meshConfig: MeshConfig
  /// The rule version.
  let rules: RuleVersion
  /// Tells whose rules are asked for, where any are.
  var notes: NoteSink?

  /// `sidecar`: the Sidecar that applies, if any.
  func scope(namespace: String, sidecar: Sidecar?) -> SidecarScope {
    let everything = registry.services(exportedTo: namespace)
    if sidecar == nil, !rules[.unifiedSidecarScope] {
      return scopeOfEverything(namespace, everything)
    }
    let listeners = sidecar?.egress ?? []
    let visible = virtualServices.forMesh(
      seenFrom: namespace, prefersConsumers: rules[.unifiedSidecarScope])
    let egress =
      listeners.isEmpty
      ? [egressScope(nil, hosts: ["*/*"], namespace, everything, visible)]
      : listeners.enumerated().map { position, listener in
        var scope = egressScope(
          listener, hosts: listener.hosts, namespace, everything, visible)
        if let notes, notes.explains {
          let path = FieldPath("spec.egress").index(position).key("hosts")
          scope.passedOver = passedOver(
            visible, everything, by: scope, sidecar?.metadata.origin(path), notes)
        }
        return scope
      }
    var collection = ServiceCollection(prefersKubernetes: rules[.mergesServicesOfOneHost])
    for scope in egress {
      for service in scope.services { collection.append(service) }
      for service in destinations(of: scope, namespace) { collection.append(service) }
    }
    return SidecarScope(
      namespace: namespace, sidecar: sidecar, egress: egress, services: collection.services,
      serviceByHost: collection.byHost, outboundTrafficPolicy: outboundPolicy(sidecar))
  }

  /// Up to 1.23, without a Sidecar: all that is exported to the namespace
  /// (pilot/pkg/model/sidecar.go@1.20.2 and @1.23.0, `DefaultSidecarScopeForNamespace`).
  private func scopeOfEverything(
    _ namespace: String, _ everything: [MeshService]
  ) -> SidecarScope {
    let merges = rules[.mergesServicesOfOneHost]
    var collection = ServiceCollection(prefersKubernetes: true, mergesPorts: merges)
    for service in everything { collection.append(service) }
    let services = merges ? collection.services : everything
    let egress = EgressScope(
      listener: nil, services: services,
      virtualServices: virtualServices.forMesh(seenFrom: namespace))
    return SidecarScope(
      namespace: namespace, sidecar: nil, egress: [egress], services: services,
      serviceByHost: collection.byHost, outboundTrafficPolicy: outboundPolicy(nil))
  }

  private func egressScope(
    _ listener: Sidecar.EgressListener?, hosts: [String], _ namespace: String,
    _ everything: [MeshService], _ visible: [MeshVirtualService]
  ) -> EgressScope {
    let imports = EgressImports(hosts, in: namespace, rules: rules)
    let port = EgressScope.matchedPort(listener)
    let services = everything.compactMap { imports.imported($0, port: port) }
    return EgressScope(
      listener: listener, services: oneNamespacePerHost(services, namespace),
      virtualServices: visible.filter { imports.imports($0) })
  }

  /// What a listener does not import of what its client's namespace sees.
  private func passedOver(
    _ visible: [MeshVirtualService], _ everything: [MeshService], by scope: EgressScope,
    _ listener: Origin?, _ notes: NoteSink
  ) -> [RuleNote] {
    let imported = Set(scope.virtualServices.map { ObjectIdentifier($0) })
    let known = Set(scope.services.map(\.hostname))
    return visible.filter { !imported.contains(ObjectIdentifier($0)) && notes.concerns($0.hosts) }
      .map { RuleNote($0.hostsOrigin, .notImported, by: listener, hosts: $0.hosts) }
      + everything.filter { notes.concerns([$0.hostname]) && !known.contains($0.hostname) }
      .map { RuleNote($0.metadata.origin(), .notImported, by: listener, hosts: [$0.hostname]) }
  }

  /// Keeps of services of one host those of one namespace: the client's own, else that of
  /// Kubernetes' service, else the first (pilot/pkg/model/sidecar.go@1.30.3, `selectServices`).
  private func oneNamespacePerHost(
    _ services: [MeshService], _ namespace: String
  ) -> [MeshService] {
    var chosen: [String: (namespace: String, isKubernetes: Bool)] = [:]
    chosen.reserveCapacity(services.count)
    for service in services {
      let candidate = (service.namespace, service.registry == .kubernetes)
      guard let known = chosen[service.hostname] else {
        chosen[service.hostname] = candidate
        continue
      }
      if service.namespace == namespace {
        chosen[service.hostname] = candidate
      } else if rules[.unifiedSidecarScope], !known.isKubernetes, candidate.1,
        known.namespace != namespace
      {
        chosen[service.hostname] = candidate
      }
    }
    return services.filter { chosen[$0.hostname]?.namespace == $0.namespace }
  }

  /// Services that VirtualServices send to, trimmed to the ports they name
  /// (pilot/pkg/model/sidecar.go@1.30.3, `collectImportedServices`).
  private func destinations(of scope: EgressScope, _ namespace: String) -> [MeshService] {
    var found: [MeshService] = []
    let port = EgressScope.matchedPort(scope.listener)
    for virtualService in scope.virtualServices {
      let client = rules[.unreachableSourcesPullNoClusters] ? namespace : nil
      for (host, ports) in virtualService.destinationPorts(reachedFrom: client) {
        guard let byNamespace = registry.byHostAndNamespace[host],
          let service = byNamespace[namespace] ?? visible(byNamespace, from: namespace)
        else { continue }
        let trimmed = port.map { service.trimmed(toPort: $0) } ?? service.trimmed(toPorts: ports)
        if let trimmed { found.append(trimmed) }
      }
    }
    return found
  }

  /// The service of a foreign namespace that a destination means.
  private func visible(
    _ byNamespace: [String: MeshService], from namespace: String
  ) -> MeshService? {
    let candidates = byNamespace.values.filter {
      Export($0.exportTo, default: meshConfig.serviceExport(under: rules), in: $0.namespace)
        .reaches(namespace)
    }.sorted { $0.namespace < $1.namespace }
    guard rules[.bestNamespaceForDestinations] else { return candidates.first }
    return candidates.first { $0.registry == .kubernetes }
      ?? candidates.min {
        ($0.creationTimestamp ?? .min, $0.namespace) < ($1.creationTimestamp ?? .min, $1.namespace)
      }
  }

  private func outboundPolicy(_ sidecar: Sidecar?) -> OutboundTrafficPolicy {
    var policy = sidecar?.outboundTrafficPolicy ?? OutboundTrafficPolicy()
    if sidecar?.outboundTrafficPolicy == nil { policy.mode = meshConfig.outboundTrafficPolicy }
    if policy.mode.isEmpty { policy.mode = "REGISTRY_ONLY" }
    return policy
  }
}

/// Services with each host once (pilot/pkg/model/sidecar.go@1.30.3, `appendSidecarServices`).
struct ServiceCollection {
  /// In the order in which they were added.
  private(set) var services: [MeshService] = []
  /// The first of each host.
  private(set) var byHost: [String: MeshService] = [:]
  private var position: [String: Int] = [:]
  /// Whether Kubernetes' own service takes another's place; up to 1.21 it does not.
  private let prefersKubernetes: Bool

  /// Whether alike services of a host become one with the ports of all.
  private let mergesPorts: Bool

  init(prefersKubernetes: Bool, mergesPorts: Bool = true) {
    self.prefersKubernetes = prefersKubernetes
    self.mergesPorts = mergesPorts
  }

  /// Adds a service, or its ports to an alike one of its host.
  mutating func append(_ service: MeshService) {
    guard let index = position[service.hostname] else {
      position[service.hostname] = services.count
      services.append(service)
      byHost[service.hostname] = service
      return
    }
    let known = services[index]
    guard known !== service else { return }
    if prefersKubernetes, known.registry != service.registry {
      if service.registry == .kubernetes { replace(at: index, with: service) }
      return
    }
    guard mergesPorts, canMerge(known, service) else { return }
    let added = service.ports.filter { port in known.port(port.number) == nil }
    if !added.isEmpty { replace(at: index, with: known.with(ports: known.ports + added)) }
  }

  private func canMerge(_ known: MeshService, _ service: MeshService) -> Bool {
    guard known.namespace == service.namespace else { return false }
    guard prefersKubernetes else { return true }
    return known.resolution == service.resolution && known.labels == service.labels
      && known.selector == service.selector && Set(known.exportTo) == Set(service.exportTo)
  }

  private mutating func replace(at index: Int, with service: MeshService) {
    services[index] = service
    byHost[service.hostname] = service
  }
}

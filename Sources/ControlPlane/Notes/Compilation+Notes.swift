public import Diagnostics
internal import Resources

extension Compilation {
  /// What of the rules for something that is called does not act at a proxy, and why.
  ///
  /// - `proxy`: `POD.NAMESPACE`; of a pod without a proxy, what would act if it had one.
  /// - `question`: what is called.
  public func notes(
    at proxy: String, about question: RuleQuestion = .everything
  ) -> [RuleNote] {
    guard let index, let pod = index.workloads.pods.first(where: { $0.name == proxy }) else {
      return []
    }
    return index.notes(at: pod, about: question)
  }

  /// What a client calls by a name or an address: the full names of the services that it may stand
  /// for, and itself.
  ///
  /// - `names`: hosts of a URL and of a Host header, without ports.
  /// - `client`: `POD.NAMESPACE`, or `outside`.
  public func called(_ names: [String], by client: String) -> Set<String> {
    guard let index else { return Set(names) }
    let pod = index.workloads.pods.first { $0.name == client }
    var called: Set<String> = []
    for name in names where !name.isEmpty {
      let name = name.hasSuffix(".") ? String(name.dropLast()) : name
      called.insert(name)
      let forms = [
        "\(name).\(pod?.namespace ?? "default").svc.cluster.local", "\(name).svc.cluster.local",
        "\(name).cluster.local",
      ]
      called.formUnion(forms.filter { index.registry.byHostAndNamespace[$0] != nil })
      if name.isIPv4Address { called.formUnion(index.hosts(at: name)) }
    }
    return called
  }

  /// The Kubernetes Services and ServiceEntries that a host may have meant: those whose names begin
  /// with it.
  public func knownHosts(beginning name: String) -> [String] {
    guard let index, !name.isEmpty else { return [] }
    return index.registry.byHostAndNamespace.keys.filter { $0.hasPrefix("\(name).") }.sorted()
  }

  /// The names by which a client may call services: full ones, and the short ones of its namespace.
  public func hostsCalled(by client: String) -> [String] {
    guard let index else { return [] }
    let namespace = index.workloads.pods.first { $0.name == client }?.namespace ?? "default"
    return index.registry.services.flatMap { service -> [String] in
      guard service.registry == .kubernetes else { return [service.hostname] }
      let short = "\(service.name).\(service.namespace)"
      return [service.hostname, short] + (service.namespace == namespace ? [service.name] : [])
    }
  }

  /// The ports of a host's services that a proxy may know, and where each service is written.
  public func ports(of host: String) -> [(origin: Origin, ports: [Int])] {
    guard let index else { return [] }
    return index.services([host]).map {
      ($0.metadata.origin("spec.ports"), $0.ports.map(\.number))
    }
  }

  /// The Gateway that stands before the service of a host, for pods in ambient mode; `nil` for none.
  public func waypoint(of host: String) -> Origin? {
    guard let index else { return nil }
    return index.services([host]).lazy.compactMap { index.ambient.choice(for: $0).waypoint }.first?
      .metadata.origin()
  }

  /// The DestinationRules that define a subset of a host, whoever sees them.
  public func rules(definingSubset name: String, of host: String) -> [Origin] {
    guard let index else { return [] }
    return index.resources.destinationRules.flatMap { rule -> [Origin] in
      let own = rule.host.fullHostname(in: rule.metadata.namespace)
      guard host.isCovered(byHost: own) else { return [] }
      return rule.subsets.enumerated().filter { $0.element.name == name }.map { position, _ in
        rule.metadata.origin(FieldPath("spec.subsets").index(position))
      }
    }
  }
}

extension MeshIndex {
  /// The hosts of the services at an address, or of those that the pod there serves.
  fileprivate func hosts(at address: String) -> [String] {
    let own = registry.services.filter { $0.addresses.contains(address) }.map(\.hostname)
    guard own.isEmpty, let pod = workloads.pod(at: address) else { return own }
    return targets(of: pod).map(\.service.hostname)
  }
}

internal import Diagnostics
internal import Resources

// What of the policies for a service's clusters does not act.
extension ClusterBuilder {
  /// What is replaced, and which subsets are empty.
  ///
  /// `number`: the port that is called; `nil` for all.
  func notes(on service: MeshService, port number: Int?) -> [RuleNote] {
    let rule = index.destinationRules.rule(
      hostname: service.hostname, serviceNamespace: service.namespace,
      clientNamespace: namespace, clientLabels: clientLabels)
    guard let rule else { return [] }
    return service.ports.filter { number == nil || $0.number == number }.flatMap { port in
      let context = ServicePortContext(
        service: service, port: port, rule: rule, configPath: nil,
        endpoints: endpoints(of: service, port: port))
      let replaced =
        rule.trafficPolicy.map { EffectivePolicy.replacements(in: $0, port: port.number) } ?? []
      return replaced.map { note($0, service) }
        + rule.subsets.flatMap { notes(on: $0, of: rule, context) }
    }
  }

  private func note(
    _ replaced: EffectivePolicy.Replacement, _ service: MeshService
  ) -> RuleNote {
    RuleNote(
      replaced.loser, replaced.reason, by: replaced.winner, hosts: [service.hostname])
  }

  private func notes(
    on subset: Written<Subset>, of rule: ConsolidatedDestinationRule, _ context: ServicePortContext
  ) -> [RuleNote] {
    var notes: [RuleNote] = []
    let labels = subset.value.labels
    if !context.service.isResolvedByDNS, context.service.resolution != .passthrough,
      !labels.isEmpty,
      !context.endpoints.contains(where: { labels.isSubset(of: $0.labels) })
    {
      notes.append(
        RuleNote(
          subset.origin("labels"),
          .noPods(subset: subset.name, labels: labels, service: context.service.hostname),
          by: context.service.metadata.origin("spec.selector"),
          hosts: [context.service.hostname]))
    }
    guard let policy = subset.field("trafficPolicy", subset.value.trafficPolicy) else {
      return notes
    }
    let number = context.port.number
    let replaced =
      EffectivePolicy.replacements(in: policy, port: number)
      + (rule.trafficPolicy.map {
        EffectivePolicy.replacements(in: $0, bySubset: policy, named: subset.name, port: number)
      } ?? [])
    return notes + replaced.map { note($0, context.service) }
  }
}

extension EffectivePolicy {
  /// Settings that are written and that others replace.
  struct Replacement {
    /// Where the replaced settings are written.
    var loser: Origin
    /// What replaces them.
    var reason: RuleNote.Reason
    /// Where that is written.
    var winner: Origin
  }

  /// The blocks of a policy that the settings of a port replace, whether or not they have such a
  /// block of their own.
  static func replacements(in written: Written<TrafficPolicy>, port: Int) -> [Replacement] {
    let settings = written.value.portLevelSettings
    guard let position = settings.firstIndex(where: { $0.port == UInt32(clamping: port) }) else {
      return []
    }
    let winner = written.resource.origin(written.path.key("portLevelSettings").index(position))
    return written.blocks.map { block in
      Replacement(
        loser: written.origin(block), reason: .replacedByPort(field: block, port: port),
        winner: winner)
    }
  }

  /// The blocks of a rule's policy that a subset replaces by its own.
  static func replacements(
    in written: Written<TrafficPolicy>, bySubset subset: Written<TrafficPolicy>, named name: String,
    port: Int
  ) -> [Replacement] {
    let isOfPort: (TrafficPolicy) -> Bool = { policy in
      policy.portLevelSettings.contains { $0.port == UInt32(clamping: port) }
    }
    // What the rule's own settings of the port replace is told there.
    guard !isOfPort(written.value), !isOfPort(subset.value) else { return [] }
    let own = Set(subset.blocks)
    return written.blocks.filter { own.contains($0) }.map { block in
      Replacement(
        loser: written.origin(block), reason: .replacedBySubset(field: block, subset: name),
        winner: subset.origin(block))
    }
  }
}

extension Written<TrafficPolicy> {
  /// The blocks that it has, by their names.
  fileprivate var blocks: [String] {
    var blocks: [String] = []
    if value.connectionPool != nil { blocks.append("connectionPool") }
    if value.loadBalancer != nil { blocks.append("loadBalancer") }
    if value.outlierDetection != nil { blocks.append("outlierDetection") }
    if value.tls != nil { blocks.append("tls") }
    return blocks
  }
}

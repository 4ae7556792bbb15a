internal import Diagnostics
internal import Resources

/// Which DestinationRule governs a host for a client
/// (`pilot/pkg/model/push_context.go` setDestinationRules and destinationRule@1.30.3,
/// `pilot/pkg/model/sidecar.go` DestinationRule@1.30.3).
///
/// The client's namespace, the service's namespace and the root namespace are asked in this order;
/// the first that has a rule for the host decides, and levels are never merged. Rules are merged by
/// age; since 1.22 those with a workloadSelector come first.
struct DestinationRuleIndex: Sendable {
  /// What each namespace's own proxies see of its rules.
  private var local: [String: DestinationRuleTable] = [:]
  /// What each namespace exports.
  private var exported: [String: DestinationRuleTable] = [:]
  /// The root namespace's rules that are its own alone.
  private var rootLocal = DestinationRuleTable()
  /// Namespaces with rules for some of their pods.
  private var selecting: Set<String> = []
  private let rootNamespace: String
  private let rules: RuleVersion

  /// `destinationRules`: the rules that admission took, in any order.
  init(_ destinationRules: [DestinationRule], mesh: MeshConfig, rules: RuleVersion) {
    rootNamespace = mesh.rootNamespace
    self.rules = rules
    let areOwnByDefault = mesh.defaultDestinationRuleExportTo?.contains(".") ?? false
    var positions = ResourceOrder(rules).positions(of: destinationRules)
    if rules[.selectorRulesFirst] {
      positions =
        positions.filter { destinationRules[$0].workloadSelector != nil }
        + positions.filter { destinationRules[$0].workloadSelector == nil }
    }
    for position in positions {
      insert(destinationRules[position], areOwnByDefault: areOwnByDefault)
    }
  }

  private mutating func insert(_ rule: DestinationRule, areOwnByDefault: Bool) {
    let namespace = rule.metadata.namespace
    let host = rule.host.fullHostname(in: namespace)
    let exportTo: Set<String> = rule.workloadSelector == nil ? Set(rule.exportTo) : ["."]
    let entry = ConsolidatedDestinationRule(rule, exportTo: exportTo)
    if rule.workloadSelector != nil { selecting.insert(namespace) }
    if exportTo.isEmpty || exportTo.contains("*") || exportTo.contains(".")
      || exportTo.contains(namespace)
    {
      local[namespace, default: DestinationRuleTable()].insert(entry, host: host, rules: rules)
    }
    let isOwn =
      exportTo.isEmpty ? areOwnByDefault : exportTo == ["."] || exportTo == [namespace]
    if !isOwn {
      exported[namespace, default: DestinationRuleTable()]
        .insert(entry, host: host, rules: rules)
    } else if namespace == rootNamespace {
      rootLocal.insert(entry, host: host, rules: rules)
    }
  }

  /// What each namespace's own proxies see of its rules.
  var localTables: [String: DestinationRuleTable] { local }

  /// The root namespace.
  var root: String { rootNamespace }

  /// Whether pods of a namespace may be governed by different rules.
  func selectsPods(of namespace: String) -> Bool { selecting.contains(namespace) }

  /// Every merged rule that may govern a host for clients of a namespace.
  func candidates(
    hostname: String, serviceNamespace: String, clientNamespace: String
  ) -> [ConsolidatedDestinationRule] {
    let own = clientNamespace == rootNamespace ? rootLocal : local[clientNamespace]
    if let found = own?.hosts.mostSpecific(covering: hostname) { return found.value }
    for namespace in [serviceNamespace, rootNamespace] {
      let found =
        exported[namespace]?
        .exported(to: clientNamespace, hostname: hostname, rules: rules) ?? []
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The rule that governs a host's clusters and routes at a client.
  ///
  /// A rule with a workloadSelector governs the pods of its own namespace that it selects. Under a
  /// theory by which rules act at the receiver alone, only the names of subsets are left.
  func rule(
    hostname: String, serviceNamespace: String, clientNamespace: String,
    clientLabels: [String: String]
  ) -> ConsolidatedDestinationRule? {
    let found = candidates(
      hostname: hostname, serviceNamespace: serviceNamespace, clientNamespace: clientNamespace)
    let rule =
      found.first { entry in
        guard let selector = entry.workloadSelector,
          entry.first.namespace == clientNamespace
        else { return false }
        return selector.isSubset(of: clientLabels)
      } ?? found.last { $0.workloadSelector == nil }
    return rules[.destinationRuleAtReceiverOnly] ? rule?.namesOnly : rule
  }

  /// The rule that governs an inbound cluster: selectors do not count there.
  func inboundRule(
    hostname: String, serviceNamespace: String, podNamespace: String
  ) -> ConsolidatedDestinationRule? {
    candidates(
      hostname: hostname, serviceNamespace: serviceNamespace, clientNamespace: podNamespace
    ).last { $0.workloadSelector == nil }
  }
}

internal import Resources

/// The DestinationRules of one namespace by host, merged
/// (`pilot/pkg/model/push_context.go` consolidatedDestRules@1.30.3).
struct DestinationRuleTable: Sendable {
  /// By host, the oldest first.
  private(set) var hosts = HostTable<[ConsolidatedDestinationRule]>()
  /// Until 1.23 a host has one `exportTo` for all of its rules.
  private var sharedExports: [String: Set<String>] = [:]

  /// Merges a rule with the rules of its host that came before.
  mutating func insert(
    _ rule: ConsolidatedDestinationRule, host: String, rules: RuleVersion
  ) {
    guard var entries = hosts[host] else {
      hosts.insert([rule], for: host)
      sharedExports[host] = rule.exportTo
      return
    }
    let standsAlone =
      rules[.mergesByEqualExport]
      ? merge(rule, into: &entries) : mergeRegardless(rule, into: &entries, host: host)
    if standsAlone { entries.append(rule) }
    hosts.update(entries, for: host)
  }

  /// Since 1.24: only into entries whose `exportTo` is equal, or a non-empty part of the rule's.
  ///
  /// - Returns: whether the rule becomes an entry of its own, as the last comparison says.
  private func merge(
    _ rule: ConsolidatedDestinationRule, into entries: inout [ConsolidatedDestinationRule]
  ) -> Bool {
    var standsAlone = true
    for position in entries.indices {
      let entry = entries[position]
      let isNarrower = !entry.exportTo.isEmpty && rule.exportTo.isSuperset(of: entry.exportTo)
      standsAlone = rule.exportTo != entry.exportTo
      guard !standsAlone || isNarrower else { continue }
      switch (entry.workloadSelector, rule.workloadSelector) {
      case (nil, nil): standsAlone = false
      case (let old?, let new?) where old == new: standsAlone = false
      case (.some, .some):
        standsAlone = true
        continue
      default: break
      }
      entries[position].absorb(rule)
    }
    return standsAlone
  }

  /// Until 1.23: into every entry, but for entries with another selector.
  private mutating func mergeRegardless(
    _ rule: ConsolidatedDestinationRule, into entries: inout [ConsolidatedDestinationRule],
    host: String
  ) -> Bool {
    var standsAlone = true
    for position in entries.indices {
      let old = entries[position].workloadSelector
      let new = rule.workloadSelector
      if let old, let new, old != new { continue }
      if (old == nil && new == nil) || (new != nil && (old ?? [:]) == new) {
        standsAlone = false
      }
      entries[position].absorb(rule)
      if sharedExports[host, default: []].isEmpty { sharedExports[host] = rule.exportTo }
    }
    return standsAlone
  }

  /// The entries of the most specific host that are exported to a client's namespace.
  ///
  /// The host is chosen before it is asked whether anything there is exported.
  func exported(
    to namespace: String, hostname: String, rules: RuleVersion
  ) -> [ConsolidatedDestinationRule] {
    guard let (host, entries) = hosts.mostSpecific(covering: hostname) else { return [] }
    func isVisible(_ exportTo: Set<String>) -> Bool {
      exportTo.isEmpty || exportTo.contains("*") || exportTo.contains(namespace)
    }
    if rules[.mergesByEqualExport] { return entries.filter { isVisible($0.exportTo) } }
    return isVisible(sharedExports[host, default: []]) ? entries : []
  }
}

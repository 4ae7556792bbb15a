internal import Diagnostics
internal import Resources

// Several DestinationRules of one namespace for one host become one: of subsets of a name the
// first counts, of policies the first, and nothing is merged field by field
// (pilot/pkg/model/destination_rule.go@1.30.3).
extension MeshIndex {
  /// Several DestinationRules of one namespace for one host.
  private struct Contest: Hashable {
    var namespace: String
    var host: String
  }

  /// A warning for each policy or subset that is ignored, with the rule that counts and why.
  var ignoredPolicies: [Diagnostic] {
    var contested: [Contest: [Int]] = [:]
    var order: [Contest] = []
    for position in resources.destinationRules.indices {
      guard let contest = contest(resources.destinationRules[position]) else { continue }
      if contested[contest] == nil { order.append(contest) }
      contested[contest, default: []].append(position)
    }
    return order.flatMap { contest -> [Diagnostic] in
      guard let positions = contested[contest], positions.count > 1 else { return [] }
      return findings(positions.map { resources.destinationRules[$0] }, of: contest)
    }
  }

  /// What a rule takes part in: only rules for all pods, and such as their own namespace sees.
  private func contest(_ rule: DestinationRule) -> Contest? {
    let namespace = rule.metadata.namespace
    let export = Export(
      rule.exportTo, default: meshConfig.defaultDestinationRuleExportTo, in: namespace)
    guard rule.workloadSelector == nil, export.reaches(namespace) else { return nil }
    return Contest(namespace: namespace, host: rule.host.fullHostname(in: namespace))
  }

  private func findings(_ rules: [DestinationRule], of contest: Contest) -> [Diagnostic] {
    let governing = destinationRules.candidates(
      hostname: contest.host, serviceNamespace: contest.namespace,
      clientNamespace: contest.namespace
    ).last { $0.workloadSelector == nil }
    guard let governing else { return [] }
    return rules.flatMap { rule -> [Diagnostic] in
      var found: [Diagnostic] = []
      if rule.trafficPolicy != nil {
        let winner = governing.trafficPolicy?.resource ?? governing.first
        found += finding(
          "trafficPolicy", at: "spec.trafficPolicy", of: rule, winner: winner, contest)
      }
      for (position, subset) in rule.subsets.enumerated() {
        let winner = governing.subsets.first { $0.value.name == subset.name }?.resource
        found += finding(
          "subset \(subset.name)", at: FieldPath("spec.subsets").index(position), of: rule,
          winner: winner ?? governing.first, contest)
      }
      return found
    }
  }

  private func finding(
    _ part: String, at path: FieldPath, of rule: DestinationRule, winner: ResourceMetadata,
    _ contest: Contest
  ) -> [Diagnostic] {
    let loser = rule.metadata
    guard winner.identifier != loser.identifier else { return [] }
    let isTie = winner.creationTimestamp == loser.creationTimestamp
    let reason: String
    if isTie {
      reason = "they are equally old, and the order of their names decides"
    } else if (winner.creationTimestamp ?? .min) < (loser.creationTimestamp ?? .min) {
      reason = "it is older"
    } else {
      reason = "their exportTo differ, and then the newest counts alone"
    }
    return [
      Diagnostic(
        .warning, isTie ? .tieDecidesHost : .shadowedRule,
        "\(part) of DestinationRule \(loser.namespace)/\(loser.name) is ignored for host "
          + "\(contest.host): \(winner.namespace)/\(winner.name) counts, because \(reason)",
        at: loser.places.location(of: path),
        notes: [
          Diagnostic.Note("the rule that counts", at: winner.places.location(of: FieldPath()))
        ])
    ]
  }
}

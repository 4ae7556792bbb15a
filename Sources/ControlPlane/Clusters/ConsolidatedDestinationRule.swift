internal import Diagnostics
internal import Resources

/// One or more DestinationRules of a namespace and host, merged into one
/// (`pilot/pkg/model/destination_rule.go` ConsolidatedDestRule@1.30.3).
///
/// Each subset and the policy still know the rule that wrote them.
struct ConsolidatedDestinationRule: Sendable {
  /// The first rule.
  let source: ResourceSource
  /// The full name of the host that the rules are for.
  let host: String
  /// `workloadSelector` of the first rule; `nil` where it has none.
  var workloadSelector: [String: String]?
  /// `exportTo` of the first rule; a rule with a workloadSelector counts as `.`.
  var exportTo: Set<String>
  /// The first top-level policy among the rules.
  var trafficPolicy: Written<TrafficPolicy>?
  /// The subsets of all rules; of one name the first.
  var subsets: [Written<Subset>]
  /// Every rule that went in.
  var sources: [ResourceIdentifier]
  /// Parts of rules that came later and do not count, since an earlier rule has them.
  var losses: [Loss] = []

  /// A part of a rule that does not count, and the rule whose part does.
  struct Loss: Sendable {
    /// What it is called, such as `subset v1`.
    var part: String
    /// The rule that it is written in.
    var source: ResourceSource
    /// The part's field.
    var path: FieldPath
    /// The rule whose part counts.
    var winner: ResourceSource
  }

  /// A rule alone.
  init(_ rule: DestinationRule, exportTo: Set<String>) {
    let source = ResourceSource(rule.metadata)
    self.source = source
    host = rule.host.fullHostname(in: rule.metadata.namespace)
    workloadSelector = rule.workloadSelector
    self.exportTo = exportTo
    trafficPolicy = rule.trafficPolicy.map {
      Written($0, in: source, at: "spec.trafficPolicy")
    }
    let path: FieldPath = "spec.subsets"
    subsets = rule.subsets.enumerated().map { position, subset in
      Written(subset, in: source, at: path.index(position))
    }
    sources = [rule.metadata.identifier]
  }

  /// The first rule's metadata; it names the clusters that this rule governs.
  var first: ResourceMetadata { source.metadata }

  /// Adds what a further rule has and this one lacks: subsets of new names, and the policy as a
  /// whole where there is none yet.
  ///
  /// Nothing is merged field by field.
  mutating func absorb(_ other: ConsolidatedDestinationRule) {
    if let own = trafficPolicy, let lost = other.trafficPolicy {
      losses.append(
        Loss(
          part: "trafficPolicy", source: lost.source, path: lost.path, winner: own.source))
    }
    for subset in other.subsets {
      if let known = subsets.first(where: { $0.name == subset.name }) {
        losses.append(
          Loss(
            part: "subset \(subset.name)", source: subset.source, path: subset.path,
            winner: known.source))
      } else {
        subsets.append(subset)
      }
    }
    trafficPolicy = trafficPolicy ?? other.trafficPolicy
    sources += other.sources
  }

  /// The policy of a service port.
  func policy(port: Int) -> EffectivePolicy {
    trafficPolicy.map { EffectivePolicy($0, port: port) } ?? EffectivePolicy()
  }

  /// The policy of a subset on a service port.
  ///
  /// `own`: the rule's own policy of that port.
  func policy(
    of subset: Written<Subset>, port: Int, own: EffectivePolicy, rules: RuleVersion
  ) -> EffectivePolicy {
    own.overridden(
      by: subset.field("trafficPolicy", subset.value.trafficPolicy), port: port,
      hasRulePolicy: trafficPolicy != nil, rules: rules)
  }

  /// What is left of it where a theory says that it acts at the receiver alone: the names of its
  /// subsets, each with all endpoints.
  var namesOnly: ConsolidatedDestinationRule {
    var rule = self
    rule.trafficPolicy = nil
    for position in rule.subsets.indices {
      rule.subsets[position].value.labels = [:]
      rule.subsets[position].value.trafficPolicy = nil
    }
    return rule
  }
}

extension Written<Subset> {
  /// The subset's name.
  var name: String { value.name }
}

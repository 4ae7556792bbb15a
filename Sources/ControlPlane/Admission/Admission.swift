internal import Diagnostics
public import Resources

/// What istiod's admission webhook refuses (pkg/config/validation@1.30.3).
///
/// A resource that cannot even be parsed is refused too; reading it finds that. Not checked here is
/// what the API server itself refuses (the schemas of the custom resource definitions).
public enum Admission {
  /// Reviews every Istio resource: all findings, kind by kind, in the order of the resources.
  public static func review(
    _ resources: ResourceSet, under rules: RuleVersion
  ) -> [AdmissionFinding] {
    func findings<Kind: Resource>(
      of list: [Kind], _ review: (Kind, inout AdmissionReview) -> Void
    ) -> [AdmissionFinding] {
      var soundPatterns: Set<String> = []
      return list.flatMap { resource in
        var collected = AdmissionReview(of: resource.metadata, under: rules)
        swap(&collected.soundPatterns, &soundPatterns)
        collected.reviewAnnotations()
        review(resource, &collected)
        swap(&collected.soundPatterns, &soundPatterns)
        return collected.findings
      }
    }
    return findings(of: resources.virtualServices) { $1.review($0) }
      + findings(of: resources.destinationRules) { $1.review($0) }
      + findings(of: resources.serviceEntries) { $1.review($0) }
      + findings(of: resources.workloadEntries) { $1.review($0) }
      + findings(of: resources.sidecars) { $1.review($0) }
      + findings(of: resources.peerAuthentications) { $1.review($0) }
      + findings(of: resources.gateways) { $1.review($0) }
      + findings(of: resources.envoyFilters) { $1.review($0) }
      + findings(of: resources.authorizationPolicies) { $1.review($0) }
      + findings(of: resources.requestAuthentications) { $1.review($0) }
  }
}

extension Admission {
  /// What is left of the resources when those with an error are taken out, and all findings.
  public static func admitted(
    _ resources: ResourceSet, under rules: RuleVersion
  ) -> (resources: ResourceSet, findings: [AdmissionFinding]) {
    let findings = review(resources, under: rules)
    let refused = Set(findings.filter { $0.severity == .error }.map(\.resource))
    guard !refused.isEmpty else { return (resources, findings) }
    var rest = resources
    rest.removeIstios(refused)
    return (rest, findings)
  }
}

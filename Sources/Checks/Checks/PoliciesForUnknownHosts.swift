internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A DestinationRule for a host that is no service.
  static let policiesForUnknownHosts = Check(
    .policyForUnknownHost, istio: ["IST0174"], "a DestinationRule for a host that is no service",
    meaning: "No Service and no ServiceEntry has the host, so that the rule governs nothing.",
    fix: "Write the host of a service; a short name is completed with the rule's own "
      + "namespace.",
    source: "(pilot/pkg/model/config.go@1.30.3, ResolveShortnameToFQDN)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: shop}
      spec:
        host: wbe
        trafficPolicy: {loadBalancer: {simple: RANDOM}}
      """,
    waitsFor: ["Service", "ServiceEntry"]
  ) { context in
    context.facts.resources.destinationRules.compactMap { rule in
      let host = MeshFacts.fullHost(rule.host, in: rule.metadata.namespace)
      guard !context.facts.hasService(matching: host) else { return nil }
      let likely = context.likelyHosts(for: host)
      return Diagnostic(
        .warning, .policyForUnknownHost,
        "\(rule.metadata.identifier) is for \(host), which no Service or ServiceEntry has",
        at: rule.metadata.places.location(of: "spec.host"),
        hint: likely.count == 1 ? "write \(likely.joined())" : nil)
    }
  }
}

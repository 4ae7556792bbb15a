internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A field without effect under a release.
  static let fieldsWithoutEffect = Check(
    .fieldWithoutEffect, "a field without effect under a release",
    meaning: "The object sets a field that the release knows and does not act on, or that came "
      + "with a later release.",
    fix: "Leave it out, or take a release that acts on it.",
    source: "labbook rules show RELEASE",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        tcp:
        - {match: [{sourceSubnet: 10.0.0.0/8}], route: [{destination: {host: web}}]}
      """
  ) { context in
    let rules = context.facts.rules
    let policies = context.facts.resources.destinationRules.flatMap { rule -> [Diagnostic] in
      var found: [Diagnostic] = []
      if rule.trafficPolicy?.retryBudget != nil, !rules[.retryBudget] {
        found.append(finding("spec.trafficPolicy.retryBudget", of: rule.metadata, rules.name))
      }
      if rule.trafficPolicy?.proxyProtocol != nil, !rules[.proxyProtocol] {
        found.append(finding("spec.trafficPolicy.proxyProtocol", of: rule.metadata, rules.name))
      }
      return found
    }
    return policies + sources(in: context) + targets(in: context)
  }

  private static func finding(
    _ path: FieldPath, of metadata: ResourceMetadata, _ version: String
  ) -> Diagnostic {
    Diagnostic(
      .warning, .fieldWithoutEffect,
      "\(path) of \(metadata.identifier) has no effect under \(version)",
      at: metadata.places.location(of: path))
  }

  /// Conditions on the caller's address, which istiod never wrote into a listener.
  private static func sources(in context: CheckContext) -> [Diagnostic] {
    context.facts.resources.virtualServices.flatMap { service in
      service.tcp.enumerated().flatMap { position, rule in
        rule.match.enumerated().filter { !$0.element.sourceSubnet.isEmpty }.map { number, _ in
          let path = FieldPath("spec.tcp").index(position).key("match").index(number)
          return finding(
            path.key("sourceSubnet"), of: service.metadata, context.facts.rules.name)
        }
      }
    }
  }

  /// Target ports of a Sidecar's listeners, which are deprecated.
  private static func targets(in context: CheckContext) -> [Diagnostic] {
    context.facts.resources.sidecars.flatMap { sidecar in
      sidecar.egress.enumerated().filter { ($0.element.port?.targetPort ?? 0) != 0 }.map {
        position, _ in
        finding(
          FieldPath("spec.egress").index(position).key("port").key("targetPort"),
          of: sidecar.metadata, context.facts.rules.name)
      }
    }
  }
}

internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// TLS that does not verify the server.
  static let unverifiedServers = Check(
    .unverifiedServer, istio: ["IST0128", "IST0129"], "tLS that does not verify the server",
    meaning: "A DestinationRule originates TLS (SIMPLE or MUTUAL) and names no caCertificates, so "
      + "that the server's certificate is not verified, unless the release verifies by the "
      + "system's own.",
    fix: "Name caCertificates or a credentialName.",
    source: "(pkg/config/analysis/analyzers/destinationrule/ca-certificates.go@1.30.3)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: shop}
      spec:
        host: web
        trafficPolicy: {tls: {mode: SIMPLE}}
      """
  ) { context in
    context.facts.resources.destinationRules.flatMap { rule -> [Diagnostic] in
      let policies = rule.policies
      return policies.compactMap { path, tls in
        guard tls.mode == "SIMPLE" || tls.mode == "MUTUAL", tls.caCertificates.isEmpty,
          tls.credentialName.isEmpty
        else { return nil }
        return Diagnostic(
          .warning, .unverifiedServer,
          "\(rule.metadata.identifier) originates TLS (\(tls.mode)) and verifies no server: "
            + "caCertificates are missing", at: rule.metadata.places.location(of: path),
          hint: "name caCertificates or a credentialName")
      }
    }
  }
}

extension DestinationRule {
  /// Its TLS settings for all ports and for single ones.
  fileprivate var policies: [(FieldPath, ClientTLSSettings)] {
    let path: FieldPath = "spec.trafficPolicy"
    let own = trafficPolicy?.tls.map { [(path.key("tls"), $0)] } ?? []
    let ofPorts = (trafficPolicy?.portLevelSettings ?? []).enumerated().compactMap {
      position, settings in
      settings.tls.map { (path.key("portLevelSettings").index(position).key("tls"), $0) }
    }
    return own + ofPorts
  }
}

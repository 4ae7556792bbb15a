internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A certificate that several Gateways of the same pods serve.
  static let sharedCertificates = Check(
    .sharedCertificate, istio: ["IST0138"],
    "a certificate that several Gateways of the same pods serve",
    meaning: "A browser that has an HTTP/2 connection uses it for every host that the certificate "
      + "names. Where another Gateway serves one of these, its routes are not known on that "
      + "connection, and the request is answered with 404.",
    fix: "Serve all hosts of the certificate by one Gateway, or give each Gateway a certificate of "
      + "its own.",
    source: "(pkg/config/analysis/analyzers/gateway/certificate.go@1.30.3)",
    example: ["one", "two"].map { name in
      """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: \(name), namespace: shop}
      spec:
        selector: {istio: edge}
        servers:
        - port: {number: 443, name: https, protocol: HTTPS}
          tls: {mode: SIMPLE, credentialName: wildcard}
          hosts: [\(name).example]
      """
    }.joined(separator: "\n---\n")
  ) { context in
    let gateways = context.facts.resources.gateways
    return gateways.enumerated().flatMap { position, gateway in
      gateways.enumerated().compactMap { number, other -> Diagnostic? in
        guard number != position, gateway.selector.allSatisfy({ other.selector[$0] == $1 }),
          let name = gateway.certificate(sharedWith: other)
        else { return nil }
        return Diagnostic(
          .warning, .sharedCertificate,
          "\(gateway.metadata.identifier) serves the certificate \(name), as does "
            + "\(other.metadata.identifier)",
          at: gateway.metadata.places.location(of: FieldPath("metadata.name")),
          why: "browsers use one HTTP/2 connection for all its hosts, and the other Gateway's are "
            + "answered with 404 there",
          notes: [
            Diagnostic.Note(
              "the other Gateway", at: other.metadata.places.location(of: "metadata.name"))
          ])
      }
    }
  }
}

extension Gateway {
  /// What both serve: a Secret's name or a file.
  fileprivate func certificate(sharedWith other: Gateway) -> String? {
    let theirs = Set(other.servers.compactMap { $0.tls?.certificateName })
    return servers.compactMap { $0.tls?.certificateName }.first { theirs.contains($0) }
  }
}

extension Sidecar.ServerTLSSettings {
  /// The Secret, else the file where its key is given, too.
  fileprivate var certificateName: String? {
    if !credentialName.isEmpty { return credentialName }
    return serverCertificate.isEmpty || privateKey.isEmpty ? nil : serverCertificate
  }
}

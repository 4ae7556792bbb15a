internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// ServiceEntries that say different protocols of one host and port.
  static let conflictingEntryProtocols = Check(
    .conflictingEntryProtocols, istio: ["IST0177"],
    "serviceEntries that say different protocols of one host and port",
    meaning: "Two ServiceEntries have one host and port, and say different protocols of it. A "
      + "client sees one of them, so that its rules for HTTP are read or not by the order in "
      + "which istiod finds the two.",
    fix: "Say one protocol in both, or keep one of them.",
    source: "(pkg/config/analysis/analyzers/serviceentry/conflictingserviceentries.go@1.31.0)",
    example: ["HTTP", "TCP"].map { portProtocol in
      """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: entry-\(portProtocol.lowercased()), namespace: shop}
      spec:
        hosts: [api.example]
        addresses: [240.7.7.7]
        ports: [{number: 8080, name: port, protocol: \(portProtocol)}]
        resolution: STATIC
        endpoints: [{address: 192.0.2.1}]
      """
    }.joined(separator: "\n---\n")
  ) { context in
    var claims: [String: [(position: Int, portProtocol: String)]] = [:]
    let entries = context.facts.resources.serviceEntries
    let audiences = entries.map { context.facts.namespaces(seeing: $0).map(Set.init) }
    for (position, entry) in entries.enumerated() {
      for port in entry.ports {
        for host in entry.hosts {
          claims["\(host) \(port.number)", default: []].append(
            (position, port.protocol.uppercased()))
        }
      }
    }
    return entries.enumerated().compactMap { position, entry in
      for port in entry.ports {
        for host in entry.hosts {
          let rivals = (claims["\(host) \(port.number)"] ?? []).filter { claim in
            claim.portProtocol != port.protocol.uppercased()
              && audiences[position].meets(audiences[claim.position])
          }
          guard let rival = rivals.first else { continue }
          return Diagnostic(
            .warning, .conflictingEntryProtocols,
            "\(entry.metadata.identifier) says \(port.protocol) of port \(port.number) of \(host), "
              + "and \(entries[rival.position].metadata.identifier) says \(rival.portProtocol)",
            at: entry.metadata.places.location(of: "metadata.name"),
            hint: "say one protocol in both")
        }
      }
      return nil
    }
  }
}

extension Set<String>? {
  /// Whether some namespace is in both; absent is every namespace.
  fileprivate func meets(_ other: Set<String>?) -> Bool {
    guard let self else { return other?.isEmpty != true }
    guard let other else { return !self.isEmpty }
    return !self.isDisjoint(with: other)
  }
}

internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A ServiceEntry of a TCP port without addresses.
  static let entriesWithoutAddress = Check(
    .entryWithoutAddress, istio: ["IST0134"], "a ServiceEntry of a TCP port without addresses",
    meaning: "TCP has no host names: a sidecar tells services of one port apart by their addresses "
      + "alone. Without one the entry claims the port for every address that nothing else claims, "
      + "unless addresses are assigned to it.",
    fix: "Give it addresses, or a protocol that names hosts (HTTP, TLS).",
    source: "(pilot/pkg/networking/core/listener.go@1.30.3, buildSidecarOutboundListener)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: db, namespace: shop}
      spec:
        hosts: [db.example]
        ports: [{number: 5432, name: tcp-db, protocol: TCP}]
        resolution: STATIC
        endpoints: [{address: 192.0.2.1}]
      """
  ) { context in
    context.facts.resources.serviceEntries.filter(\.addresses.isEmpty).flatMap { entry in
      entry.ports.enumerated().filter { _, port in
        port.protocol.isEmpty || port.protocol.uppercased() == "TCP"
      }.map { position, port in
        Diagnostic(
          .note, .entryWithoutAddress,
          "port \(port.number) of \(entry.metadata.identifier) carries TCP, and the entry has no "
            + "addresses",
          at: entry.metadata.places.location(
            of: FieldPath("spec.ports").index(position).key("name")),
          why: "without one it claims the port of every address that nothing else claims",
          hint: "give it addresses")
      }
    }
  }
}

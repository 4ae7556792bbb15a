internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A port whose name declares no protocol.
  static let undeclaredProtocols = Check(
    .undeclaredProtocol, istio: ["IST0118"], "a port whose name declares no protocol",
    meaning: "The name of a port does not begin with a protocol and it has no appProtocol, so that "
      + "proxies look at the first bytes to find out whether they are HTTP. A server that "
      + "speaks first then waits for the listener's timeout.",
    fix: "Call the port http, tcp, grpc, … or NAME-…, or give it appProtocol.",
    source: "(pkg/config/protocol/instance.go@1.30.3, Parse)",
    example: """
      apiVersion: v1
      kind: Service
      metadata: {name: odd, namespace: shop}
      spec: {selector: {app: web}, ports: [{name: api, port: 8080}]}
      """
  ) { context in
    let facts = Dictionary(
      context.facts.services.map { ($0.origin.resource, $0) }, uniquingKeysWith: { one, _ in one })
    // Services that istiod makes for a Gateway are nobody's to name.
    return context.facts.resources.services.flatMap { service -> [Diagnostic] in
      // Nor are those of Istio's own installation, which stand in no file.
      guard service.metadata.places.location(of: FieldPath()) != nil else { return [] }
      let undeclared = (facts[service.metadata.identifier]?.ports ?? []).filter {
        $0.isUndeclared && !$0.name.isEmpty
      }
      return undeclared.map { port in
        let position = service.ports.firstIndex { $0.port == port.number } ?? 0
        return Diagnostic(
          .note, .undeclaredProtocol,
          "port \(port.number) of \(service.metadata.identifier) is called \(port.name), which "
            + "declares no protocol",
          at: service.metadata.places.location(
            of: FieldPath("spec.ports").index(position).key("port")),
          why: "its proxies look at the first bytes of each connection to find out",
          hint: "call it http-\(port.name) or tcp-\(port.name), or give it appProtocol")
      }
    }
  }
}

internal import ControlPlane
internal import Diagnostics

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
    context.facts.services.filter(\.isKubernetes).flatMap { service in
      service.ports.filter { $0.isUndeclared && !$0.name.isEmpty }.map { port in
        Diagnostic(
          .note, .undeclaredProtocol,
          "port \(port.number) of \(service.origin.resource) is called \(port.name), which declares no "
            + "protocol", at: service.origin.location,
          why: "its proxies look at the first bytes of each connection to find out",
          hint: "call it http-\(port.name) or tcp-\(port.name), or give it appProtocol")
      }
    }
  }
}

internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// HTTP rules for a service without HTTP ports.
  static let portsWithoutHTTP = Check(
    .portWithoutHTTP, "HTTP rules for a service without HTTP ports",
    meaning: "A VirtualService has http rules for a service none of whose ports is HTTP by its "
      + "name or appProtocol: the proxy passes the bytes on and reads no rule.",
    fix: "Call the port http or http-…, or give it appProtocol: http.",
    source: "(pkg/config/protocol/instance.go@1.30.3, Parse)",
    example: """
      apiVersion: v1
      kind: Service
      metadata: {name: raw, namespace: shop}
      spec: {selector: {app: web}, ports: [{name: tcp, port: 9090}]}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: raw, namespace: shop}
      spec:
        hosts: [raw]
        http: [{route: [{destination: {host: web}}]}]
      """
  ) { context in
    context.facts.routeLists.filter { $0.isForMesh && !$0.routes.isEmpty }.flatMap { list in
      list.hosts.flatMap { host in
        context.facts.services(of: host).compactMap { service -> Diagnostic? in
          guard !service.ports.isEmpty, !service.ports.contains(where: \.isHTTPOrUndeclared),
            let origin = list.routes.first?.ruleOrigin
          else { return nil }
          return Diagnostic(
            .warning, .portWithoutHTTP,
            "the http rules of \(list.resource) are not read: \(service.origin.resource) has no port "
              + "of HTTP", at: origin.location,
            why: "its ports are called \(service.ports.map(\.name).joined(separator: ", "))",
            notes: [Diagnostic.Note("the Service", at: service.origin.location)])
        }
      }
    }
  }
}

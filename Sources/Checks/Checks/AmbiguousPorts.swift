internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A destination without port of a service with several.
  static let ambiguousPorts = Check(
    .destinationWithoutPort, istio: ["IST0112"],
    "a destination without port of a service with several",
    meaning: "A destination names no port, and its service has several. A sidecar takes it to mean "
      + "the port that the client dialled; a gateway has no such port to go by, and its "
      + "requests are answered with 503 NC.",
    fix: "Give the destination a port.",
    source: "(pilot/pkg/networking/core/route/route.go@1.30.3, GetDestinationCluster)",
    example: """
      apiVersion: v1
      kind: Service
      metadata: {name: two, namespace: shop}
      spec: {selector: {app: web}, ports: [{name: http, port: 80}, {name: http-2, port: 81}]}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: two, namespace: shop}
      spec:
        hosts: [two]
        http: [{route: [{destination: {host: two}}]}]
      """
  ) { context in
    context.destinations.compactMap { fact in
      guard fact.destination.port == nil,
        let service = context.facts.services(of: fact.host).first, service.ports.count > 1
      else { return nil }
      let ports = service.ports.map { String($0.number) }.joined(separator: ", ")
      return Diagnostic(
        fact.isForMesh ? .note : .warning, .destinationWithoutPort,
        "\(fact.metadata.identifier) sends to \(fact.host) without a port, and it has \(ports)",
        at: fact.location("host"),
        why: "a sidecar takes it to mean the port that the client dialled, a gateway has none",
        hint: "give the destination a port")
    }
  }
}

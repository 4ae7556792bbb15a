internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A rule for a port that its host does not have.
  static let hostsWithoutPort = Check(
    .hostWithoutPort, "a rule for a port that its host does not have",
    meaning: "A match asks for a port that none of the hosts has, so that it never holds.",
    fix: "Write a port of the Service.",
    source: "(pilot/pkg/networking/core/route/route.go@1.30.3, sourceMatchHTTP)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http: [{match: [{port: 81}], route: [{destination: {host: web}}]}, {route: [{destination: {host: web}}]}]
      """
  ) { context in
    context.facts.routeLists.filter(\.isForMesh).flatMap { list -> [Diagnostic] in
      let services = list.hosts.flatMap { context.facts.services(of: $0) }
      let ports = Set(services.flatMap { $0.ports.map(\.number) })
      guard !ports.isEmpty, !list.hosts.contains(where: { $0.hasPrefix("*") }) else { return [] }
      return list.routes.compactMap { route in
        let port = Int(route.audience.port)
        guard port != 0, route.audience.gateways.isEmpty, !ports.contains(port) else { return nil }
        return Diagnostic(
          .warning, .hostWithoutPort,
          "\(route.origin.fieldPath) of \(route.origin.resource) never holds: its hosts have no port "
            + "\(port)", at: route.origin.location,
          why: "they have \(ports.sorted().map(String.init).joined(separator: ", "))")
      }
    }
  }
}

internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A Gateway's port that no Service leads to.
  static let gatewayPortsNotOffered = Check(
    .gatewayPortNotOffered, istio: ["IST0162"], "a Gateway's port that no Service leads to",
    meaning:
      "The gateway's pods listen at the port, and none of their Services has it as a port or "
      + "as a target: nobody comes there by a Service.",
    fix: "Add the port to the Service of the gateway, or serve one that it has.",
    source: "(pilot/pkg/model/gateway.go@1.30.3, resolvePorts)",
    example: """
      apiVersion: v1
      kind: Pod
      metadata: {name: edge, namespace: shop, labels: {istio: edge}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: edge, namespace: shop}
      spec: {selector: {istio: edge}, ports: [{name: http, port: 80, targetPort: 8080}]}
      ---
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: shop}
      spec:
        selector: {istio: edge}
        servers: [{port: {number: 8443, name: http, protocol: HTTP}, hosts: [a.example]}]
      """,
    waitsFor: ["Service"]
  ) { context in
    let pods = context.facts.pods.filter(\.isGateway)
    let services = context.facts.resources.services.filter { !$0.selector.isEmpty }
    return context.facts.resources.gateways.flatMap { gateway -> [Diagnostic] in
      let own = pods.filter { $0.has(gateway.selector) }
      guard !own.isEmpty else { return [] }
      let leading = services.filter { service in
        own.contains { $0.namespace == service.metadata.namespace && $0.has(service.selector) }
      }
      let offered = Set(leading.flatMap { $0.ports.flatMap(\.numbers) })
      return gateway.servers.enumerated().filter { _, server in
        !offered.contains(Int(server.port.number))
      }.map { position, server in
        Diagnostic(
          .note, .gatewayPortNotOffered,
          "no Service leads to port \(server.port.number) of \(gateway.metadata.identifier)",
          at: gateway.metadata.places.location(
            of: FieldPath("spec.servers").index(position).key("port").key("number")),
          why: leading.isEmpty
            ? "no Service selects the gateway's pods"
            : "they have \(offered.sorted().map(String.init).joined(separator: ", "))")
      }
    }
  }
}

extension ServicePort {
  /// By which numbers a Gateway may mean it: its own and its target's.
  fileprivate var numbers: [Int] {
    if case .number(let target)? = targetPort { return [port, target] }
    return [port]
  }
}

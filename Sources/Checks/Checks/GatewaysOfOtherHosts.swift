internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A host that none of its gateways serves.
  static let gatewaysOfOtherHosts = Check(
    .ruleForOtherGateways, istio: ["IST0132"], "a host that none of its gateways serves",
    meaning: "A VirtualService is bound to a Gateway whose servers do not have its host, so that "
      + "nothing of it acts there.",
    fix: "Add the host to a server of the Gateway, or bind the rule to another one.",
    source: "(pilot/pkg/networking/core/gateway.go@1.30.3, buildGatewayHTTPRouteConfig)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: shop}
      spec:
        selector: {app: edge}
        servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [b.example]
        gateways: [edge]
        http: [{route: [{destination: {host: web}}]}]
      """
  ) { context in
    context.facts.resources.virtualServices.flatMap { service -> [Diagnostic] in
      let namespace = service.metadata.namespace
      let hosts = service.hosts.map { MeshFacts.fullHost($0, in: namespace) }
      return service.gateways.enumerated().compactMap { position, written in
        let name = MeshFacts.fullGateway(written, in: namespace)
        guard name != "mesh",
          context.facts.hosts(hosts, servedBy: name, for: namespace)?.isEmpty == true
        else { return nil }
        return Diagnostic(
          .warning, .ruleForOtherGateways,
          service.hosts.isEmpty
            ? "\(service.metadata.identifier) has no hosts, so that Gateway \(name) does not ask it"
            : "none of the hosts of \(service.metadata.identifier) is served by Gateway \(name)",
          at: service.metadata.places.location(of: FieldPath("spec.gateways").index(position)),
          why:
            "a gateway asks a rule only for what its servers' hosts and the rule's have in common",
          notes: [
            Diagnostic.Note(
              "the rule's hosts", at: service.metadata.places.location(of: "spec.hosts"))
          ])
      }
    }
  }
}

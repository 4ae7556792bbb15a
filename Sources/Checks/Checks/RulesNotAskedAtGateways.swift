internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// Rules of a service that a gateway does not ask.
  static let rulesNotAskedAtGateways = Check(
    .rulesNotAskedAtGateway, istio: ["IST0140"], "rules of a service that a gateway does not ask",
    meaning: "A VirtualService of a gateway sends to a host and names no subset, and another "
      + "VirtualService, for sidecars, splits that host's requests by subsets. A gateway asks only "
      + "the rules that are bound to it: its requests go to all pods of the service.",
    fix: "Write the subsets into the gateway's VirtualService, too, or bind one VirtualService to "
      + "mesh and to the gateway.",
    source: "(pilot/pkg/networking/core/gateway.go@1.30.3, buildGatewayHTTPRouteConfig)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: shop}
      spec:
        selector: {istio: edge}
        servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: entry, namespace: shop}
      spec:
        hosts: [a.example]
        gateways: [edge]
        http: [{route: [{destination: {host: web}}]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: shop}
      spec: {host: web, subsets: [{name: v1, labels: {version: v1}}]}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http: [{route: [{destination: {host: web, subset: v1}}]}]
      """
  ) { context in
    let splitting = splits(in: context.facts.resources.virtualServices)
    guard !splitting.isEmpty else { return [] }
    return context.facts.resources.virtualServices.filter { !$0.gateways.isEmpty }.flatMap {
      service in
      destinations(of: service).compactMap { fact in
        guard fact.destination.subset.isEmpty,
          let rule = splitting[fact.host]?.first(where: {
            $0.metadata.identifier != service.metadata.identifier
          })
        else { return nil }
        return Diagnostic(
          .note, .rulesNotAskedAtGateway,
          "\(service.metadata.identifier) sends to all pods of \(fact.host): its gateways do not ask "
            + "\(rule.metadata.identifier)", at: fact.location("host"),
          why: "a gateway asks only the rules that are bound to it",
          hint: "write the subset here, too",
          notes: [
            Diagnostic.Note(
              "the rule with subsets", at: rule.metadata.places.location(of: "spec.http"))
          ])
      }
    }
  }

  /// VirtualServices that send their own host's requests to a subset of it, by that host.
  private static func splits(in services: [VirtualService]) -> [String: [VirtualService]] {
    var found: [String: [VirtualService]] = [:]
    for service in services {
      let own = Set(service.hosts.map { MeshFacts.fullHost($0, in: service.metadata.namespace) })
      let split = destinations(of: service).filter {
        !$0.destination.subset.isEmpty && own.contains($0.host)
      }
      for host in Set(split.map(\.host)) { found[host, default: []].append(service) }
    }
    return found
  }

  /// Where its HTTP rules send requests, without mirrors.
  private static func destinations(of service: VirtualService) -> [DestinationFact] {
    service.http.enumerated().flatMap { position, rule in
      rule.route.enumerated().map { number, target in
        DestinationFact(
          metadata: service.metadata, destination: target.destination,
          path: FieldPath("spec.http").index(position).key("route").index(number)
            .key("destination"), isForMesh: false)
      }
    }
  }
}

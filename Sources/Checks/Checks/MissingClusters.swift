internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A destination for which there is no cluster.
  static let missingClusters = Check(
    .missingCluster, istio: ["IST0101"], "a destination for which there is no cluster",
    meaning: "A rule sends to a subset that no DestinationRule which its clients are shown "
      + "defines, or to a port that the service does not have: requests are answered with 503 "
      + "NC.",
    fix: "Define the subset in a DestinationRule of the service's namespace, or write a port "
      + "of the Service.",
    source: "(pilot/pkg/networking/core/route/route.go@1.30.3, GetDestinationCluster)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http: [{route: [{destination: {host: web, subset: v3}}]}]
      """,
    waitsFor: ["DestinationRule", "Service", "ServiceEntry"]
  ) { context in
    context.destinations.compactMap { fact in
      guard let service = context.facts.services(of: fact.host).first else { return nil }
      return context.portProblem(fact, service) ?? context.subsetProblem(fact, service)
    }
  }
}

extension CheckContext {
  /// A port that the service does not have.
  fileprivate func portProblem(
    _ fact: DestinationFact, _ service: MeshFacts.ServiceFact
  ) -> Diagnostic? {
    guard let port = fact.destination.port, port != 0,
      !service.ports.contains(where: { $0.number == Int(port) })
    else { return nil }
    let ports = service.ports.map { String($0.number) }.joined(separator: ", ")
    return Diagnostic(
      .error, .missingCluster,
      "\(fact.metadata.identifier) sends to port \(port) of \(fact.host), which has no such port",
      at: fact.location("host"), why: "\(service.origin.resource) has port \(ports)",
      notes: [Diagnostic.Note("the service", at: service.origin.location)])
  }

  /// A subset that clients of the rule's namespace, or of the service's, are not shown.
  fileprivate func subsetProblem(
    _ fact: DestinationFact, _ service: MeshFacts.ServiceFact
  ) -> Diagnostic? {
    let name = fact.destination.subset
    guard !name.isEmpty else { return nil }
    let seen = [fact.metadata.namespace, service.namespace].map {
      facts.subsets(of: fact.host, serviceNamespace: service.namespace, seenFrom: $0)
    }
    guard !seen.contains(where: { $0?.contains(name) ?? false }) else { return nil }
    let known = Set(seen.flatMap { $0 ?? [] }).sorted()
    return Diagnostic(
      .error, .missingCluster,
      "\(fact.metadata.identifier) sends to subset \(name) of \(fact.host), which no DestinationRule "
        + "that its clients are shown defines", at: fact.location("host"),
      why: known.isEmpty
        ? "no subset of the host is known there"
        : "the subsets there are \(known.joined(separator: ", "))",
      hint: known.nearest(to: name).map { "did you mean \($0)?" })
  }
}

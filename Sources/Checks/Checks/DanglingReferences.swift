internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A reference that leads nowhere.
  static let danglingReferences = Check(
    .danglingReference, istio: ["IST0101", "IST0132", "IST0165"], "a reference that leads nowhere",
    meaning: "A VirtualService is bound to a Gateway that the input does not hold.",
    fix: "Correct the name (NAMESPACE/NAME; without a namespace that of the rule), or add the "
      + "Gateway.",
    source: "(pilot/pkg/model/gateway.go@1.30.3)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        gateways: [egde]
        http: [{route: [{destination: {host: web}}]}]
      """,
    waitsFor: ["Gateway"]
  ) { context in
    let known = context.facts.gatewayNames
    return context.facts.resources.virtualServices.flatMap { service in
      service.gateways.enumerated().compactMap { position, written -> Diagnostic? in
        let name = MeshFacts.fullGateway(written, in: service.metadata.namespace)
        guard name != "mesh", !known.contains(name) else { return nil }
        return Diagnostic(
          .error, .danglingReference,
          "\(service.metadata.identifier) is bound to Gateway \(name), which is not in the input",
          at: service.metadata.places.location(of: FieldPath("spec.gateways").index(position)),
          hint: Array(known).nearest(to: name).map { "did you mean \($0)?" })
      }
    }
  }
}

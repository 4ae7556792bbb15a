internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A field that is deprecated.
  static let deprecatedFields = Check(
    .deprecatedField, istio: ["IST0002"], "a field that is deprecated",
    meaning: "Istio's API calls the field deprecated. It acts under every release that labbook "
      + "knows, and a later one may take it away.",
    fix: "Write what takes its place, where there is something.",
    source: "(pkg/config/analysis/analyzers/deprecation/deprecation.go@1.30.3)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http:
        - fault: {delay: {percent: 10, fixedDelay: 1s}}
          route: [{destination: {host: web}}]
      """
  ) { context in
    let delays = context.facts.resources.virtualServices.flatMap { service in
      service.http.enumerated().filter { ($0.element.fault?.delay?.percent ?? 0) > 0 }.map {
        position, _ in
        Diagnostic(
          .note, .deprecatedField,
          "fault.delay.percent of \(service.metadata.identifier) is deprecated",
          at: service.metadata.places.location(
            of: FieldPath("spec.http").index(position).key("fault").key("delay").key("percent")),
          hint: "write percentage: {value: …}")
      }
    }
    let proxies = context.facts.resources.sidecars.filter {
      $0.outboundTrafficPolicy?.egressProxy != nil
    }.map { sidecar in
      Diagnostic(
        .note, .deprecatedField,
        "outboundTrafficPolicy.egressProxy of \(sidecar.metadata.identifier) is deprecated, and acts",
        at: sidecar.metadata.places.location(of: "spec.outboundTrafficPolicy.egressProxy"),
        why: "istioctl analyze calls it ignored, and istiod sends unknown hosts there")
    }
    return delays + proxies
  }
}

internal import ControlPlane
internal import Diagnostics

extension Check {
  /// What the admission webhook refuses.
  static let refusedByAdmission = Check(
    .refusedByAdmission, istio: ["IST0106"], "what the admission webhook refuses",
    meaning: "The webhook of istiod refuses the object under this rule version, so that a cluster "
      + "never holds it.",
    fix: "Correct the field that the finding names.",
    source: "(pkg/config/validation/validation.go@1.30.3)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http: [{timeout: 0s, route: [{destination: {host: web, port: {number: 0}}}]}]
      """
  ) { context in
    context.facts.admission.filter { $0.severity == .error }.map(\.diagnostic)
  }
}

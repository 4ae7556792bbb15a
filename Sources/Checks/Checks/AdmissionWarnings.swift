internal import ControlPlane
internal import Diagnostics

extension Check {
  /// What the admission webhook takes with a warning.
  static let admissionWarnings = Check(
    .admissionWarning, istio: ["IST0133", "IST0106"],
    "what the admission webhook takes with a warning",
    meaning: "The webhook of istiod takes the object and warns of it.",
    fix: "Correct the field that the finding names.",
    source: "(pkg/config/validation/validation.go@1.30.3)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http: [{match: [{uri: {prefix: /a}}], route: [{destination: {host: web}}]}, {match: [{uri: {prefix: /a}}], route: [{destination: {host: web}}]}]
      """
  ) { context in
    context.facts.admission.filter { $0.severity != .error }.map(\.diagnostic)
  }
}

internal import ControlPlane
internal import Diagnostics

extension Check {
  /// Something that is not modelled.
  static let notModelled = Check(
    .notModelled, "something that is not modelled",
    meaning: "The input holds something that can change an outcome and that the simulation does "
      + "not have. A question that it can touch is not answered.",
    fix: "Leave it out, or go on without it by --allow-unmodelled.",
    source: "labbook rules support",
    example: """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: shop}
      spec:
        host: web
        trafficPolicy:
          tunnel: {protocol: CONNECT, targetHost: web.example, targetPort: 443}
      """
  ) { context in
    context.facts.unmodelled
  }
}

internal import ControlPlane
internal import Diagnostics

extension Check {
  /// A DestinationRule that nobody asks.
  static let unseenPolicies = Check(
    .destinationRuleNotSeen, "a DestinationRule that nobody asks",
    meaning: "For a client and a service istiod asks the client's namespace, the service's and the "
      + "root namespace, in this order, and the first that has a rule decides alone. A rule "
      + "elsewhere, one that is not exported, or one behind another acts on nobody.",
    fix: "Move the rule to the service's namespace, or export it.",
    source: "(pilot/pkg/model/push_context.go@1.30.3, destinationRule)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: config}
      spec:
        host: web.shop.svc.cluster.local
        trafficPolicy: {loadBalancer: {simple: RANDOM}}
      """
  ) { context in
    context.lostPolicies.filter { $0.code == .destinationRuleNotSeen }.map {
      $0.diagnostic(.warning)
    }
  }
}

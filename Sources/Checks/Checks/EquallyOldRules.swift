internal import ControlPlane
internal import Diagnostics

extension Check {
  /// Rules for one host that are equally old.
  static let equallyOldRules = Check(
    .tieDecidesHost, istio: ["IST0109"], "rules for one host that are equally old",
    meaning: "Several rules are for one host, and of two that are equally old the order of their "
      + "names decides which one acts.",
    fix: "Give both a creationTimestamp, or merge their rules into one.",
    source: "(pilot/pkg/model/config.go@1.30.3, sortConfigByCreationTime)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: a, namespace: shop}
      spec:
        hosts: [web]
        http: [{route: [{destination: {host: web}}]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: b, namespace: shop}
      spec:
        hosts: [web]
        http: [{route: [{destination: {host: web}}]}]
      """
  ) { context in
    context.contests.filter { $0.code == .tieDecidesHost }.map { $0.diagnostic(.warning) }
  }
}
